"""Writes a single value as YAML."""

from __future__ import annotations

import json
import re

from naftiko_gen.source import ScalarValue
from naftiko_gen.source.scalars import resolve

# Plain scalars are written only where nobody has to think twice (YAML 1.2.2, section 7.3.3 allows
# more of them): no sign of YAML's at the start, no `: ` or ` #` inside.
_PLAIN = re.compile(r"[A-Za-z0-9_/.$(<](?:[^\s:#]|:(?=\S)|(?<=\S)#| (?=[^\s#]))*(?<![\s:])")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:\"']")
# Breaks of YAML 1.1, the mark and all that is not printable (section 5.1).
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write_scalar(value: ScalarValue, *, flow: bool = False, like: str = "") -> str:
    """Return ``value`` as one line of YAML that reads as just this value.

    ``flow`` says that it will stand between brackets; ``like`` is the text in whose place it
    comes, whose quotes it takes over.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case str():
            return _text(value, flow=flow, like=like)


def _text(value: str, *, flow: bool, like: str) -> str:
    quote = like[:1]
    if quote == "'" and not _ESCAPED.search(value):
        return "'" + value.replace("'", "''") + "'"
    if quote == '"' or not _is_plain(value, flow=flow):
        # In double quotes YAML knows all escapes of JSON.
        return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))
    return value


def _is_plain(value: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(value) or _ESCAPED.search(value):
        return False
    reading = resolve(value)
    return reading.value == value and not reading.kind and not (flow and _FLOW_SIGNS.search(value))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
