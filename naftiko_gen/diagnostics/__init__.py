"""What is wrong, where, and what to do about it."""

from naftiko_gen.diagnostics.model import Diagnostic, Edit, Fix, Label, Ranked, Severity, Span, sort
from naftiko_gen.diagnostics.rule import SKELETON, Example, Rule

__all__ = [
    "SKELETON",
    "Diagnostic",
    "Edit",
    "Example",
    "Fix",
    "Label",
    "Ranked",
    "Rule",
    "Severity",
    "Span",
    "sort",
]
