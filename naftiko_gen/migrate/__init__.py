"""A document moves between the official forms of Naftiko and Ikanos, and keeps its comments."""

from naftiko_gen.migrate.migrate import Migrated, migrate
from naftiko_gen.migrate.rules import RULES
from naftiko_gen.migrate.targets import targets, version_of

__all__ = ["RULES", "Migrated", "migrate", "targets", "version_of"]
