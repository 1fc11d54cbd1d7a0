"""One habit of published files a module."""
