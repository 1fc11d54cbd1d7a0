"""No document and no message, however hostile, reaches the terminal as a control."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.diagnostics import Diagnostic, Fix, Label, Severity, Span
from naftiko_gen.diagnostics.render import RENDERERS, Renderer
from naftiko_gen.diagnostics.render.palette import Style
from naftiko_gen.source import Document

# Plain text() seldom makes what hurts, and never many lines.
HOSTILE = st.sampled_from(
    ["\n", "\r", "\r\n", "\t", "\x1b[31m", "\u202e", "\u0301", "漢", "\ud800"]
)
TEXTS = st.lists(st.text(max_size=20) | HOSTILE | st.just("x" * 200), max_size=12).map("".join)
SPANS = st.builds(Span, st.integers(-5, 400), st.integers(-5, 400))
DIAGNOSTICS = st.builds(
    Diagnostic,
    code=st.just("NK301"),
    name=st.just("some-rule"),
    severity=st.sampled_from(Severity),
    message=TEXTS,
    span=SPANS,
    related=st.lists(st.builds(Label, SPANS, TEXTS), max_size=3).map(tuple),
    help=st.none() | TEXTS,
    fix=st.none() | st.builds(Fix, TEXTS, st.just(()), st.booleans()),
)
OWN_SEQUENCES = re.compile(
    "\x1b\\[(?:0|" + "|".join(re.escape(style.value) for style in Style) + ")m"
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def dangers(text: str) -> list[str]:
    return [
        hex(ord(character))
        for character in text
        if character != "\n"
        and (unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in BIDI)
    ]


@pytest.mark.parametrize("name", RENDERERS)
@settings(max_examples=150, deadline=None)
@given(path=TEXTS, text=TEXTS, diagnostics=st.lists(DIAGNOSTICS, max_size=3))
def test_no_control_reaches_the_output(
    name: str, path: str, text: str, diagnostics: list[Diagnostic]
) -> None:
    render: Renderer = RENDERERS[name]
    document = Document(path, text)

    plain = render(document, diagnostics, color=False)
    colored = render(document, diagnostics, color=True)

    assert dangers(plain) == []
    assert OWN_SEQUENCES.sub("", colored) == plain
    assert plain == "" or plain.endswith("\n")


@settings(max_examples=150, deadline=None)
@given(text=TEXTS.filter(bool), diagnostic=DIAGNOSTICS)
def test_lines_of_the_frame_are_bounded(text: str, diagnostic: Diagnostic) -> None:
    output = RENDERERS["full"](Document("rooms.yaml", text), [diagnostic], color=False)

    rows = [line for line in output.split("\n") if re.match(r" *\d+ \|", line)]
    assert rows
    # A number, a bar, the columns of the line, and an ellipsis at each end.
    assert max(map(len, rows)) <= 3 + len(" | ") + 160 + 2
