"""What a project sets down in its pyproject.toml, below ``[tool.naftiko-gen]``."""

from naftiko_gen.config.load import load
from naftiko_gen.config.model import Config, ConfigError, Spec

__all__ = ["Config", "ConfigError", "Spec", "load"]
