from __future__ import annotations

from unicodedata import ucd_3_2_0

import pytest

from naftiko_gen.diagnostics.visible import columns, escape, show, width


@pytest.mark.parametrize(
    ("text", "escaped", "shown"),
    [
        ("plain é 漢 😀 \\d", "plain é 漢 😀 \\d", "plain é 漢 😀 \\d"),
        ("a\nb\r", r"a\nb\r", "a␊b␍"),
        ("\x00\x1b[31m\x7f", r"\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("\x85\x9b31m", r"\x85\x9b31m", "��31m"),
        ("a\u202eb\u2066c\u2069", r"a\u202eb\u2066c\u2069", "a�b�c�"),
        ("\u2028\u2029", r"\u2028\u2029", "��"),
        ("na\u200bme\ufeff", r"na\u200bme\ufeff", "na�me�"),
        ("\udce9\ud800", r"\udce9\ud800", "��"),
        ("\U000e0041", r"\U000e0041", "�"),
        ("a\tb", r"a\tb", "a    b"),
    ],
)
def test_hidden_characters(text: str, escaped: str, shown: str) -> None:
    assert escape(text) == escaped
    assert show(text) == shown
    assert columns(text) == columns(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc é ж", 7),
        ("漢字", 4),
        ("ＡＢ", 4),
        ("한국", 4),
        ("😀✅", 4),
        ("e\u0301", 1),
        ("\t", 4),
        ("\x1b\u202e", 2),
    ],
)
def test_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


def test_what_was_wide_in_unicode_3_2_is_wide() -> None:
    narrow = [
        hex(point)
        for point in range(0x10000)
        if ucd_3_2_0.category(chr(point)) != "Cn"
        and ucd_3_2_0.east_asian_width(chr(point)) in ("W", "F")
        and show(chr(point)) == chr(point)
        and width(chr(point)) != 2
        # Marks over wide characters take no column of their own.
        and ucd_3_2_0.category(chr(point)) != "Mn"
    ]

    assert narrow == []
