"""Text in Markdown, as CommonMark 0.31 and GitHub's extensions read it.

Markdown has no escape for what cannot be seen: U+FFFD takes the place of such characters.
Runs of whitespace, line breaks among them, become one space, since text and code stand inside
of a line. In a table, leave a space between a value and the bar behind it.
"""

import re

from naftiko_gen.emit.characters import HIDDEN, visible, words
from naftiko_gen.emit.code import TRUST, MarkdownCode

#: What may begin or end markup: emphasis, code, HTML, links, tables, strikethrough, headings,
#: mathematics, mentions; an entity; an emoji's name or a URL; a bare host name.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~#$@]|&(?=[#A-Za-z0-9])|:(?=[^ ])|(?<=(?<![a-z0-9])www)\.", re.IGNORECASE
)
#: GitHub makes a link of what looks like a mail address, escaped or not, unless it is code.
_MAIL = re.compile(r"(?<![A-Za-z0-9.+_-])((?:[A-Za-z0-9.+_-]++@[A-Za-z0-9._-]++)+)")
#: What begins the item of a numbered list.
_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)](?: |$))")
_INFO = re.compile(r"[A-Za-z0-9+-]*")
_BACKTICKS = re.compile("`+")
_UNSEEN_IN_BLOCK = re.compile(r"(?![\n\t])" + HIDDEN.pattern)


def text(value: str) -> MarkdownCode:
    """Return text that is shown as it is, in a paragraph, a heading, an item or a table."""
    return MarkdownCode(_text(_line(value)), TRUST)


def code(value: str) -> MarkdownCode:
    """Return a code span, or text where the value holds a bar.

    A bar in a code span is written one way in tables and another way elsewhere.
    """
    line = _line(value)
    if "|" in line:
        return MarkdownCode(_text(line), TRUST)
    ticks = _outnumber(line, 1)
    space = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return MarkdownCode(f"{ticks}{space}{line}{space if line else ''}{ticks}", TRUST)


def fence(value: str, info: str = "") -> MarkdownCode:
    """Return a code block, for the left margin of a file, without a line break at its end.

    Raises:
        ValueError: ``info`` is not the plain name of a language.
    """
    if not _INFO.fullmatch(info):
        raise ValueError(f"{info!r} is no name of a language")
    body = _UNSEEN_IN_BLOCK.sub("\ufffd", re.sub("\r\n?", "\n", value)).removesuffix("\n")
    ticks = _outnumber(body, 3)
    return MarkdownCode(f"{ticks}{info}\n{body}\n{ticks}", TRUST)


def _line(value: str) -> str:
    return visible(" ".join(words(value)))


def _text(line: str) -> str:
    number = _NUMBER.match(line)
    start = number.end() if number else 0
    pieces = _MAIL.split(line[start:])
    pieces[::2] = [_MARKUP.sub(r"\\\g<0>", piece) for piece in pieces[::2]]
    pieces[1::2] = [f"`{address}`" for address in pieces[1::2]]
    escaped = "".join(pieces)
    if number or escaped[:1] in ("-", "+", "="):
        escaped = "\\" + escaped
    if escaped.endswith("\\"):
        # A backslash before a bar would let the bar belong to the cell.
        escaped = escaped[:-2] + "&#92;"
    return line[:start] + escaped


def _outnumber(value: str, least: int) -> str:
    return "`" * max([least, *(len(run) + 1 for run in _BACKTICKS.findall(value))])
