"""One document, from its version to another one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from naftiko_gen.diagnostics import Diagnostic, Severity, Span, sort
from naftiko_gen.diagnostics.source_rules import from_fault
from naftiko_gen.migrate import rules
from naftiko_gen.migrate.changes import Change, Rename, Replace
from naftiko_gen.migrate.convert import Converter
from naftiko_gen.migrate.older import renewed
from naftiko_gen.migrate.rewrite import Fixed, lists_are_flush, rewritten
from naftiko_gen.migrate.targets import NAFTIKO, is_ikanos, version_of
from naftiko_gen.schema import check_official
from naftiko_gen.schema.identify import identify, version_entry
from naftiko_gen.schema.rules import MissingKey
from naftiko_gen.source import Document, Entry, Fault, Mapping, Node, Scalar, read, to_data


@dataclass(frozen=True, slots=True)
class Migrated:
    """The text in the target version, and what is to be said of it.

    ``notes`` lie in the document that was migrated. Where one of them is an error, ``text`` is
    that of the document, unchanged.
    """

    text: str
    notes: tuple[Diagnostic, ...]


def migrate(document: Document, target: str) -> Migrated:
    """Bring a document to a version, such as ``ikanos-1.0.0-beta4`` or ``1.0.0-alpha2``.

    Comments and layout stay with what they belong to. What the target has no form for, and
    what cannot be changed in the text, is an error at its place.

    Raises:
        LookupError: nothing can be migrated to what ``target`` names.
    """
    version = version_of(target)
    # A document may have a canonical tree by now; what is migrated is what is written.
    document, faults = read(document.path, document.text.encode())
    errors = [each for each in map(from_fault, faults) if each.severity is Severity.ERROR]
    if document.root is None or errors:
        return _refused(document, errors)
    source = identify(document.root)
    if isinstance(source, Diagnostic):
        return _refused(document, [source])
    plan = _plan(document.text, document.root, source, version)
    found = plan.found
    if not _has_error(found):
        found += _verdict(document, source, plan.root, version)
    if _has_error(found):
        return _refused(document, found)
    try:
        flush = lists_are_flush(document.text, document.root)
        text = rewritten(document.text, plan.changes, flush=flush)
    except Fixed as fixed:
        return _refused(document, [*found, fixed.found])
    if not _says(text, plan.root, faults):
        message = "the text, so changed, would not say the same"
        at = Span(document.root.span.start, document.root.span.start + 1)
        return _refused(document, [*found, rules.FixedLayout.at(at, message)])
    return Migrated(text, tuple(sort(found)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """The tree as it is to be, how the text gets there, and what is to be said about it."""

    root: Node
    changes: list[Change]
    found: list[Diagnostic]


def _plan(text: str, root: Node, source: str, version: str) -> _Plan:
    changes: list[Change] = []
    found: list[Diagnostic] = []
    if not is_ikanos(source) and source != NAFTIKO:
        root = renewed(root, changes)
    if is_ikanos(source) != is_ikanos(version):
        converter = Converter(text, to_ikanos=is_ikanos(version))
        root = converter.convert(root)
        changes += converter.changes
        found += converter.found
    if source != version:
        root = _restated(root, version, changes)
    return _Plan(root, changes, found)


def _refused(document: Document, found: list[Diagnostic]) -> Migrated:
    return Migrated(document.text, tuple(sort(found)))


def _has_error(found: list[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in found)


def _restated(root: Node, version: str, changes: list[Change]) -> Node:
    """Return the tree with another version."""
    assert isinstance(root, Mapping)
    entry = version_entry(root)
    assert entry is not None  # else the version would not be known
    assert isinstance(entry.value, Scalar)
    word, _, number = version.partition("-")
    changes += Rename(entry.key, word), Replace(entry.value, number)
    stated = Entry(replace(entry.key, value=word), replace(entry.value, value=number))
    return replace(root, entries=tuple(stated if each is entry else each for each in root.entries))


def _verdict(document: Document, source: str, converted: Node, version: str) -> list[Diagnostic]:
    """Return what the target's official form does not take, though the source's own does."""
    before = check_official(document, source.partition("-")[2])
    after = check_official(document.with_root(converted), version.partition("-")[2])
    found: list[Diagnostic] = []
    known = {span for each in before for span in _places(each)}
    for each in after:
        span = next((span for span in _places(each) if span not in known), None)
        # A key that is missing in both is told at other places, as entries start elsewhere.
        if span is None or (before and each.code == MissingKey.code):
            continue
        message = f"{version.replace('-', ' ', 1)} does not take this: {each.message}"
        found.append(rules.NoCounterpart.at(span, message, related=each.related))
    return found


def _places(diagnostic: Diagnostic) -> list[Span]:
    return [diagnostic.span, *(label.span for label in diagnostic.related)]


def _says(text: str, intended: Node, faults: tuple[Fault, ...]) -> bool:
    """Return whether a text is read as what it should say, with no fault more than before."""
    document, after = read("", text.encode())
    kinds = Counter(fault.kind for fault in after)
    if document.root is None or not kinds <= Counter(fault.kind for fault in faults):
        return False
    # `==` would take 1 for true, and any order of keys.
    return repr(to_data(document.root)) == repr(to_data(intended))
