"""The routes of rooms.yaml on real sockets: what goes upstream, and what comes back."""

from __future__ import annotations

import json

import pytest

from tests.e2e import wire
from tests.e2e.package import TOKEN
from tests.e2e.rooms import Rooms
from tests.e2e.upstream import BODY, Stall, Upstream, answer


@pytest.fixture
def rooms(contract_service: Rooms, upstream: Upstream) -> Rooms:
    assert contract_service.upstream is upstream
    return contract_service


def assert_problem(found: wire.Answer, status: int) -> None:
    """Check an answer that is the package's own (RFC 9457)."""
    assert found.status == status, found
    assert found.header("content-type") == "application/problem+json"
    assert found.json["status"] == status
    assert isinstance(found.json["title"], str)
    assert TOKEN.encode() not in found.body


class TestRest:
    """The two routes."""

    @pytest.mark.parametrize("query", ["", "?", "?limit=10&room_id=x", "?a=%2F#b"])
    def test_get(self, rooms: Rooms, query: str) -> None:
        found = wire.request(rooms.rest, "GET", f"/v2/rooms{query}")
        rooms.assert_sent("GET", "/v2/rooms")
        assert (found.status, found.body) == (200, BODY)
        assert found.header("content-type") == "application/json"
        assert found.header("x-content-type-options") == "nosniff"

    @pytest.mark.parametrize(
        ("body", "sent"),
        [
            (b'{"name": "demo"}', b'{"name":"demo"}'),
            (b" {}\r\n", b"{}"),
            ('{"ü": "\U0001f3a5", "n": 1.0}'.encode(), b'{"\\u00fc":"\\ud83c\\udfa5","n":1.0}'),
            (b'{"\\ud83c\\udfa5": []}', b'{"\\ud83c\\udfa5":[]}'),
        ],
    )
    @pytest.mark.parametrize(
        "content_type",
        ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'],
    )
    def test_post(self, rooms: Rooms, body: bytes, sent: bytes, content_type: str) -> None:
        headers = [("Content-Type", content_type)]
        found = wire.request(rooms.rest, "POST", "/v2/rooms?x=1", headers, body)
        rooms.assert_sent("POST", "/v2/rooms", sent)
        assert (found.status, found.body) == (200, BODY)

    def test_nothing_of_the_caller_is_passed_on(self, rooms: Rooms) -> None:
        headers = [
            ("Authorization", "Bearer mine"),
            ("Cookie", "a=b"),
            ("X-Forwarded-For", "192.0.2.1"),
            ("Accept", "text/html"),
            ("Origin", "http://localhost:3000"),
            ("If-None-Match", '"1"'),
        ]
        assert wire.request(rooms.rest, "GET", "/v2/rooms", headers).status == 200
        received = rooms.take_one()
        assert b"text/html" not in received.header("accept")[0]
        assert received.header("authorization") == [f"Bearer {TOKEN}".encode()]
        assert not set(received.names) & {"cookie", "x-forwarded-for", "origin", "if-none-match"}

    def test_no_cookie_is_kept_or_passed_on(self, rooms: Rooms) -> None:
        headers = ("Set-Cookie: a=b; Path=/", "X-Upstream: 1")
        rooms.upstream.answer = answer("200 OK", BODY, "application/json", *headers)
        found = wire.request(rooms.rest, "GET", "/v2/rooms")
        assert found.header("set-cookie") is None
        assert found.header("x-upstream") is None
        rooms.assert_sent("GET", "/v2/rooms")
        wire.request(rooms.rest, "GET", "/v2/rooms")
        rooms.assert_sent("GET", "/v2/rooms")

    @pytest.mark.parametrize(
        ("status", "body", "content_type"),
        [
            ("200 OK", b'{"a" :1.50}', "application/json"),
            ("201 Created", b'{"id":"r"}', "application/json; charset=utf-8"),
            ("202 Accepted", b"", "application/json"),
            ("204 No Content", b"", ""),
            ("200 OK", b"plain", "text/plain; charset=iso-8859-1"),
            ("200 OK", b"\x00\xff\xfe", "application/octet-stream"),
            ("200 OK", b"untyped", ""),
            ("200 OK", b"{not json", "application/json"),
            ("400 Bad Request", b'{"code": 400}', "application/json"),
            ("401 Unauthorized", b'{"message": "token"}', "application/json"),
            ("404 Not Found", b"nothing", "text/plain"),
            ("429 Too Many Requests", b"", ""),
            ("500 Internal Server Error", b"<h1>", "text/html"),
            ("503 Service Unavailable", b'{"a":1}', "application/problem+json"),
            ("599 Odd", b"odd", "x/y"),
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_answers_are_passed_through(
        self, rooms: Rooms, method: str, status: str, body: bytes, content_type: str
    ) -> None:
        rooms.upstream.answer = answer(status, body, content_type)
        if method == "GET":
            found = wire.request(rooms.rest, "GET", "/v2/rooms")
        else:
            found = wire.post_json(rooms.rest, "/v2/rooms", b"{}")
        assert found.status == int(status[:3])
        assert found.body == body
        assert found.header("content-type") == (content_type or None)
        assert len(rooms.upstream.take()) == 1

    @pytest.mark.parametrize("body", [b"", b" ", b"{", b"nope", b"[1]", b"null", b'"x"', b"1"])
    def test_bad_body(self, rooms: Rooms, body: bytes) -> None:
        assert_problem(wire.post_json(rooms.rest, "/v2/rooms", body), 400)
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize(
        "content_type",
        [
            None,
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "application/json-patch+json",
            "text/plain; application/json",
        ],
    )
    def test_another_content_type(self, rooms: Rooms, content_type: str | None) -> None:
        headers = [] if content_type is None else [("Content-Type", content_type)]
        found = wire.request(rooms.rest, "POST", "/v2/rooms", headers, b"{}")
        assert_problem(found, 415)
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize(
        "method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
    )
    def test_another_method(self, rooms: Rooms, method: str) -> None:
        found = wire.request(rooms.rest, method, "/v2/rooms")
        assert found.status == 405
        assert found.header("allow") == "GET, POST"
        if method != "HEAD":
            assert_problem(found, 405)
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize(
        "target",
        [
            "/v2/rooms/",
            "/v2/rooms/x",
            "/v2",
            "/",
            "//v2/rooms",
            "/v2//rooms",
            "/rooms",
            "/V2/rooms",
            "/v2/rooms;a=b",
            "/v2/./rooms",
            "/v2/x/../rooms",
            "/v2/rooms%2F",
            "/v2/rooms%3Fx",
            "/docs",
            "/mcp",
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_another_path(self, rooms: Rooms, method: str, target: str) -> None:
        assert_problem(wire.request(rooms.rest, method, target), 404)
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_redirects_are_not_followed(self, rooms: Rooms, method: str, status: int) -> None:
        with Upstream() as elsewhere:
            location = f"Location: http://{elsewhere.address}/v2/rooms"
            body = b"" if status == 304 else b"moved"
            rooms.upstream.answer = answer(f"{status} Moved", body, "text/plain", location)
            if method == "GET":
                found = wire.request(rooms.rest, "GET", "/v2/rooms")
            else:
                found = wire.post_json(rooms.rest, "/v2/rooms", b"{}")
            assert_problem(found, 502)
            assert found.header("location") is None
            assert len(rooms.upstream.take()) == 1
            assert elsewhere.take() == []

    def test_refused(self, rooms: Rooms) -> None:
        with rooms.upstream.refusing():
            assert_problem(wire.request(rooms.rest, "GET", "/v2/rooms"), 502)
            assert_problem(wire.post_json(rooms.rest, "/v2/rooms", b"{}"), 502)

    def test_too_late(self, rooms: Rooms) -> None:
        rooms.upstream.answer = (Stall(),)
        assert_problem(wire.post_json(rooms.rest, "/v2/rooms", b"{}"), 504)
        rooms.assert_sent("POST", "/v2/rooms", b"{}")

    def test_own_routes(self, rooms: Rooms) -> None:
        assert wire.request(rooms.rest, "GET", "/health").status == 200
        described = wire.request(rooms.rest, "GET", "/openapi.json")
        assert described.status == 200
        assert described.header("content-type") == "application/json"
        assert set(json.loads(described.body)["paths"]["/v2/rooms"]) >= {"get", "post"}
        assert rooms.upstream.take() == []
