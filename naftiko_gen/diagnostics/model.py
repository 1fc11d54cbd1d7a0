"""The one form in which every room says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Self

from naftiko_gen.source.nodes import Span

__all__ = ["Diagnostic", "Edit", "Fix", "Label", "Severity", "Span", "sort"]


class Ranked(Enum):
    """Members from the worst to the mildest."""

    def reaches(self, least: Self) -> bool:
        """Return whether this is as bad as ``least``, or worse."""
        order = tuple(type(self))
        return order.index(self) <= order.index(least)


class Severity(Ranked):
    """How bad it is. Only an error stops generation."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains the first."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at ``span``."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend the fault. ``safe``: the meaning of the capability stays as it is."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place of one document.

    ``code`` is ``NK`` and three digits, the first of them the room; ``name`` is the rule's
    kebab name; ``message`` is one short phrase, ``help`` says what to write instead. ``secret``:
    the text at ``span`` is one, or holds one, and is not to be shown.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    related: tuple[Label, ...] = ()
    help: str | None = None
    fix: Fix | None = None
    secret: bool = False

    @property
    def anchor(self) -> str:
        """Where the rule is explained, relative to the documentation's root."""
        return f"rules.md#{self.code.lower()}-{self.name}"


def sort(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Order diagnostics as a person reads the file: by place, then by code."""
    return sorted(diagnostics, key=lambda d: (d.span.start, d.span.end, d.code, d.message))
