"""Pages that a browser has from elsewhere must not act with the token: Host and Origin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e import wire
from tests.e2e.rooms import Rooms


@pytest.fixture(params=["rest", "mcp"])
def ask(request: pytest.FixtureRequest, rooms: Rooms) -> Callable[..., wire.Answer]:
    """Make a good call with another Host, or with an Origin."""

    def rest(host: str = "", headers: wire.Headers = ()) -> wire.Answer:
        return wire.request(rooms.rest, "GET", "/v2/rooms", headers, host=host)

    def mcp(host: str = "", headers: wire.Headers = ()) -> wire.Answer:
        params = '{"name": "hms-list-rooms", "arguments": {}}'
        headers = [("Mcp-Name", "hms-list-rooms"), *headers]
        return wire.mcp(rooms.mcp, "tools/call", params, headers=headers, host=host)

    return rest if request.param == "rest" else mcp


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "localhost:9", "[::1]", "[::1]:8080", "127.0.0.1:65535"],
)
def test_known_host(rooms: Rooms, ask: Callable[..., wire.Answer], host: str) -> None:
    assert ask(host).status == 200
    rooms.assert_sent("GET", "/v2/rooms")


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8080",
        "localhost.evil.test",
        "127.0.0.1.evil.test:80",
        "127.0.0.1@evil.test",
        "evil.test:127.0.0.1",
        "[::1].evil.test",
        "::1",
        "0.0.0.0",
        "2130706433",
        "localhost:",
        "localhost:80:80",
    ],
)
def test_foreign_host(rooms: Rooms, ask: Callable[..., wire.Answer], host: str) -> None:
    found = ask(host)
    assert found.status == 421 or (host.startswith("localhost:") and found.status == 200)
    if found.status == 421:
        assert rooms.upstream.take() == []


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:1"])
def test_known_origin(rooms: Rooms, ask: Callable[..., wire.Answer], origin: str) -> None:
    assert ask(headers=[("Origin", origin)]).status == 200
    rooms.assert_sent("GET", "/v2/rooms")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.test",
        "https://localhost.evil.test",
        "null",
        "http://evil.test#localhost",
        "http://evil.test/localhost",
        "file://",
        "",
    ],
)
def test_foreign_origin(rooms: Rooms, ask: Callable[..., wire.Answer], origin: str) -> None:
    found = ask(headers=[("Origin", origin)])
    # An empty Origin is none that a browser sends.
    assert found.status == 403 or (not origin and found.status == 200)
    if origin:
        assert rooms.upstream.take() == []


@pytest.mark.parametrize("target", ["/v2/rooms", "/health", "/openapi.json", "/nowhere"])
def test_problems_on_every_path(rooms: Rooms, target: str) -> None:
    for status, host, headers in (
        (421, "evil.test", []),
        (403, "", [("Origin", "http://evil.test")]),
    ):
        found = wire.request(rooms.rest, "GET", target, headers, host=host)
        assert found.status == status
        assert found.header("content-type") == "application/problem+json"
        assert found.json["status"] == status
    assert rooms.upstream.take() == []
