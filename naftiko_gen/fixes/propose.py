"""What the rewrites would change in a text, as fixes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from naftiko_gen.diagnostics import Diagnostic, Edit, Fix
from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.dialect import REWRITES
from naftiko_gen.dialect.rewrite import Rewrite
from naftiko_gen.fixes.edits import Editor
from naftiko_gen.fixes.hunks import Hunk, Origin, differences
from naftiko_gen.fixes.layout import Refused
from naftiko_gen.source import Document, Entry, Mapping, Node, Scalar, Span
from naftiko_gen.source import Sequence as ListNode

#: A fix of more places than this stands at the first of them only, so that a report of a file
#: that is made of them stays as long as the file.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """One fix: it mends all of ``diagnostics``, and ``hunks`` say what the data is to be."""

    fix: Fix
    diagnostics: tuple[Diagnostic, ...]
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fix that is left to a person, and why."""

    diagnostics: tuple[Diagnostic, ...]
    reason: str
    safe: bool


def propose(
    document: Document, codes: Collection[str] | None = None
) -> tuple[list[Proposal], list[Refusal]]:
    """Return the fixes of the rewrites, in their order, and what is refused.

    With ``codes``, only of those rewrites that make diagnostics with one of them.
    Each is made for the text as it is. What a rewrite would change in something that an earlier
    one has changed first is left out: there is a fix for it once that one is in the text.
    """
    proposals: list[Proposal] = []
    refusals: list[Refusal] = []
    root = document.root
    if root is None:
        return proposals, refusals
    origin = Origin(root)
    editor = Editor(document, origin)
    asked = [each for each in REWRITES if codes is None or not _said_by(each).isdisjoint(codes)]
    # What comes behind the last one that is asked for changes nothing any more.
    for rewrite in REWRITES[: REWRITES.index(asked[-1]) + 1] if asked else ():
        found: list[Diagnostic] = []
        canonical = rewrite.apply(root, found)
        if found and rewrite in asked:
            pairs = list(differences(root, rewrite.mend(root)))
            for diagnostics, group in _groups(found, pairs, origin):
                try:
                    proposals.append(_proposal(rewrite, editor, origin, diagnostics, group))
                except Refused as refused:
                    refusals.append(Refusal(diagnostics, str(refused), rewrite.remedy_is_safe))
                except _Later:
                    continue
        root = canonical
    return proposals, refusals


def attach(document: Document, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics with the fixes that the rewrites have for them."""
    codes = {each.code for each in diagnostics if each.fix is None}
    if codes.isdisjoint(_REMEDIED) or any(each.code == InternalFault.code for each in diagnostics):
        return list(diagnostics)
    fixes: dict[tuple[str, Span, str], Fix] = {}
    for proposal in propose(document, codes)[0]:
        several = len(proposal.diagnostics) > _MOST
        for each in proposal.diagnostics[:1] if several else proposal.diagnostics:
            fixes.setdefault(_key(each), proposal.fix)
    return [
        replace(each, fix=fixes.get(_key(each))) if each.fix is None else each
        for each in diagnostics
    ]


def _key(diagnostic: Diagnostic) -> tuple[str, Span, str]:
    return diagnostic.code, diagnostic.span, diagnostic.message


def _said_by(rewrite: type[Rewrite]) -> set[str]:
    """Return the codes of the diagnostics of a rewrite that have a fix here."""
    return {rewrite.code, *rewrite.says} if rewrite.remedy else set()


_REMEDIED = frozenset(code for each in REWRITES for code in _said_by(each))


class _Later(Exception):
    """The place has been changed by an earlier rewrite."""


def _proposal(
    rewrite: type[Rewrite],
    editor: Editor,
    origin: Origin,
    diagnostics: tuple[Diagnostic, ...],
    pairs: Iterable[tuple[Node, Node]],
) -> Proposal:
    hunks: list[Hunk] = []
    edits: list[Edit] = []
    for old, new in pairs:
        written = origin.find(old)
        if written is None and not origin.is_shared(old):
            raise _Later
        edits += editor.edits(old, new)
        assert written  # else the editor has refused
        hunks.append(Hunk(written.path, old, new))
    fix = Fix(rewrite.remedy, tuple(edits), safe=rewrite.remedy_is_safe)
    return Proposal(fix, diagnostics, tuple(hunks))


def _groups(
    found: Sequence[Diagnostic], pairs: Sequence[tuple[Node, Node]], origin: Origin
) -> Iterator[tuple[tuple[Diagnostic, ...], list[tuple[Node, Node]]]]:
    """Yield which diagnostics belong to which differences.

    A difference belongs to the diagnostics that stand inside it, and to those whose spans new
    nodes in it have. Where one belongs to none, the rewrite works on the file as a whole.
    """
    ordered = sorted(found, key=lambda each: each.span)
    starts = [each.span.start for each in ordered]
    by_span: dict[Span, list[int]] = {}
    for index, each in enumerate(ordered):
        by_span.setdefault(each.span, []).append(index)
    leader = list(range(len(ordered)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    owners: list[int] = []
    for old, new in pairs:
        inside = range(bisect_left(starts, old.span.start), bisect_left(starts, old.span.end))
        mine = {i for span in _new_spans(new, origin) for i in by_span.get(span, ())} | {*inside}
        if not mine:
            yield tuple(ordered), list(pairs)
            return
        owner = lead(min(mine))
        for index in mine:
            leader[lead(index)] = owner
        owners.append(owner)
    groups: dict[int, tuple[list[Diagnostic], list[tuple[Node, Node]]]] = {}
    for owner, pair in zip(owners, pairs, strict=True):
        groups.setdefault(lead(owner), ([], []))[1].append(pair)
    for index, each in enumerate(ordered):
        if group := groups.get(lead(index)):
            group[0].append(each)
    for diagnostics, mine_pairs in groups.values():
        yield tuple(diagnostics), mine_pairs


def _new_spans(node: Node, origin: Origin) -> Iterator[Span]:
    """Yield the spans of what is new below a node."""
    if origin.has(node):
        return
    yield node.span
    match node:
        case ListNode(items=items):
            for item in items:
                yield from _new_spans(item, origin)
        case Mapping(entries=entries):
            for entry in entries:
                yield from _of_entry(entry, origin)
        case Scalar():
            pass


def _of_entry(entry: Entry, origin: Origin) -> Iterator[Span]:
    if not origin.has_entry(entry):
        yield entry.key.span
        yield from _new_spans(entry.value, origin)
