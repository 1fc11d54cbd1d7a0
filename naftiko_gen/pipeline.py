"""The way of one file through the rooms, from bytes to the package to be written."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen import checks, dialect, lowering, schema
from naftiko_gen.diagnostics import Diagnostic, Severity, sort
from naftiko_gen.diagnostics.source_rules import from_fault
from naftiko_gen.ir import Identifier, Package
from naftiko_gen.schema.identify import identify
from naftiko_gen.source import Document
from naftiko_gen.source.reader import read
from naftiko_gen.spec.build import build
from naftiko_gen.spec.model import Capability


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of one file.

    ``package`` is None where a diagnostic is an error, ``capability`` where the structure is at
    fault; ``diagnostics`` are in the order of the text.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    package: Package | None
    capability: Capability | None = None

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have that severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


def analyse(path: str, data: bytes, package: str, *, strict: bool = False) -> Analysis:
    """Read, check and lower one file.

    ``path`` is what diagnostics show; ``package`` is the import package to be written. Where
    the text or its structure is at fault, what depends on them is not judged. ``strict`` adds
    the verdict of the declared version's official form on the document as it is written.
    """
    document, faults = read(path, data)
    found = [from_fault(fault) for fault in faults]
    result: Package | None = None
    capability: Capability | None = None
    if document.root is not None and not _has_error(found):
        canonical, readings = dialect.canonical(document.root)
        found += readings
        found += schema.check(document.with_root(canonical))
        if not _has_error(found):
            capability = build(canonical)
            if too_large := checks.too_large(capability):
                found.append(too_large)
            else:
                found += checks.check(capability)
                sound = not _has_error(found)
                result, more = lowering.lower(capability, Identifier(package), sound=sound)
                found += more
    if strict and (official := _official(document)):
        found, result = _together(found, official), None
    return Analysis(document, tuple(sort(found)), result, capability)


def _official(document: Document) -> list[Diagnostic]:
    version = identify(document.root) if document.root else None
    # Of a document without a version, the superset has said so.
    if not isinstance(version, str):
        return []
    return schema.check_official(document, version.partition("-")[2])


def _together(found: list[Diagnostic], official: list[Diagnostic]) -> list[Diagnostic]:
    """Join both verdicts; what both say of one place, the stricter one says alone."""
    said = {
        (each.code, span)
        for each in official
        for span in (each.span, *(label.span for label in each.related))
    }
    return [each for each in found if (each.code, each.span) not in said] + official


def _has_error(diagnostics: list[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
