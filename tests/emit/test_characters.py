"""Frozen tables: the same characters and widths on every Python, and as ruff counts."""

import hashlib
import re
import unicodedata

import pytest

from naftiko_gen.emit.characters import HIDDEN, escape, settled, visible, width, words
from tests.emit.texts import ruff

SETTLED = [chr(point) for point in range(0x110000) if settled(chr(point))]


def test_tables_are_the_same_on_every_python() -> None:
    table = "".join(f"{ord(character):x}:{width(character)};" for character in SETTLED)
    digest = hashlib.sha256(table.encode()).hexdigest()
    assert digest == "2170fa9817eb2e332e643664ab92a6e2a74be10cf70e3ced0d667dabbdbdc578"


def _on_one_line(padding: int) -> list[bool]:
    """Whether ruff leaves twenty times each character on the line, behind some padding."""
    calls = "".join(f'f({"a" * padding}, "{character * 20}")\n' for character in BEYOND_ASCII)
    starts = re.findall(r"^f\((a*)", ruff(calls, "format"), re.MULTILINE)
    assert len(starts) == len(BEYOND_ASCII)
    return [start != "" for start in starts]


BEYOND_ASCII = [character for character in SETTLED if not character.isascii()]


def test_widths_are_those_of_ruff() -> None:
    # `f(a…, "…")` is 7 columns and the padding wide, and twenty times the character.
    widths = [2 - a - b for a, b in zip(_on_one_line(81), _on_one_line(61), strict=True)]
    wrong = [
        f"{ord(character):x}"
        for character, real in zip(BEYOND_ASCII, widths, strict=True)
        if width(character) != real
    ]
    assert wrong == []


def test_nothing_settled_is_invisible() -> None:
    assert not HIDDEN.search("".join(SETTLED))
    assert {unicodedata.category(character)[0] for character in SETTLED} == set("LMNPSZ")
    assert [character for character in SETTLED if character.isspace()] == [" "]


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\n", "\x7f", "\x9b", "\xad", "\u200b", "\u200f", "\u202e", "\u2066"),
        *("\u2028", "\ufeff", "\ufffe", "\ud800", "\udfff", "\ufff9", "\U000e0041"),
        *("\U0010ffff", "\u3164"),
    ],
)
def test_hidden_characters_become_visible(character: str) -> None:
    assert visible(f"a{character}b") == "a\ufffdb"
    assert not settled(character)


def test_what_people_read_is_not_hidden() -> None:
    text = "naïve 日本語 한국어 עברית عربي 👩\u200d👩\u200d👧 ❤\ufe0f"
    assert visible(text) == text


def test_words_are_split_as_python_splits() -> None:
    spaces = "".join(chr(point) for point in range(0x110000) if chr(point).isspace())
    assert words(f"a{spaces}b c") == ["a", "b", "c"]
    for space in spaces:
        assert words(f"a{space}b") == ["a", "b"]


def test_escapes() -> None:
    assert [escape(character) for character in "\x00\xff\u0100\uffff\U00010000"] == [
        "\\x00",
        "\\xff",
        "\\u0100",
        "\\uffff",
        "\\U00010000",
    ]
