"""Notebook, served over REST, MCP and Agent Skill"""

__version__ = "1.0.0"
