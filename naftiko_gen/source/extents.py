"""Where a node really starts and ends, where libyaml's marks say too much."""

from __future__ import annotations

import re

from naftiko_gen.source.nodes import Span

# Anchor and tag of a node stand before it in either order, with comments between. The
# quantifiers are possessive, so that no text makes them try twice.
_SPACE = r"(?:\s|(?<!\S)#[^\r\n]*+)*+"
_TAG = r"!(?:<[^>\s]*+>|[^\s,\[\]{}]*+)"
_ANCHOR = r"&[^\s,\[\]{}]++"
_PROPERTIES = re.compile(rf"(?:(?:{_TAG}|{_ANCHOR}){_SPACE})*+")
_TAG_AMONG_PROPERTIES = re.compile(rf"(?:{_ANCHOR}{_SPACE})?+({_TAG})")
_COLON = re.compile(rf"{_SPACE}:")
_LINE_END = re.compile(r"[\r\n]|\Z")


def behind_properties(text: str, start: int) -> int:
    """Return where the content starts of a node whose anchor or tag starts at ``start``."""
    match = _PROPERTIES.match(text, start)
    return match.end() if match else start


def tag_span(text: str, start: int) -> Span:
    """Return the place of the tag of a node whose anchor or tag starts at ``start``."""
    match = _TAG_AMONG_PROPERTIES.match(text, start)
    return Span(*match.span(1)) if match else Span(start, start)


def absent_value(text: str, key_end: int, seen: int) -> int:
    """Return where a value that is not written stands: behind its colon, or else its key.

    ``seen`` is where the parser noticed, at the colon or at whatever comes next.
    """
    match = _COLON.match(text, key_end, seen)
    return match.end() if match else key_end


def last_line_end(text: str, start: int, end: int) -> int:
    """Return where the last line between ``start`` and ``end`` that is not blank ends."""
    last = start + len(text[start:end].rstrip(" \t\r\n"))
    match = _LINE_END.search(text, last, end)
    return match.start() if match else end
