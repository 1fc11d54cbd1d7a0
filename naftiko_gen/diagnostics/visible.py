"""Text of a specification on its way to a terminal: harmless, and of known width.

A specification is written by strangers. An escape sequence or a bidirectional control in it
could repaint the screen or hide what stands there, so neither reaches the output. The tables
are frozen here, since the Unicode tables of the running Python change with its version.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import ucd_3_2_0

#: What a tab becomes; it needs a known width, not the tab stops of whoever reads it.
TAB = "    "

_REPLACEMENT = "\ufffd"

# C0 and C1 controls; the default ignorable code points of Unicode 15 (zero-width characters,
# bidirectional controls, tags) but the variation selectors, which emoji need; line and
# paragraph separators; interlinear annotations; surrogates; two noncharacters.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# East Asian Width W and F of Unicode 15 (UAX 11), in blocks where the gaps are unassigned.
_WIDE = (
    "[\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615"
    "\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea"
    "\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf"
    "\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60"
    "\uffe0-\uffe6\U00016fe0-\U00018d08\U0001aff0-\U0001b2fb\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f200-\U0001f320\U0001f32d-\U0001f335\U0001f337-\U0001f37c"
    "\U0001f37e-\U0001f393\U0001f3a0-\U0001f3ca\U0001f3cf-\U0001f3d3\U0001f3e0-\U0001f3f0"
    "\U0001f3f4\U0001f3f8-\U0001f43e\U0001f440\U0001f442-\U0001f4fc\U0001f4ff-\U0001f53d"
    "\U0001f54b-\U0001f54e\U0001f550-\U0001f567\U0001f57a\U0001f595\U0001f596\U0001f5a4"
    "\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5\U0001f6cc\U0001f6d0-\U0001f6d2"
    "\U0001f6d5-\U0001f6d7\U0001f6dc-\U0001f6df\U0001f6eb\U0001f6ec\U0001f6f4-\U0001f6fc"
    "\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f93a\U0001f93c-\U0001f945"
    "\U0001f947-\U0001f9ff\U0001fa70-\U0001faff\U00020000-\U0003fffd]"
)


# No character up to this one is wide.
_LAST_NARROW = "\u10ff"


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(_WIDE)  # takes long, and few texts need it


def escape(text: str) -> str:
    r"""Return a text on one line, with hidden characters written as ``\n``, ``\x1b``, ``\u202e``.

    For messages and paths. Backslashes of the text stay as they are: the result is to be
    read, not to be decoded.
    """
    return _HIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def show(text: str) -> str:
    """Return a piece of a source line with each hidden character as one visible character.

    Controls become their pictures (``␛``), whatever else is hidden becomes ``U+FFFD``; a tab
    becomes spaces.
    """
    return _HIDDEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\t":
        return TAB
    if character == "\x7f":
        return "\u2421"
    # The pictures of C0 stand in their order from U+2400.
    return chr(0x2400 + ord(character)) if character < " " else _REPLACEMENT


def columns(text: str) -> int:
    """Return how many columns ``show(text)`` takes on a terminal."""
    return sum(map(width, text))


@lru_cache(maxsize=1024)
def width(character: str) -> int:
    """Return the columns of one source character, shown: wide ones take two, marks none."""
    if character == "\t":
        return len(TAB)
    if _HIDDEN.match(character):
        return 1
    if character > _LAST_NARROW and _wide().match(character):
        return 2
    # Marks that Unicode 3.2 did not know count one: an underline may be a column too long.
    return 0 if ucd_3_2_0.category(character) in ("Mn", "Me") else 1
