"""The lines of a document around a diagnostic, with the places in question underlined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from naftiko_gen.diagnostics.model import Span
from naftiko_gen.diagnostics.render.palette import Paint, Style
from naftiko_gen.diagnostics.visible import columns, show, width
from naftiko_gen.source.document import Document

#: Columns of a source line that are shown; a longer line is cut around the place in question.
LINE_COLUMNS = 160
# Of these, the columns kept for what follows the start of the place.
_COLUMNS_AFTER = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to underline with ``sign``; ``text`` stands behind the line."""

    span: Span
    style: Style
    sign: str
    text: str = ""


class _Window(NamedTuple):
    """The part of a line that is shown, as a half-open range of its characters."""

    start: int
    end: int


def gutter_width(document: Document, marks: Iterable[Mark]) -> int:
    """Return the width of the column of line numbers."""
    return len(str(max(document.position(mark.span.start).line for mark in marks)))


def frame(
    document: Document, primary: Mark, related: Sequence[Mark], paint: Paint
) -> Iterator[str]:
    """Yield an empty line, then the lines that hold the places, each with its underlines.

    All marks share one frame, in the order of the text. The line before the primary place
    gives context; one line between two others is shown, more of them become ``...``. A
    document without text has nothing to show.
    """
    if not document.text:
        return
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in (primary, *related):
        marks[document.position(mark.span.start).line].append(mark)
    shown = set(marks)
    before = document.position(primary.span.start).line - 1
    if before and document.line(before).strip(" \t"):
        shown.add(before)

    digits = gutter_width(document, (primary, *related))
    bar = paint(f"{'':{digits}} |", Style.FRAME)
    yield bar
    previous = min(shown)
    for number in sorted(shown):
        if number - previous > 2:
            yield paint("...", Style.FRAME)
        context = [number - 1] if number - previous == 2 else []
        for each in (*context, number):
            label = paint(f"{each:>{digits}} |", Style.FRAME)
            line = document.shown_line(each)
            for row in _rows(document, line, marks.get(each, []), paint):
                yield f"{label} {row}" if row else label
                label = bar
        previous = number


def _rows(document: Document, line: str, marks: Sequence[Mark], paint: Paint) -> Iterator[str]:
    """Yield the text of a line and an underline for each mark.

    A mark outside of the part that is shown gets its own part of the line.
    """
    printed: _Window | None = None
    for mark in marks:
        # The line break itself may be the place: it counts as the end of the line.
        start = min(document.position(mark.span.start).column - 1, len(line))
        window = _window(line, start)
        if window != printed:
            printed = window
            yield _cut(line, window)
        end = min(start + max(mark.span.end - mark.span.start, 0), window.end)
        lead = ("…" if window.start else "") + line[window.start : start]
        sign = mark.sign * max(columns(line[start:end]), 1)
        underline = " " * columns(lead) + paint(sign, mark.style)
        yield f"{underline} {paint(mark.text, mark.style)}" if mark.text else underline
    if printed is None:
        yield _cut(line, _window(line, 0))


def _cut(line: str, window: _Window) -> str:
    head = "…" if window.start else ""
    tail = "…" if window.end < len(line) else ""
    return (head + show(line[window.start : window.end]) + tail).rstrip(" ")


def _window(line: str, start: int) -> _Window:
    """Return the part of a line around ``start`` that fits, the whole line if it does."""
    # No character costs less than a column, so these pieces hold all that can be shown.
    following = line[start : start + LINE_COLUMNS]
    preceding = line[max(start - LINE_COLUMNS, 0) : start]
    after, left = _fit(following, _COLUMNS_AFTER)
    before, left = _fit(reversed(preceding), LINE_COLUMNS - _COLUMNS_AFTER + left)
    more, _ = _fit(following[after:], left)
    return _Window(start - before, start + after + more)


def _fit(characters: Iterable[str], room: int) -> tuple[int, int]:
    """Return how many characters fit into ``room`` columns, and the columns left over."""
    count = 0
    for character in characters:
        # A combining mark takes no column, but a line of nothing else must end too.
        cost = max(width(character), 1)
        if cost > room:
            break
        count += 1
        room -= cost
    return count, room
