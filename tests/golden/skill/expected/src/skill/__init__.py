"""Clock, served over MCP and Agent Skill"""

__version__ = "1.0.0"
