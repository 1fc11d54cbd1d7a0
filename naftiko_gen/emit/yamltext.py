"""Scalars of YAML, as readers of versions 1.1 and 1.2 alike take them."""

import re

from naftiko_gen.emit.characters import HIDDEN, escape
from naftiko_gen.emit.code import TRUST, YamlCode

#: Many readers look for the end of a front matter without asking whether it stands in quotes.
_MARKER = re.compile("(?<=--)-")
_SPECIAL = re.compile(r'[\\"]|' + _MARKER.pattern + "|" + HIDDEN.pattern)
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def string(value: str) -> YamlCode:
    """Return a double-quoted scalar on one line; three hyphens never stand in a row in it.

    YAML has no form for a lone surrogate: U+FFFD takes its place.
    """
    return YamlCode(f'"{_SPECIAL.sub(_escape, value)}"', TRUST)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    return "\ufffd" if "\ud800" <= character <= "\udfff" else escape(character)
