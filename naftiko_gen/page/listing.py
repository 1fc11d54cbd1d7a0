"""The text of a document in lines, each cut into pieces: keys, strings, comments, places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from naftiko_gen.diagnostics import Severity
from naftiko_gen.emit.page import Line, Note, Piece
from naftiko_gen.source import Document, Mapping, Node, Position, Scalar, Span

_LINE_BREAK = re.compile(r"\r\n?|\n")
_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")
_TOKENS = ("key", "string", "value", "comment")
#: The worst first: it shows where several overlap.
_MARKS = tuple(severity.value for severity in Severity)


class _Range(NamedTuple):
    """A stretch of the text, and the class of what stands there."""

    start: int
    end: int
    style: str


class Listing:
    """A document as a page shows it. A line break at its end begins no further line."""

    def __init__(self, document: Document) -> None:
        self._document = document
        text = document.text
        starts, ends = [0], list[int]()
        for found in _LINE_BREAK.finditer(text):
            ends.append(found.start())
            starts.append(found.end())
        ends.append(len(text))
        if len(starts) > 1 and starts[-1] == len(text):
            del starts[-1], ends[-1]
        self._starts, self._ends = starts, ends

    def position(self, offset: int) -> Position:
        """Return the position of an offset; the end of the text belongs to the last line."""
        line = min(bisect_right(self._starts, max(offset, 0)), len(self._starts))
        start, end = self._starts[line - 1], self._ends[line - 1]
        return Position(line, min(max(offset - start, 0), end - start) + 1)

    def lines(self, notes: Iterable[tuple[Span, Note]]) -> tuple[Line, ...]:
        """Return all lines; each note marks its place, and follows the line of that."""
        below: defaultdict[int, list[Note]] = defaultdict(list)
        marks: defaultdict[int, list[_Range]] = defaultdict(list)
        for span, note in notes:
            line = self.position(span.start).line
            below[line].append(note)
            marks[line].append(_Range(span.start, span.end, note.severity))
        tokens = _by_line(_tokens(self._document), self._starts)
        return tuple(
            Line(
                f"L{number}",
                tuple(self._pieces(number, tokens.get(number, []), marks.get(number, []))),
                tuple(below.get(number, ())),
            )
            for number in range(1, len(self._starts) + 1)
        )

    def _pieces(self, line: int, tokens: list[_Range], marks: list[_Range]) -> Iterator[Piece]:
        start, end = self._starts[line - 1], self._ends[line - 1]
        turns: defaultdict[int, list[tuple[str, int]]] = defaultdict(list, {start: [], end: []})
        for each in (*tokens, *marks):
            turns[min(max(each.start, start), end)].append((each.style, 1))
            turns[min(max(each.end, start), end)].append((each.style, -1))
        open_now: Counter[str] = Counter()
        for left, right in pairwise(sorted(turns)):
            for style, change in turns[left]:
                open_now[style] += change
            token = next((style for style in _TOKENS if open_now[style]), "")
            mark = next((style for style in _MARKS if open_now[style]), "")
            yield Piece(self._document.shown[left:right], f"{token} {mark}".strip())


def _tokens(document: Document) -> list[_Range]:
    """Return keys, scalars that are no plain text, and comments, in order and apart."""
    known = sorted(set(_nodes(document.root))) if document.root else []
    tokens: list[_Range] = []
    for each in known:
        if not tokens or each.start >= tokens[-1].end:
            tokens.append(each)
    starts = [each.start for each in tokens]
    comments: list[_Range] = []
    for found in _COMMENT.finditer(document.text):
        before = bisect_right(starts, found.start()) - 1
        if before < 0 or tokens[before].end <= found.start():
            comments.append(_Range(found.start(), found.end(), "comment"))
    return sorted(tokens + comments)


def _nodes(root: Node) -> Iterator[_Range]:
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        # What aliases repeat stands in the text but once.
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case Scalar(span=span, plain=plain, value=value):
                if not plain:
                    yield _Range(span.start, span.end, "string")
                elif not isinstance(value, str):
                    yield _Range(span.start, span.end, "value")
            case Mapping(entries=entries):
                for entry in entries:
                    yield _Range(entry.key.span.start, entry.key.span.end, "key")
                    stack.append(entry.value)
            case _:
                stack += node.items


def _by_line(ranges: list[_Range], starts: list[int]) -> dict[int, list[_Range]]:
    """Return the ranges that each line has a part of."""
    lines: defaultdict[int, list[_Range]] = defaultdict(list)
    for each in ranges:
        first = bisect_right(starts, each.start)
        last = bisect_right(starts, max(each.end - 1, each.start))
        for number in range(first, last + 1):
            lines[number].append(each)
    return lines
