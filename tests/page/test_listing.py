"""The text of a document, cut into lines and pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from naftiko_gen.diagnostics import Severity
from naftiko_gen.emit.page import Line, Note
from naftiko_gen.page.listing import Listing
from naftiko_gen.source import Span, read
from tests.emit.texts import TEXT


def _lines(text: str, *marks: tuple[int, int, Severity]) -> tuple[Line, ...]:
    document, _ = read("a.yaml", text.encode("utf-8", "surrogateescape"))
    notes = [(Span(start, end), _note(severity)) for start, end, severity in marks]
    return Listing(document).lines(notes)


def _note(severity: Severity) -> Note:
    texts = ("d1", "#L1", "line 1", "column 1", severity.value, "NK000", "test", "https://a.b")
    return Note(*texts, message=(), help=(), fix=(), related=())


def _pieces(line: Line) -> list[tuple[str, str]]:
    return [(piece.text, piece.style) for piece in line.pieces]


def test_pieces() -> None:
    text = (
        "a: 'b'  # c\n\"d\": [1, e#, true] #\n# f: g\nh: |\n  i # j\nk: &l m\nn: *l\no: '\n  #'\n"
    )
    assert [_pieces(line) for line in _lines(text)] == [
        [("a", "key"), (": ", ""), ("'b'", "string"), ("  ", ""), ("# c", "comment")],
        [
            *(('"d"', "key"), (": [", ""), ("1", "value"), (", e#, ", ""), ("true", "value")),
            *(("] ", ""), ("#", "comment")),
        ],
        [("# f: g", "comment")],
        [("h", "key"), (": ", ""), ("|", "string")],
        [("  i # j", "string")],
        [("k", "key"), (": &l m", "")],
        [("n", "key"), (": *l", "")],
        [("o", "key"), (": ", ""), ("'", "string")],
        [("  #'", "string")],
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a: 1\n", ["a: 1"]),
        ("a: 1\r\nb: 2\rc: 3", ["a: 1", "b: 2", "c: 3"]),
        ("\n\na: 1\n\n", ["", "", "a: 1", ""]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    got = _lines(text)
    assert ["".join(piece.text for piece in line.pieces) for line in got] == lines
    assert [line.anchor for line in got] == [f"L{at}" for at in range(1, len(lines) + 1)]


def test_marks_and_which_of_them_shows() -> None:
    lines = _lines(
        "key: some text\nb: 1\n",
        (5, 9, Severity.INFO),
        (0, 14, Severity.WARNING),
        (10, 18, Severity.ERROR),
        (19, 19, Severity.ERROR),
    )
    assert [_pieces(line) for line in lines] == [
        [
            *(("key", "key warning"), (": ", "warning"), ("some", "warning"), (" ", "warning")),
            ("text", "error"),
        ],
        [("b", "key"), (": ", ""), ("1", "value")],
    ]


def test_positions() -> None:
    document, _ = read("a.yaml", b"ab\r\nc\n")
    listing = Listing(document)
    assert [tuple(listing.position(at)) for at in (0, 2, 3, 4, 5, 6, 99, -1)] == [
        *((1, 1), (1, 3), (1, 3), (2, 1), (2, 2), (2, 2), (2, 2), (1, 1))
    ]


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_nothing_of_the_text_is_lost(text: str) -> None:
    document, _ = read("a.yaml", text.encode("utf-8", "replace"))
    shown = "\n".join(
        "".join(piece.text for piece in line.pieces) for line in Listing(document).lines([])
    )
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n")
    assert shown == lines.removesuffix("\n")


def test_one_line_with_thousands_of_places() -> None:
    text = "[" + ", ".join("{a: 'b', c: 1}" for _ in range(3000)) + "]"
    marks = [(at * 16 + 1, at * 16 + 9, Severity.WARNING) for at in range(3000)]
    (line,) = _lines(text, *marks)
    assert sum(len(piece.text) for piece in line.pieces) == len(text)
