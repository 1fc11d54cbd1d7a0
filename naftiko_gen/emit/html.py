"""Text in HTML, as the living standard of the WHATWG reads it.

Line breaks and tabs stay what they are. HTML has no safe form for what cannot be seen (some of
it is an error even as a character reference): U+FFFD takes the place of such characters.
"""

import re

from naftiko_gen.emit.characters import HIDDEN
from naftiko_gen.emit.code import TRUST, HtmlCode

_UNSEEN = re.compile(r"(?![\n\t])" + HIDDEN.pattern)
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
#: A place on the same page, or a plain address that no reader has to decode.
_LINK = re.compile(
    r"#[A-Za-z][A-Za-z0-9-]*|https://[a-z0-9.-]+(?:/[A-Za-z0-9._~-]*)*(?:#[a-z0-9-]+)?"
)


def text(value: str) -> HtmlCode:
    """Return text that is shown as it is, wherever text may stand."""
    return HtmlCode(_text(value), TRUST)


def attribute(value: str) -> HtmlCode:
    """Return the value of an attribute, quotes included; not for one that holds an address."""
    return HtmlCode(f'"{_text(value)}"', TRUST)


def link(value: str) -> HtmlCode:
    """Return the value of an attribute that holds an address, quotes included.

    Raises:
        ValueError: ``value`` is neither a fragment of letters, digits and hyphens nor a plain
            https address.
    """
    if not _LINK.fullmatch(value):
        raise ValueError(f"no address for a link: {value[:100]!r}")
    return HtmlCode(f'"{value}"', TRUST)


def _text(value: str) -> str:
    lines = _UNSEEN.sub("\ufffd", re.sub("\r\n?", "\n", value))
    return re.sub('[&<>"]', lambda match: _REFERENCES[match[0]], lines)
