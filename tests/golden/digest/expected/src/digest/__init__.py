"""Camera, served over MCP"""

__version__ = "1.0.0"
