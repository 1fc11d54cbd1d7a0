"""Documents as YAML text."""

from __future__ import annotations

import re
from typing import Any, TypeAlias, cast

Data: TypeAlias = Any


def written(data: Data) -> str:
    """Return the document as YAML, with each string in double quotes.

    A character stands as it is wherever YAML allows that, so that diagnostics show it.
    """
    return _written(data, 0) + "\n"


def _written(data: Data, indent: int) -> str:
    margin = "\n" + " " * (indent + 1)
    match data:
        case str():
            return quoted(data)
        case dict():
            members = cast("dict[str, Data]", data).items()
            if not members:
                return "{}"
            texts = (f"{_key(key)}: {_written(value, indent + 1)}" for key, value in members)
            return f"{{{','.join(margin + text for text in texts)}}}"
        case list():
            items = (_written(item, indent + 1) for item in cast("list[object]", data))
            return f"[{','.join(margin + item for item in items)}]"
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[data]
        case _:
            return str(data)


def _key(key: str) -> str:
    # YAML allows 1,024 characters on a line before a colon unless a question mark announces it.
    return f"? {quoted(key)}{' '}" if len(quoted(key)) > 1000 else quoted(key)


#: What YAML allows in double quotes as it is, without what some readers take for line breaks.
_AS_IT_IS = re.compile(
    "[ !#-\\[\\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


_PLAIN = re.compile(r"[A-Za-z0-9 /.,:{}$_-]*")


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return '"' + "".join(c if _AS_IT_IS.match(c) else _escape(c) for c in text) + '"'


def _escape(character: str) -> str:
    point = ord(character)
    if character in '"\\':
        return "\\" + character
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
