"""Bytes that are not UTF-8, and byte order marks."""

from __future__ import annotations

import codecs

import pytest

from naftiko_gen.source import FaultKind, Span, read, to_data

TEXT = "a: 'é𝄞'\nb: [1, 2]\n"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document, faults = read("x.yaml", codecs.BOM_UTF8 + TEXT.encode())

    assert faults == ()
    assert document.text == TEXT
    assert document.root is not None
    assert to_data(document.root) == {"a": "é𝄞", "b": [1, 2]}


@pytest.mark.parametrize("mark", [True, False], ids=["mark", "no-mark"])
@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
def test_wide_encodings(encoding: str, mark: bool) -> None:
    # Without a mark the first characters tell, as long as they are ASCII.
    text = "naftiko: 1.0.0-alpha2\ninfo: é\n"
    document, faults = read("x.yaml", (("\ufeff" if mark else "") + text).encode(encoding))

    assert [(fault.kind, fault.span) for fault in faults] == [(FaultKind.ENCODING, Span(0, 1))]
    assert faults[0].message == f"the file is encoded in {encoding}; save it as UTF-8"
    assert document.text == text
    assert document.root is None


@pytest.mark.parametrize(
    ("data", "position", "words"),
    [
        (b"a: b\nc: \xe9t\xe9\n", (2, 4), "0xE9 is not UTF-8 here; save the file as UTF-8"),
        (b"a: b\nc: \xe9t\xe9\n", (2, 4), "in Windows-1252 it is 'é'"),
        ("é𝄞: ".encode() + b"\xff", (1, 5), "0xFF"),
        (codecs.BOM_UTF8 + "é\r\n".encode() + b"a\x81", (2, 2), "0x81"),
        (b"a: \xf0\x9d\x84", (1, 4), "0xF0"),
        (b"a: \xed\xa0\x80", (1, 4), "0xED"),
        (b"a: \xc0\x80", (1, 4), "0xC0"),
    ],
)
def test_bad_utf_8(data: bytes, position: tuple[int, int], words: str) -> None:
    document, (fault,) = read("x.yaml", data)

    assert fault.kind is FaultKind.ENCODING
    assert words in fault.message
    assert document.position(fault.span.start) == position
    assert document.text[fault.span.start : fault.span.end] == "\ufffd"
    assert document.root is None


@pytest.mark.parametrize("data", [b"\0", b"\0\0", b"a\0b", b"ab\0\0"])
def test_stray_nul_bytes_are_characters(data: bytes) -> None:
    _, (fault,) = read("x.yaml", data)

    assert fault.kind is FaultKind.CHARACTER
    assert fault.span.start == data.index(0)
