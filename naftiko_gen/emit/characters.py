"""Which characters may stand in a generated file as they are, and how wide they are.

Nothing here asks the Unicode tables of the running Python, which differ from one version to
the next: ``ucd_3_2_0`` is frozen, and the ranges below are written out.
"""

import re
from unicodedata import ucd_3_2_0

#: The whitespace of ``str.split``, written out.
_SPACE = re.compile("[\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

#: Characters that a reader cannot see, or that change how he sees others: controls, marks that
#: turn the direction of text, fillers, tags, variation selectors (except the one for emoji),
#: lone surrogates and code points that are no characters.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)

#: Assigned in Unicode 3.2, but with another width, or another category, ever since.
_UNSETTLED = re.compile(
    "[\u06de\u09be\u09d7\u0b3e\u0b57\u0bbe\u0bd7\u0cc0\u0cc2\u0cc7\u0cc8\u0cca\u0ccb\u0cd5\u0cd6"
    "\u0d3e\u0d57\u0dcf\u0ddf\u1160-\u11ff\u17a4\u17d8\u1885\u1886\u231a\u231b\u25fd\u25fe"
    "\u2630-\u2637\u2648-\u2653\ufe0f\uff9e\uff9f\U0001d165\U0001d166\U0001d16d-\U0001d172]"
)


def words(text: str) -> list[str]:
    """Return what stands between the whitespace of ``text``."""
    return [word for word in _SPACE.split(text) if word]


def visible(text: str) -> str:
    """Replace each hidden character by U+FFFD, for languages that have no escapes."""
    return HIDDEN.sub("\ufffd", text)


def settled(character: str) -> bool:
    """Return whether all tools agree that ``character`` is printable, and on its width."""
    if character.isascii():
        return " " <= character <= "~"
    return (
        ucd_3_2_0.category(character)[0] in "LMNPS"
        and not HIDDEN.match(character)
        and not _UNSETTLED.match(character)
    )


def width(text: str) -> int:
    """Return how many columns settled characters take, as formatters of Python count."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if ucd_3_2_0.category(character) in ("Mn", "Me"):
        return 0
    return 2 if ucd_3_2_0.east_asian_width(character) in "WF" else 1


def escape(character: str) -> str:
    r"""Write a character as ``\xff``, ``\u00e9`` or ``\U0001f680``, as Python reads it."""
    point = ord(character)
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
