"""Names of entries: those that Ikanos needs and Naftiko does not, and how one is written."""

from __future__ import annotations

import json
import re
from collections.abc import Container

from naftiko_gen.source import Mapping, Scalar

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

#: Words that some reader of YAML takes for another value than a text (YAML 1.1 and 1.2).
_TAKEN = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))

_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")


def written(name: str) -> str:
    """Return a name as it stands in YAML, as a key or a value, in block and flow style."""
    if _PLAIN.fullmatch(name) and name.lower() not in _TAKEN:
        return name
    # A string of JSON is one of YAML.
    return json.dumps(name, ensure_ascii=False)


def given(shape: str, entry: Mapping, taken: Container[str]) -> str | None:
    """Return a name for an entry that needs none in Naftiko, or None where it needs one.

    What refers to a function and has no name of its own is called like the function.
    """
    match shape:
        case "rest resource":
            return _NO_LETTER.sub("-", _text(entry, "path")).strip("-") or "root"
        case "operation":
            method = _text(entry, "method").lower()
            target = (_text(entry, "ref") or _text(entry, "call")).rpartition(".")[2]
            name = _NO_LETTER.sub("-", target).strip("-")
            if name in taken and method:
                return f"{name}-{method}"
            return name or method or None
        case _:
            return None


def _text(entry: Mapping, key: str) -> str:
    match entry.get(key):
        case Scalar(value=str(text)):
            return text
        case _:
            return ""
