from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source import Document
from tests.diagnostics.found import TEXT, made_up

render = RENDERERS["github"]


def make(span: Span, message: str = "wrong", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("NK301", "unresolved-call", severity, message, span)


def decode(text: str, *codes: str) -> str:
    for code in (*codes, "%0D", "%0A", "%25"):
        text = text.replace(code, bytes.fromhex(code[1:]).decode())
    return text


def parse(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as the runner does."""
    match = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", line)
    assert match
    pairs = (pair.split("=", 1) for pair in match[2].split(","))
    properties = {name: decode(value, "%3A", "%2C") for name, value in pairs}
    return match[1], properties, decode(match[3])


def test_one_annotation_each() -> None:
    found = [make(Span(0, 1)), make(Span(5, 7), severity=Severity.WARNING)]

    assert render(Document("a.yaml", TEXT), found) == (
        "::error file=a.yaml,line=1,col=1,endLine=1,endColumn=2,"
        "title=NK301 unresolved-call::wrong\n"
        "::warning file=a.yaml,line=2,col=1,endLine=2,endColumn=3,"
        "title=NK301 unresolved-call::wrong\n"
    )


def test_a_reading_is_a_notice() -> None:
    command, _, _ = parse(render(Document("", ""), [make(Span(0, 0), "x", Severity.INFO)])[:-1])

    assert command == "notice"


def test_columns_only_within_one_line() -> None:
    text = render(Document("a.yaml", TEXT), [make(Span(0, 6))])

    assert text == "::error file=a.yaml,line=1,endLine=2,title=NK301 unresolved-call::wrong\n"


def test_help_stands_on_a_line_of_its_own() -> None:
    _, _, message = parse(render(Document("a.yaml", TEXT), [made_up()])[:-1])

    assert message.endswith("\nhelp: write é")
    assert message.count("\n") == 1


def test_nothing_in_colour() -> None:
    document, found = Document("a.yaml", TEXT), [made_up()]

    assert render(document, found, color=True) == render(document, found)


@pytest.mark.parametrize("path", ["a,b:c%0A=d.yaml", "a::error::x.yaml", "a\nb.yaml"])
def test_names_of_files(path: str) -> None:
    _, properties, message = parse(render(Document(path, TEXT), [make(Span(0, 1))])[:-1])

    assert (properties["file"], message) == (escape(path), "wrong")


@settings(max_examples=150, deadline=None)
@given(path=st.text(min_size=1), message=st.text(), help=st.none() | st.text())
def test_nothing_forges_a_command(path: str, message: str, help: str | None) -> None:
    diagnostic = Diagnostic("NK301", "a-rule", Severity.ERROR, message, Span(0, 1), help=help)

    text = render(Document(path, TEXT), [diagnostic])

    assert text.count("\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    command, properties, data = parse(text[:-1])
    assert command == "error"
    assert properties["file"] == escape(path)
    assert properties["title"] == "NK301 a-rule"
    assert data == escape(message) + (f"\nhelp: {escape(help)}" if help else "")
