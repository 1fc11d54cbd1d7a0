"""The way of one file through the rooms, from bytes to the package to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from naftiko_gen import checks, dialect, lowering, schema
from naftiko_gen.diagnostics import Diagnostic, Rule, Severity, sort, source_rules
from naftiko_gen.diagnostics.failures import Failure, diagnostic, of_step
from naftiko_gen.ir import Identifier, Package
from naftiko_gen.schema.identify import identify
from naftiko_gen.schema.rules import NotGeneratedVersion
from naftiko_gen.source import Document, Node
from naftiko_gen.source.reader import read
from naftiko_gen.spec.build import build
from naftiko_gen.spec.model import Capability

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of one file.

    ``package`` is None where a diagnostic is an error, ``capability`` where the structure is at
    fault; ``diagnostics`` are in the order of the text. ``ran`` holds the codes of the rules that
    have judged all of the file: what they have not said is not so. ``failures`` are exceptions of
    this program, each of which is a diagnostic too.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    package: Package | None
    capability: Capability | None = None
    ran: frozenset[str] = frozenset()
    failures: tuple[Failure, ...] = ()

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
    way = _Way(document)
    way.found += map(source_rules.from_fault, faults)
    result: Package | None = None
    if document.root is not None:
        way.ran += source_rules.RULES
        if not _has_error(way.found):
            result = way.through(document.root, Identifier(package))
    if strict and (official := way.attempt("strict", schema.RULES, lambda: _official(document))):
        way.found, result = _together(way.found, official), None
    failed = {code for failure in way.failures for code in failure.codes}
    found = way.found + [diagnostic(failure, document) for failure in way.failures]
    return Analysis(
        document.with_secrets(each.span for each in found if each.secret),
        tuple(sort(found)),
        None if way.failures else result,
        way.capability,
        frozenset(rule.code for rule in way.ran) - failed,
        tuple(way.failures),
    )


class _Way:
    """How far one document has come, and what was found on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.capability: Capability | None = None
        self.found: list[Diagnostic] = []
        self.ran: list[type[Rule]] = []
        self.failures: list[Failure] = []

    def attempt(self, name: str, rules: Sequence[type[Rule]], step: Callable[[], _T]) -> _T | None:
        """Return what a step gives; None where it raises, which is noted."""
        try:
            result = step()
        except Exception as error:
            self.failures.append(of_step(name, rules, error))
            return None
        self.ran += rules
        return result

    def through(self, root: Node, package: Identifier) -> Package | None:
        """Take a document that could be read through the rooms, as far as it gets."""
        form, readings = dialect.canonical(root, self.failures)
        self.found += readings
        self.ran += dialect.RULES
        document = self.document.with_root(form)
        faults = self.attempt("schema", schema.RULES, lambda: schema.check(document))
        if faults is None:
            return None
        self.found += faults
        stopped = {each.code for each in self.found if each.severity is Severity.ERROR}
        if stopped <= {NotGeneratedVersion.code}:
            step = partial(checks.check_document, form, self.failures)
            self.found += self.attempt("document", checks.DOCUMENT_RULES, step) or ()
        if stopped:
            return None
        self.capability = self.attempt("spec", (), lambda: build(form))
        return self._judge(self.capability, package) if self.capability else None

    def _judge(self, capability: Capability, package: Identifier) -> Package | None:
        extent = self.attempt("extent", (), lambda: (checks.too_large(capability),))
        if extent is None:
            return None
        if extent[0]:
            self.found.append(extent[0])
            return None
        self.found += (
            self.attempt("checks", checks.RULES, lambda: checks.check(capability, self.failures))
            or ()
        )
        sound = not _has_error(self.found) and not self.failures
        lowered = self.attempt(
            "lowering",
            lowering.RULES if sound else (),  # else it looks at a part only
            lambda: lowering.lower(capability, package, sound=sound),
        )
        if lowered is None:
            return None
        result, more = lowered
        self.found += more
        return result


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
