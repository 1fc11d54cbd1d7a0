"""How values and names are put into words, and which known name a wrong one resembles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naftiko_gen.source import Mapping, Node, Scalar, Sequence

#: JSON Schema's names of types in the words of YAML.
TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}

#: Two swapped letters in a word of four leave a likeness of three quarters.
_LIKENESS = 0.75
#: No key and no word of the language is longer; comparing longer texts is wasted time.
_LONGEST = 40
_NO_DIGITS = re.compile("[^0-9]+")


def type_of(node: Node) -> str:
    """Return what a node is, in words."""
    match node:
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
        case Scalar(value=bool(value)):
            return "true" if value else "false"
        case Scalar(value=None):
            return "empty"
        case Scalar(value=int()):
            return "a whole number"
        case Scalar(value=float()):
            return "a number"
        case Scalar():
            return "text"


def shown(text: str) -> str:
    """Return a text between backticks, long ones cut short."""
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[: _LONGEST - 1]}…`"


def listed(texts: Iterable[str], last: str = ", ") -> str:
    """Return names between backticks with commas, and ``last`` before the last of them."""
    *first, end = (shown(text) for text in texts)
    return last.join([", ".join(first), end]) if first else end


def closest(text: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``text`` resembles enough to be a misspelling of it.

    Case, ``_`` and ``-`` make no difference, digits do: ``oauth1`` is not a misspelt
    ``oauth2``. The first letters of a word stand for it.
    """
    plain = _plain(text)
    if not plain or len(text) > _LONGEST:
        return None
    digits = _digits(text)
    words = {_plain(word): word for word in known if _digits(word) == digits}
    if not words:
        return None
    # Slow to import, and needed for a fault only.
    from difflib import get_close_matches

    if found := get_close_matches(plain, words, n=1, cutoff=_LIKENESS):
        return words[found[0]]
    longer = [word for name, word in words.items() if len(plain) > 2 and name.startswith(plain)]
    return longer[0] if len(longer) == 1 else None


def _plain(text: str) -> str:
    return text.lower().replace("_", "").replace("-", "")


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)
