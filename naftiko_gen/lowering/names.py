"""Names of the spec become Python names.

Every function is pure and looks at the whole set of siblings at once, so that the result does
not depend on their order: where two names become one, both get a suffix made from the name as
it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from naftiko_gen.ir import Identifier
from naftiko_gen.lowering.reserved import KEYWORDS

#: The longest identifier: heads of statements stay within a line.
LONGEST = 40

# Digits belong to the word before them: ``getV2Rooms`` is get, V2, Rooms.
_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")


def words(name: str) -> list[str]:
    """Split a name into its words: ``getRoom-byID`` → get, Room, by, ID."""
    return _WORD.findall(name)


def snake(name: str, reserved: Iterable[str] = ()) -> str:
    """Return a lower-case identifier for ``name``; unique only as far as the name is."""
    text = "_".join(word.lower() for word in words(name))
    return _finish(text, name, reserved, prefix="x_")


def pascal(name: str, suffix: str = "") -> str:
    """Return a class name for ``name``."""
    text = "".join(word[:1].upper() + word[1:].lower() for word in words(name)) + suffix
    return _finish(text, name, (), prefix="X")


def identifiers(names: Iterable[str], reserved: Iterable[str] = ()) -> Mapping[str, Identifier]:
    """Return a unique identifier for each of ``names``.

    ``reserved`` are identifiers that the place already uses. Names that would become the same
    identifier, or differ only in case, all carry a suffix of hex digits of their hash.
    """
    taken = frozenset(reserved)
    texts = {name: snake(name, taken) for name in sorted(set(names))}
    for digits in (4, 8, 64):
        counts = Counter(texts.values())
        clashing = [name for name, text in texts.items() if counts[text] > 1]
        if not clashing:
            break
        for name in clashing:
            texts[name] = _suffixed(snake(name, taken), name, digits)
    return {name: Identifier(text) for name, text in texts.items()}


def variable(name: str) -> str:
    """Return an environment variable's name: ``rooms-rest`` → ``ROOMS_REST``."""
    return snake(name).strip("_").upper()


def _finish(text: str, name: str, reserved: Iterable[str], prefix: str) -> str:
    if not text:
        text = prefix + _digest(name, 4)
    elif not text[0].isalpha():
        text = prefix + text
    if len(text) > LONGEST:
        text = _suffixed(text, name, 4)
    # These are hard to tell from digits; linters refuse them.
    if text in KEYWORDS or text in reserved or text in ("l", "O", "I"):
        text += "_"
    return text


def _suffixed(text: str, name: str, digits: int) -> str:
    return f"{text[: LONGEST - 5].rstrip('_')}_{_digest(name, digits)}"


def _digest(name: str, digits: int) -> str:
    import hashlib  # loads OpenSSL, and few names are too long or taken

    data = name.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:digits]
