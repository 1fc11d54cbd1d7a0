"""Paths of routes as they stand in requests."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

#: What may stand in a segment without an escape, beside letters and digits (RFC 3986, 3.3).
_PCHAR = ":@!$&'()*+,;="


def canonical(path: str) -> str:
    """Return a path in its normal form (RFC 3986, 6.2.2), placeholders as they are."""
    return "/".join(
        "".join(
            part if part.startswith("{") else _normal(part)
            for part in re.split(r"(\{[^{}]*\})", segment)
        )
        for segment in path.split("/")
    )


def _normal(part: str) -> str:
    return quote(unquote_to_bytes(part.encode("utf-8", "surrogatepass")), safe=_PCHAR)
