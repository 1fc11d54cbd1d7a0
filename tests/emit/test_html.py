"""Text of HTML is shown as it was written, and nothing of it becomes markup."""

import re

import pytest
from hypothesis import example, given
from justhtml import JustHTML

from naftiko_gen.emit import html
from naftiko_gen.emit.characters import HIDDEN, visible
from tests.emit.texts import TEXT

MARKUP = ["<b>", "</p>", "<!--", "-->", "&lt;", "&amp", "&#x41;", "]]>", "</script>", "\"'` =>"]


def expected(value: str) -> str:
    """The text that a page shows for a value: lines and tabs stay."""
    lines = re.sub("\r\n?", "\n", value)
    return re.sub(r"[^\n\t]+", lambda match: visible(match[0]), lines)


def _parsed(source: str) -> JustHTML:
    page = f"<!doctype html><title>t</title><p>{source}"
    return JustHTML(page, strict=True, sanitize=False)


@given(TEXT)
@example("".join(MARKUP))
@example("a\r\nb\rc\td")
@example("\x00\x0b\x1b\x7f\x80\ufdd0\uffff\ud800")
def test_content(value: str) -> None:
    written = html.text(value).text
    assert not re.search(r"(?![\n\t])" + HIDDEN.pattern, written)
    (paragraph,) = _parsed(f"x{written}").query("p")
    assert paragraph.to_text(separator="", strip=False) == "x" + expected(value)
    assert _parsed(written).query("p *") == []


@given(TEXT)
@example("".join(MARKUP))
def test_the_content_of_a_title(value: str) -> None:
    page = f"<!doctype html><title>x{html.text(value).text}</title><p>"
    (title,) = JustHTML(page, strict=True, sanitize=False).query("title")
    assert title.to_text(separator="", strip=False) == "x" + expected(value)


@given(TEXT)
@example("".join(MARKUP))
@example("")
def test_attributes(value: str) -> None:
    (element,) = _parsed(
        f"<b id={html.attribute(value).text} class={html.attribute('c').text}>"
    ).query("b")
    assert element.attrs == {"id": expected(value), "class": "c"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("R & D", "R &amp; D"),
        ('<b class="a">it\'s</b>', "&lt;b class=&quot;a&quot;&gt;it's&lt;/b&gt;"),
        ("a\r\n\tb", "a\n\tb"),
        ("\x1b[1m\u202e", "\ufffd[1m\ufffd"),
        ("日本語 é 👩\u200d👩", "日本語 é 👩\u200d👩"),
    ],
)
def test_how_text_looks(value: str, written: str) -> None:
    assert html.text(value).text == written
    assert html.attribute(value).text == f'"{written}"'


def test_links() -> None:
    for address in ("#L12", "#d3", "#tool-a-b", "https://a.b", "https://a.b/c/d.md#nk301-x-y"):
        assert html.link(address).text == f'"{address}"'
    bad = ("", "#", "#1", "#a b", "javascript:alert(1)", "http://a.b", "//a.b", "data:,", "#a\n")
    for address in (*bad, 'https://a.b/"x', "https://a@b.c", "https://a.b/?c", "HTTPS://a.b"):
        with pytest.raises(ValueError, match="no address for a link"):
            html.link(address)


def test_only_text_becomes_text() -> None:
    for function in (html.text, html.attribute, html.link):
        with pytest.raises(TypeError):
            function(["<b>"])  # type: ignore[arg-type]
