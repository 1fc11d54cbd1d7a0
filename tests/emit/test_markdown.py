"""Markdown shows what was written, and nothing of it becomes markup."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from naftiko_gen.emit import markdown
from naftiko_gen.emit.characters import HIDDEN, visible, words
from tests.emit.texts import TEXT

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

TEXT_TYPES = {"text", "text_special", "code_inline"}
#: A mail address is shown as code.
PARAGRAPH = {"paragraph_open", "paragraph_close", "text", "code_inline"}


def _tokens(source: str) -> Iterator[Token]:
    for token in PARSER.parse(source):
        yield token
        yield from token.children or ()


def _shown(source: str) -> tuple[list[str], str]:
    """The kinds of tokens of a document, and the text that a reader sees."""
    tokens = list(_tokens(source))
    kinds = [token.type for token in tokens if token.type != "inline"]
    text = "".join(token.content for token in tokens if token.type in TEXT_TYPES)
    assert "softbreak" not in kinds
    return kinds, text


def _expected(value: str) -> str:
    return visible(" ".join(words(value)))


@given(TEXT)
@example("1. a")
@example("1) a")
@example("- a")
@example("=")
@example("    code")
@example("a\\")
@example("+a@b.c")
@example("# a #")
@example("&copy; &#x3c; & b")
@example("[a]: http://b.c")
def test_text_is_text_everywhere(value: str) -> None:
    text = markdown.text(value).text
    expected = _expected(value)
    assert "\n" not in text
    assert not HIDDEN.search(text)
    kinds, shown = _shown(f"{text}\n")
    assert shown == expected
    assert set(kinds) <= PARAGRAPH
    kinds, shown = _shown(f"# {text}\n")
    assert shown == expected
    assert set(kinds) <= {"heading_open", "heading_close", "text", "code_inline"}
    kinds, shown = _shown(f"- {text}\n")
    assert shown == expected
    assert {kind for kind in kinds if kind.endswith("_open")} <= {
        *("bullet_list_open", "list_item_open", "paragraph_open")
    }


@given(TEXT)
def test_text_continues_a_paragraph(value: str) -> None:
    kinds, shown = _shown(f"Before\n{markdown.text('x ' + value)}\n".replace("\n", " ", 1))
    assert shown.strip() == f"Before {_expected('x ' + value)}"
    assert set(kinds) <= PARAGRAPH
    below = [token.type for token in _tokens(f"Before\n{markdown.text(value)}\n")]
    assert "heading_open" not in below
    assert "table_open" not in below


@given(TEXT, TEXT)
@example("a\\", "|")
@example("a\\|b", "`a|b`")
@example("|", "\\")
def test_cells_of_a_table(first: str, second: str) -> None:
    row = f"| {markdown.text(first)} | {markdown.code(second)} |"
    kinds, shown = _shown(f"| a | b |\n|---|---|\n{row}\n")
    assert kinds.count("td_open") == 2
    assert kinds.count("tr_open") == 2
    assert shown == f"ab{_expected(first)}{_expected(second) or ' '}"
    opened = {kind for kind in kinds if not kind.endswith("_close")}
    assert opened <= {
        *("table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open"),
        *("text", "code_inline"),
    }


@given(TEXT)
@example("`")
@example("`a")
@example("``a` b``")
@example("|0@0")
def test_code_spans(value: str) -> None:
    kinds, shown = _shown(f"x {markdown.code(value)} y\n")
    assert shown == f"x {_expected(value) or ' '} y"
    # With a bar it is text, in which what may be a mail address is a code span of its own.
    assert "code_inline" in kinds or "|" in value
    assert "code_inline" not in kinds or "|" not in value or "@" in value
    assert set(kinds) <= PARAGRAPH


@given(TEXT)
@example("```\n# a\n````")
@example("\n\n")
def test_code_blocks(value: str) -> None:
    source = f"Before\n\n{markdown.fence(value, 'json')}\n\nAfter\n"
    block = [token for token in _tokens(source) if token.type == "fence"]
    assert [token.type for token in PARSER.parse(source)][3:-3] == ["fence"]
    lines = value.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    expected = "\n".join("\t".join(map(visible, line.split("\t"))) for line in lines)
    assert block[0].content == (f"{expected}\n")
    assert block[0].info == "json"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("List all rooms: GET /rooms (v2).", "List all rooms: GET /rooms (v2)."),
        ("room_id", "room\\_id"),
        ("https://a.b/c", "https\\://a.b/c"),
        ("www.a.b", "www\\.a.b"),
        ("@team :smile: C#", "\\@team \\:smile: C\\#"),
        ("Mail: a@b.c`", "Mail: `a@b.c`\\`"),
        ("R & D &amp;", "R & D \\&amp;"),
        ("- a - b", "\\- a - b"),
        ("1.5 s", "1.5 s"),
        ("1. s", "1\\. s"),
        ("<b>|`*~$[x](y)", "\\<b\\>\\|\\`\\*\\~\\$\\[x\\](y)"),
        ("a\\", "a&#92;"),
        (" a\n\tb ", "a b"),
        ("\x00\u202e\ud800", "\ufffd\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_how_text_looks(value: str, written: str) -> None:
    assert markdown.text(value).text == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("GET /rooms/{id}", "`GET /rooms/{id}`"),
        ("a`b", "``a`b``"),
        ("`a`", "`` `a` ``"),
        ("", "` `"),
        ("a|b", "a\\|b"),
        ("a\nb", "`a b`"),
    ],
)
def test_how_code_looks(value: str, written: str) -> None:
    assert markdown.code(value).text == written


def test_how_blocks_look() -> None:
    assert markdown.fence("a\nb\n", "console").text == "```console\na\nb\n```"
    assert markdown.fence("````").text == "`````\n````\n`````"
    assert markdown.fence("").text == "```\n\n```"
    for info in ("a b", "`", "a\n", "é"):
        with pytest.raises(ValueError, match="is no name of a language"):
            markdown.fence("", info)
