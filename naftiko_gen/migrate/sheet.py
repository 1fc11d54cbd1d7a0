"""A text under change: edits of pieces, and lines that move sideways beneath them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from naftiko_gen.source import Span, apply_edits

_BREAK = re.compile(r"\r\n?|\n")
_INDENTATION = re.compile(r" *")


@dataclass(frozen=True, slots=True)
class _Edit:
    """A piece and what takes its place; a line break may follow, then an indentation."""

    span: Span
    text: str
    indentation: int | None


class Sheet:
    """Collects edits of a text; lines and columns count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [match.span() for match in _BREAK.finditer(text)]
        self._starts = [0, *(end for _, end in self._breaks)]
        self._moved = [0] * len(self._starts)
        self._cut: set[int] = set()
        self._edits: list[_Edit] = []

    def line(self, offset: int) -> int:
        """Return the line in which an offset lies."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """Return how many characters stand before an offset in its line."""
        return offset - self._starts[self.line(offset)]

    def before(self, offset: int) -> str:
        """Return what stands before an offset in its line."""
        return self.text[self._starts[self.line(offset)] : offset]

    def behind(self, offset: int) -> str:
        """Return what stands behind an offset in its line."""
        return self.text[offset : self._end(self.line(offset))]

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another; insert it where both offsets are the same."""
        self._edits.append(_Edit(Span(start, end), text, None))

    def break_line(self, start: int, end: int, text: str, column: int) -> None:
        """Replace a piece by a text, and let what follows stand in a line of its own.

        ``column`` is where it starts there, before its line moves.
        """
        self._edits.append(_Edit(Span(start, end), text, column))

    def cut_line(self, line: int) -> None:
        """Take a whole line out."""
        self._cut.add(line)

    def move(self, first: int, last: int, column: int, by: int) -> None:
        """Move lines sideways that start at a column or behind it; moves add up.

        Blank lines behind the last one may belong to a text there that is written as a block.
        """
        if by:
            while last + 1 < len(self._starts) and self._is_blank(last + 1):
                last += 1
            for line in range(first, last + 1):
                indentation = self._indentation(line)
                if indentation >= column and not self._is_empty(line):
                    self._moved[line] += by

    def written(self) -> str:
        """Return the text with all changes.

        Raises:
            ValueError: two of them overlap.
        """
        edits = [(each.span, self._text_of(each)) for each in self._edits]
        gone = set(self._cut)
        for line in self._cut:
            start = self._starts[line]
            end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
            edits.append((Span(start, end), ""))
        for each in self._edits:
            # Lines that start within what is replaced are no lines of their own any more.
            lines = range(self.line(each.span.start) + 1, self.line(each.span.end) + 1)
            gone.update(line for line in lines if self._starts[line] < each.span.end)
        for line, by in enumerate(self._moved):
            if by and line not in gone:
                start = self._starts[line]
                end = start + min(max(-by, 0), self._indentation(line))
                edits.append((Span(start, end), " " * by))
        return apply_edits(self.text, edits)

    def _text_of(self, edit: _Edit) -> str:
        if edit.indentation is None:
            return edit.text
        line = self.line(edit.span.end)
        # Lines of one file may end differently; this one ends like its neighbour.
        start, end = self._breaks[max(line - 1, 0)]
        return edit.text + self.text[start:end] + " " * (edit.indentation + self._moved[line])

    def _indentation(self, line: int) -> int:
        match = _INDENTATION.match(self.text, self._starts[line])
        return len(match.group()) if match else 0

    def _is_empty(self, line: int) -> bool:
        return self._starts[line] == self._end(line)

    def _is_blank(self, line: int) -> bool:
        return self._starts[line] + self._indentation(line) == self._end(line)

    def _end(self, line: int) -> int:
        """Return where a line ends, before its break."""
        return self._breaks[line][0] if line < len(self._breaks) else len(self.text)
