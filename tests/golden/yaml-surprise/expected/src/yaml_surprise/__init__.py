"""Größe 12:30 \U0001f600, served over MCP"""

__version__ = "1.0.0"
