"""Structure: whether a document has the shape that its version prescribes."""

from naftiko_gen.schema.assemble import schema, versions
from naftiko_gen.schema.check import check, check_official
from naftiko_gen.schema.rules import RULES

__all__ = ["RULES", "check", "check_official", "schema", "versions"]
