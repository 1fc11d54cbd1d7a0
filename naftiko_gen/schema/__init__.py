"""Structure: whether a document has the shape that its version prescribes."""

from naftiko_gen.schema.assemble import FORMS, VERSION_KEYS, schema, versions
from naftiko_gen.schema.check import GENERATED, check, check_official
from naftiko_gen.schema.rules import RULES

__all__ = [
    "FORMS",
    "GENERATED",
    "RULES",
    "VERSION_KEYS",
    "check",
    "check_official",
    "schema",
    "versions",
]
