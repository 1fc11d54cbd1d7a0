"""Hostile values: whatever a caller says stays one value of the request that the spec describes.

A path value is one segment, a query value one parameter, a header value one line; what cannot
be that is refused, and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest

from tests.e2e import library, wire
from tests.e2e.library import Library, segment
from tests.e2e.package import Project
from tests.e2e.rooms import Rooms
from tests.e2e.upstream import Upstream

ERAS = [wire.MODERN, wire.LEGACY]

#: Each is one segment, and has one way to be written.
SEGMENTS = [
    "../admin",
    "a/b",
    "%2e%2e",
    "%2F",
    "%",
    "a?x=1",
    "a#b",
    ";",
    "a;b=c,d",
    "..;",
    "...",
    "//evil.test/x",
    "@evil.test",
    ":8080",
    "\\..\\x",
    "a b",
    "+",
    "~-._",
    "&=",
    "ü",
    "e\u0301",
    "\ufb01",  # a ligature: no normalisation makes two letters of it
    "\uff0e\uff0e",  # wide dots: no normalisation makes a dot segment of them
    "\u2024\u2024",
    "\u202e",
    "\U0001f3a5",
    "{room_id}",
    "{}",
    "{0.__class__}",
    "%s",
    "$(id)",
    "'\"<>`|^",
]
#: Control characters: one segment, or refused.
CONTROLS = ["\x00", "a\x00b", "a\r\nX-Evil: 1", "\n", "\t", "\x1f", "\x7f", "\x85", "\u2028"]
#: No segment at all.
NOTHING = ["", ".", ".."]


@pytest.fixture(scope="module")
def library_service(
    project: Callable[[Path], Project],
    listener: Upstream,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    with library.running(project(library.SPEC), listener, folder) as books:
        yield books


@pytest.fixture
def books(library_service: Library, upstream: Upstream) -> Library:
    assert library_service.upstream is upstream
    return library_service


@pytest.mark.parametrize("era", ERAS)
class TestToolPaths:
    """`room_id` of the tools of rooms.yaml."""

    @pytest.mark.parametrize("value", SEGMENTS)
    def test_one_segment(self, rooms: Rooms, era: str, value: str) -> None:
        result = wire.call_tool(rooms.mcp, "hms-retrieve-room", {"room_id": value}, era)
        assert not result.get("isError"), result
        rooms.assert_sent("GET", f"/v2/rooms/{segment(value)}")

    @pytest.mark.parametrize("value", SEGMENTS[:6])
    def test_within_the_path(self, rooms: Rooms, era: str, value: str) -> None:
        arguments: dict[str, object] = {"room_id": value, "body": {}}
        result = wire.call_tool(rooms.mcp, "hms-set-room-enabled", arguments, era)
        assert not result.get("isError"), result
        rooms.assert_sent("POST", f"/v2/rooms/{segment(value)}/enabled", b"{}")

    @pytest.mark.parametrize("value", CONTROLS)
    def test_one_segment_or_refused(self, rooms: Rooms, era: str, value: str) -> None:
        result = wire.call_tool(rooms.mcp, "hms-retrieve-room", {"room_id": value}, era)
        if result.get("isError"):
            assert rooms.upstream.take() == []
        else:
            rooms.assert_sent("GET", f"/v2/rooms/{segment(value)}")

    @pytest.mark.parametrize("value", NOTHING)
    @pytest.mark.parametrize("tool", ["hms-update-room", "hms-set-room-enabled"])
    def test_refused(self, rooms: Rooms, era: str, tool: str, value: str) -> None:
        result = wire.call_tool(rooms.mcp, tool, {"room_id": value, "body": {}}, era)
        assert result["isError"]
        assert "room_id" in result["content"][0]["text"]
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize("value", [r"\ud800", r"a\udfffb", r"\udc00\ud800"])
    def test_lone_surrogate(self, rooms: Rooms, era: str, value: str) -> None:
        found = wire.call(rooms.mcp, "hms-retrieve-room", f'{{"room_id": "{value}"}}', era)
        assert found.status in (200, 400), found
        assert "error" in found.json or found.json["result"]["isError"], found
        assert rooms.upstream.take() == []

    def test_a_million_characters(self, rooms: Rooms, era: str) -> None:
        value = "/" + "x" * 1_000_000
        result = wire.call_tool(rooms.mcp, "hms-retrieve-room", {"room_id": value}, era)
        if result.get("isError"):
            assert rooms.upstream.take() == []
            assert len(result["content"][0]["text"]) < 1000
        else:
            rooms.assert_sent("GET", f"/v2/rooms/{segment(value)}")
        assert not wire.call_tool(rooms.mcp, "hms-list-rooms", era=era).get("isError")


class TestRestPaths:
    """`book-id` in a path of the REST adapter."""

    @pytest.mark.parametrize("value", [*SEGMENTS, *CONTROLS])
    def test_one_segment(self, books: Library, value: str) -> None:
        found = books.get(f"/shelves/1/books/{segment(value)}")
        if value in CONTROLS and found.status in (400, 404):
            assert books.upstream.take() == []
            return
        assert found.status == 200, found
        assert books.take_one().target == f"/api/shelves/1/books/{segment(value)}"

    @pytest.mark.parametrize(
        "path",
        [
            "1/books/",
            "1/books",
            "1/books//",
            "1/books/x/",
            "1/books/x/y",
            "/books/x",
            "1//books/x",
            "1/books/.",
            "1/books/..",
            "1/books/%2e",
            "1/books/%2E%2e",
            "1/books/.%2e",
            "1/books/../../admin",
            "1/books/x/../y",
            "./books/x",
            "../books/x",
            "%2e%2e/books/x",
            "%31%2Fbooks/x",
            "1%2Fbooks%2Fx",
        ],
    )
    def test_refused(self, books: Library, path: str) -> None:
        assert books.get(f"/shelves/{path}").status in (400, 404)
        assert books.upstream.take() == []

    @pytest.mark.parametrize("code", ["%ff", "a%c0%ae", "%ed%a0%80", "%", "%2", "%zz"])
    def test_no_text(self, books: Library, code: str) -> None:
        """What is no percent-encoded UTF-8 is refused, or goes on as the same bytes."""
        found = books.get(f"/shelves/1/books/{code}")
        if found.status in (400, 404):
            assert books.upstream.take() == []
        else:
            target = books.take_one().target
            assert target.upper() in (
                f"/api/shelves/1/books/{code}".upper(),
                f"/api/shelves/1/books/{segment(code)}".upper(),
            )

    @pytest.mark.parametrize(
        "shelf", ["x", "1.5", "1e3", "0x1", "1_0", "%D9%A1", "%20", "1%20", "-"]
    )
    def test_no_integer(self, books: Library, shelf: str) -> None:
        found = books.get(f"/shelves/{shelf}/books/x")
        assert found.status in (400, 404), found
        assert books.upstream.take() == []

    def test_a_million_characters(self, books: Library) -> None:
        found = books.get(f"/shelves/1/books/{'x' * 1_000_000}")
        if found.status == 200:
            assert books.take_one().target == f"/api/shelves/1/books/{'x' * 1_000_000}"
        else:
            assert found.status in (400, 414, 431)
            assert books.upstream.take() == []
        assert books.get("/shelves/1/books/x").status == 200


#: Query values as they stand in the caller's URL.
QUERIES = [
    "a%26page%3D7",
    "%23x",
    "a%3Db",
    "%2B",
    "a+b",
    "%25",
    "%2525",
    "%0D%0AX-Evil:%201",
    "%00",
    "%C3%BC",
    "%F0%9F%8E%A5",
    "//evil.test/?x",
    "a;page=7",
    "'%22%3C%3E",
]


class TestQueries:
    """Values of a query, each of its type."""

    @pytest.mark.parametrize("value", QUERIES)
    def test_rest(self, books: Library, value: str) -> None:
        assert books.get(f"/shelves/1/books/x?q={value}").status == 200
        path, _, query = books.take_one().target.partition("?")
        assert path == "/api/shelves/1/books/x"
        meant = unquote(value.replace("+", " "))
        assert parse_qsl(query, strict_parsing=True) == [("q", meant)]
        assert "+" not in query

    @pytest.mark.parametrize("value", QUERIES)
    @pytest.mark.parametrize("era", ERAS)
    def test_mcp(self, books: Library, era: str, value: str) -> None:
        text = unquote(value)
        assert books.read_book({"shelf": 1, "book-id": "x", "q": text}, era) == ""
        path, _, query = books.take_one().target.partition("?")
        assert path == "/api/shelves/1/books/x"
        assert parse_qsl(query, strict_parsing=True) == [("q", text)]

    def test_all_inputs(self, books: Library) -> None:
        query = "lent=true&page=-3&unknown=1&rating=1.50&q=a%20b"
        headers = [("x-trace", "t/1, (x)")]
        assert books.get(f"/shelves/12/books/x?{query}", headers).status == 200
        received = books.take_one()
        path, _, sent = received.target.partition("?")
        assert path == "/api/shelves/12/books/x"
        assert sorted(parse_qsl(sent, strict_parsing=True)) == [
            ("lent", "true"),
            ("page", "-3"),
            ("q", "a b"),
            ("rating", "1.5"),
        ]
        assert received.header("x-trace") == [b"t/1, (x)"]

    def test_absent_inputs_are_not_sent(self, books: Library) -> None:
        assert books.get("/shelves/12/books/x").status == 200
        received = books.take_one()
        assert received.target == "/api/shelves/12/books/x"
        assert received.header("x-trace") == []
        assert books.read_book({"shelf": 12, "book-id": "x"}) == ""
        received = books.take_one()
        assert received.target == "/api/shelves/12/books/x"
        assert received.header("x-trace") == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            *(
                ("page", v)
                for v in ("x", "1.5", "1e3", "0x1", "1_0", "%D9%A1", "1%20", "", "1" * 5000)
            ),
            *(
                ("rating", v)
                for v in ("x", "nan", "inf", "-Infinity", "1e999", "1_0", "%D9%A1", "")
            ),
            *(("lent", v) for v in ("yes", "2", "tru", "")),
        ],
    )
    def test_another_type(self, books: Library, name: str, value: str) -> None:
        found = books.get(f"/shelves/1/books/x?{name}={value}")
        assert found.status == 400, found
        assert name in found.json["detail"]
        assert len(found.body) < 1000
        assert books.upstream.take() == []

    @pytest.mark.parametrize(
        ("name", "value", "sent"),
        [
            ("page", "3", "3"),
            ("page", "3.0", "3"),
            ("page", "-0", "0"),
            ("page", "12345678901234567890", "12345678901234567890"),
            ("rating", "2", "2"),
            ("rating", "0.1", "0.1"),
            ("lent", "true", "true"),
            ("lent", "false", "false"),
            ("q", '""', ""),
        ],
    )
    def test_forms_of_values(self, books: Library, name: str, value: str, sent: str) -> None:
        assert books.read_book(f'{{"shelf": 1, "book-id": "x", "{name}": {value}}}') == ""
        query = books.take_one().target.partition("?")[2]
        pairs = parse_qsl(query, strict_parsing=True, keep_blank_values=True)
        assert pairs == [(name, sent)]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            *(("page", v) for v in ('"3"', "1.5", "true", "[]", "1e999", "NaN", "Infinity")),
            *(("rating", v) for v in ('"1"', "true", "{}", "1e999", "NaN", "-Infinity")),
            *(("lent", v) for v in ('"true"', "1", "[true]")),
            *(("q", v) for v in ("1", "true", "[]", r'"\ud800"')),
            *(("X-Trace", v) for v in ("1", "[]")),
        ],
    )
    @pytest.mark.parametrize("era", ERAS)
    def test_another_type_in_a_tool(self, books: Library, era: str, name: str, value: str) -> None:
        text = books.read_book(f'{{"shelf": 1, "book-id": "x", "{name}": {value}}}', era)
        assert text
        assert books.upstream.take() == []


class TestHeaders:
    """Values of a header."""

    @pytest.mark.parametrize(
        "value", ["a\rb", "a\x00b", "a\x01b", "a\x7fb", "a\r\n b", "a\nX-Evil: 1", "\x1b[2J"]
    )
    def test_control_characters(self, books: Library, value: str) -> None:
        head = wire.head("GET", "/shelves/1/books/x", [("X-Trace", value)])
        raw = wire.exchange(books.rest, [head])
        assert raw == b"" or raw.split(b" ")[1].startswith(b"4"), raw[:300]
        assert books.upstream.take() == []

    @pytest.mark.parametrize(
        "value",
        ["a\rb", "a\x00b", "a\x01b", "a\x7fb", "a\r\nX-Evil: 1", "a\nX-Evil: 1", "\r\n\r\nGET /"],
    )
    @pytest.mark.parametrize("era", ERAS)
    def test_control_characters_in_a_tool(self, books: Library, era: str, value: str) -> None:
        text = books.read_book({"shelf": 1, "book-id": "x", "X-Trace": value}, era)
        assert "X-Trace" in text
        assert books.upstream.take() == []

    @pytest.mark.parametrize("value", ["\xe9", "\x80", "\xff"])
    def test_beyond_ascii(self, books: Library, value: str) -> None:
        """A byte that is no ASCII goes on as it came, or is refused."""
        found = books.get("/shelves/1/books/x", [("X-Trace", value)])
        if found.status == 400:
            assert books.upstream.take() == []
        else:
            assert books.take_one().header("x-trace") == [value.encode("latin-1")]

    @pytest.mark.parametrize("value", ["\u20ac", "\U0001f3a5", "\xe9"])
    def test_beyond_ascii_in_a_tool(self, books: Library, value: str) -> None:
        """A header has no agreed form for it: refused, or UTF-8."""
        text = books.read_book({"shelf": 1, "book-id": "x", "X-Trace": value})
        if text:
            assert "X-Trace" in text
            assert books.upstream.take() == []
        else:
            assert books.take_one().header("x-trace") == [value.encode()]
