"""Checks Naftiko capability files and generates Python REST + MCP packages from them."""

__version__ = "0.1.0"
