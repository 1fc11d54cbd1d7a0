from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.source import Document

render = RENDERERS["concise"]
DOCUMENT = Document("rooms.yaml", "a: 1\nb: 2\n")


def make(span: Span, message: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("NK301", "some-rule", severity, message, span, help="not shown")


def test_one_line_each_in_the_order_given() -> None:
    diagnostics = [make(Span(8, 9), "second"), make(Span(0, 1), "first", Severity.WARNING)]

    assert render(DOCUMENT, diagnostics) == (
        "rooms.yaml:2:4: NK301 second\nrooms.yaml:1:1: NK301 first\n"
    )


def test_nothing_for_no_diagnostics() -> None:
    assert render(DOCUMENT, []) == ""


def test_a_message_cannot_forge_a_line() -> None:
    forged = make(Span(0, 1), "bad\nother.yaml:1:1: NK001 \x1b[2J\u202e")

    assert render(Document("ro\noms.yaml", ""), [forged]) == (
        "ro\\noms.yaml:1:1: NK301 bad\\nother.yaml:1:1: NK001 \\x1b[2J\\u202e\n"
    )


def test_color() -> None:
    diagnostics = [
        make(Span(0, 1), "one"),
        make(Span(0, 1), "two", Severity.WARNING),
        make(Span(0, 1), "three", Severity.INFO),
    ]

    assert render(DOCUMENT, diagnostics, color=True) == (
        "\x1b[1mrooms.yaml:1:1:\x1b[0m \x1b[1;31mNK301\x1b[0m one\n"
        "\x1b[1mrooms.yaml:1:1:\x1b[0m \x1b[1;33mNK301\x1b[0m two\n"
        "\x1b[1mrooms.yaml:1:1:\x1b[0m \x1b[1;36mNK301\x1b[0m three\n"
    )
