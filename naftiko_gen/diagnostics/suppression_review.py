"""Judges the comments that silence rules, and heeds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from naftiko_gen.diagnostics.model import Diagnostic, Edit, Fix, Span, sort
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.diagnostics.selection import unknown
from naftiko_gen.diagnostics.suppression_rules import (
    RULES,
    MalformedSuppression,
    UnknownSuppression,
    UnusedSuppression,
)
from naftiko_gen.diagnostics.suppressions import Suppression, comments, split
from naftiko_gen.source.document import Document

#: To find the nearest code takes long, and nobody reads so many.
_NEAREST = 20
_FORM = "write `# naftiko-gen: ignore[CODE] reason`, or `ignore-file` for the whole file"
_WHOLE = "write the whole code of a rule; `naftiko-gen lint` prints it with each diagnostic"

_BREAK = re.compile(r"\r\n?|\n")
#: Where a comment for somebody else starts within a comment.
_OTHERS = re.compile(r"(?<=[ \t])#")

#: In a comment, these ignore what is said of comments. They are never unused: else a comment
#: could be at fault because it is not.
_OWN = frozenset(rule.code for rule in RULES)


def review(
    document: Document,
    diagnostics: Sequence[Diagnostic],
    names: Mapping[str, str],
    judged: Collection[str],
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the diagnostics that remain, and those that a comment silences.

    What is to be said of the comments themselves is among them. ``names`` has the names and
    codes of all rules; ``judged`` the codes of those that looked at the whole file and are
    selected, of the rules about comments as well.
    """
    found = comments(document)
    kept, silenced = split(document, diagnostics, found)
    judge = _Judge(document, found, silenced, names, judged)
    for comment in found:
        hushed = judge.hushed(comment)
        for each in judge.say(comment):
            (silenced if each.code in hushed else kept).append(each)
    return sort(kept), sort(silenced)


class _Judge:
    """Says what is wrong with the comments of one document."""

    def __init__(
        self,
        document: Document,
        found: Sequence[Suppression],
        silenced: Sequence[Diagnostic],
        names: Mapping[str, str],
        judged: Collection[str],
    ) -> None:
        self._document = document
        self._names = names
        self._codes = frozenset(names.values())
        self._judged = judged
        self._unnamed = _NEAREST
        self._silenced = {each.code for each in silenced}
        self._silenced_on = {
            (each.code, document.position(each.span.start).line) for each in silenced
        }
        self._hushed: defaultdict[int | None, set[str]] = defaultdict(set)
        for comment in found:
            # One that has its line to itself speaks of the next line, and of itself.
            lines = (None,) if comment.everywhere else (comment.line, comment.written)
            for line in lines:
                self._hushed[line] |= _OWN.intersection(comment.codes)

    def hushed(self, comment: Suppression) -> set[str]:
        """Return the codes of rules about comments that are ignored where the comment stands."""
        return self._hushed[None] | self._hushed[comment.written]

    def say(self, comment: Suppression) -> Iterator[Diagnostic]:
        """Yield at most one diagnostic for each rule; all have the one fix for the comment."""
        if not comment.codes:
            if MalformedSuppression.code in self._judged:
                yield MalformedSuppression.at(comment.span, "this ignores nothing", help=_FORM)
            return
        at_fault = {
            UnknownSuppression: self._where(comment, UnknownSuppression, self._is_unknown),
            UnusedSuppression: self._where(comment, UnusedSuppression, self._is_unused),
        }
        hushed = self.hushed(comment)
        loud = {i for rule, at in at_fault.items() if rule.code not in hushed for i in at}
        fix = _fix(self._document, comment, loud) if loud else None
        for rule, indexes in at_fault.items():
            if not indexes:
                continue
            span = Span(comment.places[indexes[0]].start, comment.places[indexes[-1]].end)
            codes = [comment.codes[index] for index in indexes]
            unused = rule is UnusedSuppression
            message = _nothing(comment, codes) if unused else self._unknown(codes)
            yield rule.at(span, message, help=None if unused else _WHOLE, fix=fix)

    def _where(
        self, comment: Suppression, rule: type[Rule], wrong: Callable[[Suppression, str], bool]
    ) -> list[int]:
        """Return which codes of a comment are wrong, if the rule that says so is selected."""
        if rule.code not in self._judged:
            return []
        return [index for index, code in enumerate(comment.codes) if wrong(comment, code)]

    def _is_unknown(self, _: Suppression, code: str) -> bool:
        return code not in self._codes

    def _is_unused(self, comment: Suppression, code: str) -> bool:
        if code in _OWN or code not in self._judged:
            return False
        if comment.everywhere:
            return code not in self._silenced
        return (code, comment.line) not in self._silenced_on

    def _unknown(self, codes: Sequence[str]) -> str:
        if not self._unnamed:
            return f"no rule has the code {codes[0]!r}"
        self._unnamed -= 1
        more = f" (and {len(codes) - 1} more)" if len(codes) > 1 else ""
        return unknown(codes[0], self._names) + more


def _nothing(comment: Suppression, codes: Sequence[str]) -> str:
    listed = ", ".join(f"`{code}`" for code in codes)
    where = "in this file" if comment.everywhere else f"on line {comment.line}"
    return f"there is no {listed} {where} to ignore"


def _fix(document: Document, comment: Suppression, wrong: Collection[int]) -> Fix:
    """Return how to leave the wrong codes out, and the comment where no other is left."""
    right = [code for index, code in enumerate(comment.codes) if index not in wrong]
    if right:
        span = Span(comment.places[0].start, comment.places[-1].end)
        return Fix("Leave the code out", (Edit(span, ", ".join(right)),), safe=True)
    return Fix("Remove the comment", (Edit(_whole(document, comment), ""),), safe=True)


def _whole(document: Document, comment: Suppression) -> Span:
    """Return what goes with a comment: the space before it, or the line that it has to itself.

    A comment for somebody else that stands behind it stays.
    """
    text, span = document.text, comment.span
    if other := _OTHERS.search(text, comment.places[-1].end, span.end):
        return Span(span.start, other.start())
    start = span.start - document.position(span.start).column + 1
    before = text[start : span.start]
    if before.strip(" \t"):
        return Span(start + len(before.rstrip(" \t")), span.end)
    line_break = _BREAK.match(text, span.end)
    return Span(start, line_break.end() if line_break else span.end)
