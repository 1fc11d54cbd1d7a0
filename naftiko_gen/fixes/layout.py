"""Lines and columns of a text: what an edit of whole lines has to know."""

from __future__ import annotations

import re

from naftiko_gen.source import Document, Node, Span

_BREAK = re.compile(r"\r\n?|\n")
_REST = re.compile(r"[ \t]+#[^\r\n]*|[ \t]*")


class Refused(Exception):
    """An edit that would touch more than it should; the message says what is in the way."""


class Layout:
    """The lines of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        match = _BREAK.search(self.text)
        #: The line break that the file uses.
        self.newline = match[0] if match else "\n"

    def column(self, offset: int) -> int:
        """Return how many characters stand before an offset on its line."""
        return self.document.position(offset).column - 1

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset starts."""
        return offset - self.column(offset)

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        line, column = self.document.position(offset)
        return offset - column + 1 + len(self.document.line(line))

    def next_line(self, offset: int) -> int:
        """Return where the line after that of an offset starts, or the end of the text."""
        end = self.line_end(offset)
        match = _BREAK.match(self.text, end)
        return match.end() if match else end

    def before(self, offset: int) -> str:
        """Return what stands before an offset on its line."""
        return self.text[self.line_start(offset) : offset]

    def whole_lines(self, start: int, end: int) -> Span:
        """Return the lines from ``start`` to ``end``, which have them for themselves.

        Raises:
            Refused: something else than a comment behind ``end`` stands there.
        """
        if self.before(start).strip(" "):
            raise Refused("something else stands on the same line")
        self.check_rest(end)
        return Span(self.line_start(start), self.next_line(end))

    def check_rest(self, end: int) -> None:
        """Make sure that nothing but a comment stands behind ``end`` on its line.

        Raises:
            Refused: something does.
        """
        match = _REST.match(self.text, end)
        if not match or match.end() != self.line_end(end):
            raise Refused("something else stands on the same line")

    def has_comment(self, start: int, end: int) -> bool:
        """Return whether a comment may stand between two values."""
        return "#" in self.text[start:end]

    def as_lines(self, offset: int, lines: list[str], column: int) -> tuple[Span, str]:
        """Return the insertion of lines behind the line of ``offset``; the first is unindented."""
        self.check_rest(offset)
        content = self.newline.join([" " * column + lines[0], *lines[1:]])
        place = self.next_line(offset)
        if place == self.line_end(offset):  # the text ends without a line break
            return Span(place, place), self.newline + content
        return Span(place, place), content + self.newline

    def copy(self, start: int, end: int, column: int) -> list[str]:
        """Return the text from ``start`` to the end of the line of ``end``, moved to ``column``.

        The first line starts at ``start``; the others keep their distance to it.
        """
        shift = column - self.column(start)
        first, *rest = _BREAK.split(self.text[start : self.line_end(end)])
        return [first, *(_shifted(line, shift) for line in rest)]

    def raw(self, node: Node) -> str:
        """Return the text of a node."""
        return self.text[node.span.start : node.span.end]


def _shifted(line: str, shift: int) -> str:
    if not line.strip():
        return line
    if shift >= 0:
        return " " * shift + line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, -shift) :]
