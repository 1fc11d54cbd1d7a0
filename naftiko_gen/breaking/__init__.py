"""What a new version of a capability takes away from those who use the old one."""

from naftiko_gen.breaking.compare import compare
from naftiko_gen.breaking.rules import RULES, BreakingRule, Change, Level
from naftiko_gen.breaking.surface import Version, read_version

__all__ = ["RULES", "BreakingRule", "Change", "Level", "Version", "compare", "read_version"]
