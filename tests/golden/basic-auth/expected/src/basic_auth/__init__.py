"""Printer, served over REST"""

__version__ = "1.0.0"
