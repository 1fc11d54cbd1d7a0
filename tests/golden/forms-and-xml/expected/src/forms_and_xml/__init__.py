"""Post room, served over REST and MCP"""

__version__ = "1.0.0"
