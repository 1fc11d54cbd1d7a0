"""The way of one file through the rooms, from bytes to the package to be written."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen import checks, dialect, lowering, schema
from naftiko_gen.diagnostics import Diagnostic, Severity, sort
from naftiko_gen.diagnostics.source_rules import from_fault
from naftiko_gen.ir import Identifier, Package
from naftiko_gen.source import Document
from naftiko_gen.source.reader import read
from naftiko_gen.spec.build import build


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of one file.

    ``package`` is None where a diagnostic is an error; ``diagnostics`` are in the order of the
    text.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    package: Package | None

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have that severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


def analyse(path: str, data: bytes, package: str) -> Analysis:
    """Read, check and lower one file.

    ``path`` is what diagnostics show; ``package`` is the import package to be written. Where
    the text or its structure is at fault, what depends on them is not judged.
    """
    document, faults = read(path, data)
    found = [from_fault(fault) for fault in faults]
    result: Package | None = None
    if document.root is not None and not _has_error(found):
        canonical, readings = dialect.canonical(document.root)
        found += readings
        found += schema.check(document.with_root(canonical))
        if not _has_error(found):
            capability = build(canonical)
            found += checks.check(capability)
            sound = not _has_error(found)
            result, more = lowering.lower(capability, Identifier(package), sound=sound)
            found += more
    return Analysis(document, tuple(sort(found)), result)


def _has_error(diagnostics: list[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
