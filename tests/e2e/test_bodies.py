"""Hostile bodies: what is no JSON that could go on is refused, in time and in little memory."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.e2e import wire
from tests.e2e.package import TOKEN
from tests.e2e.rooms import Rooms
from tests.e2e.upstream import Upstream

ERAS = [wire.MODERN, wire.LEGACY]
JSON = [("Content-Type", "application/json")]
MEBIBYTE = b"x" * 2**20

#: Seconds until a request's body must be there (BODY_TIMEOUT of the generated package).
BODY_TIMEOUT = 10.0
#: A body has at most 4 MiB; a parsed one takes a few times as much.
MAX_GROWTH = 64 * 1024 * 1024


@pytest.fixture
def rooms(service: Rooms, upstream: Upstream) -> Iterator[Rooms]:
    """The service; whatever the test sends it, it stays small, silent and ready."""
    before = service.service.peak_memory()
    yield service
    after = service.service.peak_memory()
    if before is not None and after is not None:
        assert after - before < MAX_GROWTH, f"{(after - before) / 2**20:.0f} MiB more"
    upstream.reset()
    assert wire.request(service.rest, "GET", "/v2/rooms").status == 200
    assert TOKEN not in service.service.output
    assert "Traceback" not in service.service.output


def nested(depth: int, opening: bytes, closing: bytes) -> bytes:
    return b'{"a":' + opening * depth + b"1" + closing * depth + b"}"


#: No object that could be written as JSON again.
BAD = {
    "brackets": b"[" * 100_000,
    "braces": b'{"a":' * 100_000,
    "deep array": nested(100_000, b"[", b"]"),
    "deep object": nested(100_000, b'{"a":', b"}"),
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": [Infinity]}',
    "-Infinity": b'{"a": -Infinity}',
    "too large a number": b'{"a": 1e999}',
    "too small a number": b'{"a": -1e999}',
    "lone surrogate": rb'{"a": "\ud800"}',
    "lone surrogate in a name": rb'{"\udc00": 1}',
    "surrogates the wrong way round": rb'{"a": "\udc00\ud800"}',
    "5,000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "no UTF-8": b'{"a": "\xff"}',
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "UTF-16": '{"a": "é"}'.encode("utf-16"),
    "surrogates in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "single quotes": b"{'a': 1}",
    "trailing comma": b'{"a": 1,}',
    "comment": b'{"a": 1} // one',
    "two documents": b"{}{}",
    "control character": b'{"a": "\x01"}',
    "leading zero": b'{"a": 012}',
    "NUL": b"{}\x00",
}


class TestRest:
    """Bodies of POST /v2/rooms."""

    @pytest.mark.parametrize("name", BAD)
    def test_bad(self, rooms: Rooms, name: str) -> None:
        found = wire.post_json(rooms.rest, "/v2/rooms", BAD[name])
        assert found.status == 400, found
        assert found.header("content-type") == "application/problem+json"
        assert len(found.body) < 1000
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/json; charset=utf-16", '{"a": 1}'.encode("utf-16")),
            ("application/json; charset=latin-1", b"{}"),
            ("application/json; charset=utf-7", b"{}"),
            ("application/json; charset=", b"{}"),
        ],
    )
    def test_another_charset(self, rooms: Rooms, content_type: str, body: bytes) -> None:
        headers = [("Content-Type", content_type)]
        found = wire.request(rooms.rest, "POST", "/v2/rooms", headers, body)
        assert found.status == 415, found
        assert rooms.upstream.take() == []

    def test_chunks(self, rooms: Rooms) -> None:
        head = wire.head("POST", "/v2/rooms", [*JSON, ("Transfer-Encoding", "chunked")])
        pieces = [head, b'5\r\n{"a":\r\n', b"3;x=y\r\n 1}\r\n", b"0\r\n\r\n"]
        assert wire.parse(wire.exchange(rooms.rest, pieces)).status == 200
        rooms.assert_sent("POST", "/v2/rooms", b'{"a":1}')

    def test_the_largest(self, rooms: Rooms) -> None:
        body = b'{"a":"' + b"x" * (4 * 2**20 - 8) + b'"}'
        assert wire.post_json(rooms.rest, "/v2/rooms", body).status == 200
        rooms.assert_sent("POST", "/v2/rooms", body)

    @pytest.mark.parametrize("chunked", [False, True])
    def test_too_large(self, rooms: Rooms, chunked: bool) -> None:
        """100 MB are not read to the end; the answer may be lost when the connection closes."""
        if chunked:
            head = wire.head("POST", "/v2/rooms", [*JSON, ("Transfer-Encoding", "chunked")])
            pieces = [head, *[b"%x\r\n" % len(MEBIBYTE) + MEBIBYTE + b"\r\n"] * 100, b"0\r\n\r\n"]
        else:
            length = ("Content-Length", str(100 * len(MEBIBYTE)))
            pieces = [wire.head("POST", "/v2/rooms", [*JSON, length]), *[MEBIBYTE] * 100]
        raw = wire.exchange(rooms.rest, pieces)
        assert raw == b"" or wire.parse(raw).status == 413, raw[:300]
        assert rooms.upstream.take() == []

    def test_silence(self, rooms: Rooms) -> None:
        """Some bytes and then none, or one now and then: no connection is held for ever."""
        head = wire.head("POST", "/v2/rooms", [*JSON, ("Content-Length", "100")])
        start = time.monotonic()
        with socket.create_connection(("127.0.0.1", rooms.rest)) as dripping:
            dripping.sendall(head)
            done = threading.Event()

            def drip() -> None:
                while not done.wait(0.5):
                    dripping.sendall(b" ")

            thread = threading.Thread(target=drip)
            thread.start()
            try:
                silent = wire.exchange(rooms.rest, [head, b'{"a"'], patience=BODY_TIMEOUT + 10)
                dripping.settimeout(BODY_TIMEOUT)
                answer = dripping.recv(65536)
            finally:
                done.set()
                thread.join()
        assert wire.parse(silent).status == 408
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert BODY_TIMEOUT * 0.9 < time.monotonic() - start < BODY_TIMEOUT * 1.5
        assert rooms.upstream.take() == []

    def test_leaving_within_the_body(self, rooms: Rooms) -> None:
        head = wire.head("POST", "/v2/rooms", [*JSON, ("Content-Length", "100")])
        with socket.create_connection(("127.0.0.1", rooms.rest)) as connection:
            connection.sendall(head + b'{"a"')
        time.sleep(0.2)
        assert rooms.upstream.take() == []


class TestMcp:
    """The same as arguments of a tool, and as JSON-RPC messages."""

    @pytest.mark.parametrize("era", ERAS)
    @pytest.mark.parametrize("name", BAD)
    def test_bad_argument(self, rooms: Rooms, name: str, era: str) -> None:
        body = b'{"body": ' + BAD[name] + b"}"
        arguments = body.decode("utf-8", "surrogateescape")
        found = wire.call(rooms.mcp, "hms-create-room", arguments, era)
        assert found.status in (200, 400), found
        reply = found.json
        assert "error" in reply or reply["result"]["isError"], reply
        assert "Internal error" not in str(reply)
        assert len(found.body) < 2000
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b"[" * 100_000, b"\xff", b"{"])
    def test_bad_message(self, rooms: Rooms, body: bytes) -> None:
        headers = [*JSON, ("Accept", "application/json, text/event-stream")]
        found = wire.request(rooms.mcp, "POST", "/mcp", headers, body)
        assert 400 <= found.status < 500, found
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
    def test_another_content_type(self, rooms: Rooms, content_type: str) -> None:
        headers = [
            ("Content-Type", content_type),
            ("Accept", "application/json, text/event-stream"),
        ]
        body = (
            b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", '
            b'"params": {"name": "hms-list-rooms", "arguments": {}}}'
        )
        found = wire.request(rooms.mcp, "POST", "/mcp", headers, body)
        assert 400 <= found.status < 500, found
        assert rooms.upstream.take() == []

    def test_too_large(self, rooms: Rooms) -> None:
        headers = [*JSON, ("Accept", "application/json, text/event-stream")]
        length = ("Content-Length", str(100 * len(MEBIBYTE)))
        pieces = [wire.head("POST", "/mcp", [*headers, length]), *[MEBIBYTE] * 100]
        raw = wire.exchange(rooms.mcp, pieces)
        assert raw == b"" or wire.parse(raw).status == 413, raw[:300]
        assert rooms.upstream.take() == []
