"""Requests that two servers might read as different ones.

Each is answered with 4xx or by closing the connection, and at most one request goes on: never
the one that is hidden within the other.
"""

from __future__ import annotations

import pytest

from tests.e2e import wire
from tests.e2e.rooms import Rooms

#: What is hidden: on its own it would be carried out.
HIDDEN = b"GET /v2/rooms HTTP/1.1\r\nHost: localhost\r\nX-Hidden: 1\r\n\r\n"
POST = b"POST /v2/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
GET = b"GET /v2/rooms HTTP/1.1\r\nHost: localhost\r\n"

SHAPES = {
    "length and chunks": POST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunks and length": POST
    + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n"
    + HIDDEN,
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}" + HIDDEN,
    "two lengths in one": POST + b"Content-Length: 2, 60\r\n\r\n{}" + HIDDEN,
    "signed length": POST + b"Content-Length: +2\r\n\r\n{}" + HIDDEN,
    "negative length": POST + b"Content-Length: -2\r\n\r\n{}" + HIDDEN,
    "hexadecimal length": POST + b"Content-Length: 0x2\r\n\r\n{}" + HIDDEN,
    "length of two words": POST + b"Content-Length: 2 2\r\n\r\n{}" + HIDDEN,
    "endless length": POST + b"Content-Length: 99999999999999999999999\r\n\r\n{}" + HIDDEN,
    "length with a space before the colon": POST + b"Content-Length : 2\r\n\r\n{}" + HIDDEN,
    "length with a line break": POST + b"Content-Length:\r\n 2\r\n\r\n{}" + HIDDEN,
    "obs-fold": GET + b"X-A: 1\r\n Content-Length: 60\r\n\r\n" + HIDDEN,
    "obs-fold at the start": b"GET /v2/rooms HTTP/1.1\r\n Host: localhost\r\n\r\n" + HIDDEN,
    "bare LF": (GET + b"\r\n").replace(b"\r\n", b"\n") + HIDDEN,
    "bare LF after a field": GET + b"X-A: 1\nX-B: 2\r\n\r\n" + HIDDEN,
    "bare CR after a field": GET + b"X-A: 1\rX-B: 2\r\n\r\n" + HIDDEN,
    "NUL in a field": GET + b"X-A: 1\x002\r\n\r\n" + HIDDEN,
    "NUL in a name": GET + b"X\x00A: 1\r\n\r\n" + HIDDEN,
    "space in a name": GET + b"X A: 1\r\n\r\n" + HIDDEN,
    "field without a colon": GET + b"X-A\r\n\r\n" + HIDDEN,
    "field without a name": GET + b": 1\r\n\r\n" + HIDDEN,
    "chunks of an unknown kind": POST + b"Transfer-Encoding: xchunked\r\n\r\n2\r\n{}" + HIDDEN,
    "chunks not last": POST
    + b"Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunks in two fields": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunks behind a control character": POST
    + b"Transfer-Encoding: \x0bchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunk size that is no number": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}" + HIDDEN,
    "chunk size that is negative": POST + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}" + HIDDEN,
    "chunk size that overflows": POST
    + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff2\r\n{}"
    + HIDDEN,
    "chunk size of two words": POST
    + b"Transfer-Encoding: chunked\r\n\r\n2 2\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunk longer than its size": POST
    + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n"
    + HIDDEN,
    "chunk without an end": POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n" + HIDDEN,
    "chunks with bare LF": POST + b"Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n" + HIDDEN,
    "no host": b"GET /v2/rooms HTTP/1.1\r\nConnection: close\r\n\r\n",
    "HTTP/0.9": b"GET /v2/rooms\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "unknown version": b"GET /v2/rooms HTTP/3.7\r\nHost: localhost\r\n\r\n",
    "method in lower case": b"get /v2/rooms HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "space in the target": b"GET /v2/rooms x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "tab in the request line": b"GET\t/v2/rooms\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
    "control character in the target": b"GET /v2/\x01rooms HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
}


def statuses(raw: bytes) -> list[bytes]:
    """Return the status of each answer on a connection."""
    return [part.split(b" ")[0] for part in raw.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("port", ["rest", "mcp"])
def test_refused(rooms: Rooms, port: str, name: str) -> None:
    number = rooms.rest if port == "rest" else rooms.mcp
    shape = SHAPES[name]
    if port == "mcp":
        shape = shape.replace(b"/v2/rooms", b"/mcp")
    raw = wire.exchange(number, [shape], patience=4)
    found = statuses(raw)
    assert all(status.startswith(b"4") for status in found), raw
    assert len(found) <= 1, raw
    assert rooms.upstream.take() == []
    rooms.upstream.reset()
    assert wire.request(rooms.rest, "GET", "/v2/rooms").status == 200
    rooms.assert_sent("GET", "/v2/rooms")


def test_one_request_behind_another(rooms: Rooms) -> None:
    """Requests that are well formed may follow each other; each is carried out once."""
    body = POST + b"Content-Length: 2\r\n\r\n{}"
    last = HIDDEN.replace(b"X-Hidden: 1", b"Connection: close")
    raw = wire.exchange(rooms.rest, [body + body + last])
    assert statuses(raw) == [b"200"] * 3
    assert [request.method for request in rooms.upstream.take()] == ["POST", "POST", "GET"]
