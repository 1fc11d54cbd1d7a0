"""JSON documents."""

import json
import re

from naftiko_gen.emit.characters import HIDDEN
from naftiko_gen.emit.code import TRUST, JsonCode
from naftiko_gen.ir import JsonValue


def document(value: JsonValue) -> JsonCode:
    """Return a document with two spaces of indentation, in the order of ``value``.

    Text stays readable in every script; only what cannot be seen is escaped. There is no line
    break at the end.

    Raises:
        ValueError: JSON has no infinity and no NaN.
    """
    lines = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False).split("\n")
    return JsonCode("\n".join(HIDDEN.sub(_escape, line) for line in lines), TRUST)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
