"""Paths of a spec come back from the URLs that they are written as."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from naftiko_gen.lowering.clients import encode_path

#: Any text that a file can hold: not half a character.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ESCAPES = st.sampled_from(["%", "%2", "%2F", "%2f", "%zz", "%25", "%00", "%%", "/", "..", "é", "+"])
PATHS = st.lists(st.one_of(TEXT, ESCAPES), max_size=6).map("".join)

#: RFC 3986, sections 2.1 and 3.3.
_PATH = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def meant(text: str) -> bytes:
    """Return the bytes that a path stands for: escapes are bytes, all else is UTF-8."""
    parts = re.split(f"({_ESCAPE.pattern})", text)
    return b"".join(
        bytes([int(part[1:], 16)]) if _ESCAPE.fullmatch(part) else part.encode() for part in parts
    )


@given(PATHS)
@example("/a b/ü?c#d{e}%2F%")
@example("%2%2F")
def test_a_path_stands_for_the_same_bytes(path: str) -> None:
    encoded = encode_path(path)
    assert _PATH.fullmatch(encoded)
    assert unquote_to_bytes(encoded) == meant(path)
    assert encode_path(encoded) == encoded


@given(PATHS)
def test_a_path_stays_a_path(path: str) -> None:
    """It cannot become a host, a query or a fragment behind a base URL."""
    parts = urlsplit("https://books.test/api/" + encode_path(path))
    assert (parts.scheme, parts.netloc) == ("https", "books.test")
    assert (parts.query, parts.fragment) == ("", "")
    assert parts.path == "/api/" + encode_path(path)


@given(PATHS, PATHS)
def test_distinct_paths_stay_distinct(one: str, other: str) -> None:
    if meant(one) != meant(other):
        assert encode_path(one) != encode_path(other)
