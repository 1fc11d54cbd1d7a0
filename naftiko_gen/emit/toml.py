"""Literals of TOML 1.0."""

import re
from collections.abc import Iterable
from typing import Final

from naftiko_gen.emit.characters import HIDDEN
from naftiko_gen.emit.code import TRUST, TomlCode

_LINE: Final = 88
_BARE_KEY = re.compile("[A-Za-z0-9_-]+")
_SHORT = {
    "\\": "\\\\",
    '"': '\\"',
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}
_SPECIAL = re.compile(r'[\\"]|' + HIDDEN.pattern)


def string(value: str) -> TomlCode:
    """Return a basic string on one line.

    TOML has no form for a lone surrogate: U+FFFD takes its place.
    """
    return TomlCode(_string(value), TRUST)


def key(value: str) -> TomlCode:
    """Return a key, bare where that is possible."""
    return TomlCode(value if _BARE_KEY.fullmatch(value) else _string(value), TRUST)


def array(values: Iterable[str], lead: int = 0) -> TomlCode:
    """Return an array of strings: on one line if it fits in 88 columns, else one a line.

    ``lead`` columns stand before it on its first line.
    """
    items = [_string(value) for value in values]
    flat = f"[{', '.join(items)}]"
    if not items or lead + len(flat) <= _LINE:
        return TomlCode(flat, TRUST)
    return TomlCode("[\n" + "".join(f"    {item},\n" for item in items) + "]", TRUST)


def _string(value: str) -> str:
    return f'"{_SPECIAL.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    point = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 0xD800 <= point <= 0xDFFF:
        return "\ufffd"
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"
