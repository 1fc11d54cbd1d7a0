"""Carries fixes out, and keeps none that does anything else than it says.

In each pass, fixes that do not touch each other are applied, safe ones first. The result is read
again: its data must be exactly what the fixes intend, it must have no more errors than before,
and after a safe fix the package must be the same. What fails is dropped, and said so. Passes
follow each other until nothing is left to fix, for one fix may open the way for another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.fixes.hunks import Hunk, patch, same
from naftiko_gen.fixes.propose import propose
from naftiko_gen.fixes.replacements import Replacements
from naftiko_gen.pipeline import Analysis
from naftiko_gen.source import Document, Node, Span, apply_edits

#: Passes over one file. Each one applies something, and nothing needs more than a few.
_PASSES = 50

#: Analyses a text as the file.
Analyse: TypeAlias = Callable[[str], Analysis]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A fix that was not applied: the rule's code, where, and why."""

    code: str
    span: Span
    reason: str


@dataclass(slots=True)
class Mended:
    """A file after its fixes; ``fixed`` are the codes of the diagnostics that are mended.

    ``dropped`` tells of the text before the last pass, which is the text of ``analysis``.
    """

    analysis: Analysis
    fixed: list[str] = field(default_factory=list[str])
    dropped: list[Dropped] = field(default_factory=list[Dropped])


@dataclass(frozen=True, slots=True)
class _Candidate:
    diagnostics: tuple[Diagnostic, ...]
    edits: tuple[tuple[Span, str], ...]
    hunks: tuple[Hunk, ...]
    safe: bool

    @property
    def code(self) -> str:
        return self.diagnostics[0].code

    @property
    def extents(self) -> list[Span]:
        """The places that no other fix may touch in the same pass."""
        return [hunk.old.span for hunk in self.hunks] + [span for span, _ in self.edits]

    def key(self, text: str) -> tuple[object, ...]:
        """Return what this fix has in common with itself in a later text."""
        changes = [(text[span.start : span.end], new) for span, new in self.edits]
        return (self.code, *changes)


def mend(
    analysis: Analysis,
    analyse: Analyse,
    wanted: Callable[[Analysis], Sequence[Diagnostic]],
    *,
    unsafe: bool = False,
) -> Mended:
    """Apply the fixes of the diagnostics that ``wanted`` chooses from an analysis.

    With ``unsafe``, those too that may change what is generated. A fix that mends several
    places is applied if all of them are wanted.
    """
    mended = Mended(analysis)
    failed: dict[tuple[object, ...], str] = {}
    for _ in range(_PASSES):
        before = mended.analysis
        mended.dropped = []
        candidates: list[_Candidate] = []
        for each in _candidates(before, wanted(before), mended.dropped, unsafe=unsafe):
            if not (unsafe or each.safe):
                continue
            if reason := failed.get(each.key(before.document.text)):
                mended.dropped.append(Dropped(each.code, each.diagnostics[0].span, reason))
            else:
                candidates.append(each)
        chosen = _apart([each for each in candidates if each.safe] or candidates)
        if not chosen:
            break
        _pass(mended, chosen, analyse, failed)
    return mended


def _pass(
    mended: Mended,
    chosen: Sequence[_Candidate],
    analyse: Analyse,
    failed: dict[tuple[object, ...], str],
) -> bool:
    """Apply the chosen fixes, or those of the first part of them that can be applied together.

    Those that cannot be applied alone are noted in ``failed``.
    """
    after, reason = _try(mended.analysis, chosen, analyse)
    if after is not None:
        mended.analysis = after
        mended.fixed += [each.code for one in chosen for each in one.diagnostics]
        return True
    if len(chosen) == 1:
        failed[chosen[0].key(mended.analysis.document.text)] = reason
        return False
    half = len(chosen) // 2
    parts = chosen[:half], chosen[half:]
    return any(_pass(mended, part, analyse, failed) for part in parts)


def _try(
    before: Analysis, chosen: Sequence[_Candidate], analyse: Analyse
) -> tuple[Analysis | None, str]:
    """Return the analysis of the text with the fixes, or why they are refused."""
    document = before.document
    assert document.root is not None
    try:
        text = apply_edits(document.text, [edit for each in chosen for edit in each.edits])
    except ValueError as error:
        return None, str(error)
    intended = patch(document.root, [hunk for each in chosen for hunk in each.hunks])
    after = analyse(text)
    if after.document.root is None or not same(after.document.root, intended):
        return None, "the text would not hold what it should"
    if after.count(Severity.ERROR) > before.count(Severity.ERROR):
        return None, "there would be a new error"
    safe = all(each.safe for each in chosen)
    if safe and before.package is not None and after.package != before.package:
        return None, "the package would be another one"
    return after, ""


def _candidates(
    analysis: Analysis,
    wanted: Sequence[Diagnostic],
    dropped: list[Dropped],
    *,
    unsafe: bool,
) -> Iterator[_Candidate]:
    if analysis.document.root is None or analysis.failures:
        return
    keys = {(each.code, each.span, each.message) for each in wanted}

    def all_wanted(diagnostics: Sequence[Diagnostic]) -> bool:
        return all((each.code, each.span, each.message) in keys for each in diagnostics)

    proposals, refusals = propose(analysis.document)
    for proposal in proposals:
        if all_wanted(proposal.diagnostics):
            edits = tuple((edit.span, edit.replacement) for edit in proposal.fix.edits)
            yield _Candidate(proposal.diagnostics, edits, proposal.hunks, proposal.fix.safe)
    for refusal in refusals:
        if all_wanted(refusal.diagnostics) and (unsafe or refusal.safe):
            first = refusal.diagnostics[0]
            dropped.append(Dropped(first.code, first.span, refusal.reason))
    yield from _of_others(analysis.document, analysis.document.root, wanted)


def _of_others(
    document: Document, root: Node, wanted: Sequence[Diagnostic]
) -> Iterator[_Candidate]:
    """Yield the fixes that their diagnostics bring: they replace single values or comments."""
    replacements = Replacements(root)
    for each in wanted:
        if each.fix is None:
            continue
        edits = tuple((edit.span, edit.replacement) for edit in each.fix.edits)
        yield _Candidate((each,), edits, tuple(replacements.hunks(edits)), each.fix.safe)


def _apart(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return those that do not touch each other; of two, the one that stands first stays."""
    from bisect import bisect_left, insort

    taken: list[Span] = []
    chosen: list[_Candidate] = []
    for each in candidates:
        extents = each.extents
        if not any(_touches(taken, bisect_left(taken, extent), extent) for extent in extents):
            chosen.append(each)
            # Extents of one fix may lie in each other; the widest alone is kept.
            for extent in sorted(set(extents), key=lambda span: (span.start, -span.end)):
                index = bisect_left(taken, extent)
                if not (index and taken[index - 1].end >= extent.end):
                    insort(taken, extent)
    return chosen


def _touches(taken: Sequence[Span], index: int, extent: Span) -> bool:
    after = index < len(taken) and taken[index].start <= extent.end
    before = index > 0 and taken[index - 1].end >= extent.start
    return after or before
