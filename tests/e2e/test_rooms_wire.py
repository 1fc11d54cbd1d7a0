"""The tools of rooms.yaml on real sockets and over stdio, in both eras of MCP.

The rows are those of the contract for this file: what each consumed operation sends, and how
each outcome is answered.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import MCPError, StdioServerParameters
from mcp.client import Client
from mcp_types import INVALID_PARAMS, CallToolResult

from tests.e2e import wire
from tests.e2e.package import TOKEN
from tests.e2e.rooms import ROWS, Rooms, Row
from tests.e2e.upstream import BODY, Stall, Upstream, answer

pytestmark = pytest.mark.anyio

#: name → (version, over stdio)
DOORS = {
    "http-2026": (wire.MODERN, False),
    "http-2025": (wire.LEGACY, False),
    "stdio-2026": (wire.MODERN, True),
    "stdio-2025": (wire.LEGACY, True),
}


@pytest.fixture
def rooms(contract_service: Rooms, upstream: Upstream) -> Rooms:
    assert contract_service.upstream is upstream
    return contract_service


@pytest.fixture(scope="module", params=list(DOORS))
async def door(request: pytest.FixtureRequest, contract_service: Rooms) -> AsyncIterator[Client]:
    """A client of the MCP adapter."""
    version, stdio = DOORS[request.param]
    server: str | StdioServerParameters = f"http://127.0.0.1:{contract_service.mcp}/mcp"
    if stdio:
        server = StdioServerParameters(
            command=sys.executable,
            args=contract_service.project.command("--stdio")[1:],
            env=contract_service.project.environment(contract_service.settings),
        )
    async with Client(server, mode="auto" if version == wire.MODERN else "legacy") as client:
        assert client.protocol_version == version
        yield client


@pytest.fixture
def client(door: Client, rooms: Rooms) -> Client:
    """A client of the MCP adapter, and an upstream without memory."""
    assert rooms.upstream.take() == []
    return door


def texts(result: CallToolResult) -> list[str]:
    """Return the content of a result, which is text and no more than that."""
    assert {item.type for item in result.content} <= {"text"}
    found = [item.text for item in result.content if item.type == "text"]
    assert TOKEN not in result.model_dump_json()
    return found


class TestHello:
    """What the MCP adapter says of itself."""

    def test_2025(self, rooms: Rooms) -> None:
        params = (
            '{"protocolVersion": "2025-11-25", "capabilities": {}, '
            '"clientInfo": {"name": "t", "version": "1"}}'
        )
        result = wire.mcp(rooms.mcp, "initialize", params, wire.LEGACY).json["result"]
        capabilities = result.pop("capabilities")
        assert result == {
            "protocolVersion": "2025-11-25",
            "serverInfo": {"name": "rooms-mcp", "version": "1.0.0"},
            "instructions": rooms.mcp_entry["description"],
        }
        assert capabilities in ({"tools": {}}, {"tools": {"listChanged": False}})

    def test_2026(self, rooms: Rooms) -> None:
        result = wire.mcp(rooms.mcp, "server/discover").json["result"]
        assert result["supportedVersions"] == ["2026-07-28"]
        assert result["instructions"] == rooms.mcp_entry["description"]
        assert list(result["capabilities"]) == ["tools"]
        about = result["_meta"]["io.modelcontextprotocol/serverInfo"]
        assert about == {"name": "rooms-mcp", "version": "1.0.0"}

    async def test_to_a_client(self, client: Client, rooms: Rooms) -> None:
        assert client.server_info is not None
        assert (client.server_info.name, client.server_info.version) == ("rooms-mcp", "1.0.0")
        assert client.instructions == rooms.mcp_entry["description"]
        capabilities = client.server_capabilities.model_dump(exclude_none=True)
        assert list(capabilities) == ["tools"]
        assert not any(capabilities["tools"].values())

    async def test_tools(self, client: Client, rooms: Rooms) -> None:
        tools = (await client.list_tools()).tools
        described = {tool["name"]: tool["description"] for tool in rooms.mcp_entry["tools"]}
        assert [tool.name for tool in tools] == [row.tool for row in ROWS]
        assert {tool.name: tool.description for tool in tools} == described
        assert [tool.title for tool in tools] == [None] * 5
        assert [tool.output_schema for tool in tools] == [None] * 5
        hints = [
            tool.annotations.model_dump(by_alias=True, exclude_none=True)
            for tool in tools
            if tool.annotations
        ]
        assert hints == [
            {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True},
            {"readOnlyHint": False, "destructiveHint": False, "idempotentHint": False},
            {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True},
            {"readOnlyHint": False, "destructiveHint": False, "idempotentHint": False},
            {"readOnlyHint": False, "destructiveHint": True, "idempotentHint": True},
        ]
        room_id, body = {"room_id": {"type": "string"}}, {"body": {"type": "object"}}
        both = {
            "type": "object",
            "properties": {**room_id, **body},
            "required": ["room_id", "body"],
        }
        assert [tool.input_schema for tool in tools] == [
            {"type": "object"},
            {"type": "object", "properties": body, "required": ["body"]},
            {"type": "object", "properties": room_id, "required": ["room_id"]},
            both,
            both,
        ]
        assert rooms.upstream.take() == []


class TestTools:
    """Calls of tools, over each door."""

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row.tool)
    async def test_sends(self, client: Client, rooms: Rooms, row: Row) -> None:
        result = await client.call_tool(row.tool, row.arguments)
        rooms.assert_sent(row.method, row.target, row.body)
        assert texts(result) == [BODY.decode()]
        assert result.structured_content == {"data": [1]}
        assert not result.is_error

    async def test_ignores_arguments_without_use(self, client: Client, rooms: Rooms) -> None:
        arguments = {"room_id": "x", "body": {"a": 1}, "q": "y"}
        assert not (await client.call_tool("hms-retrieve-room", arguments)).is_error
        rooms.assert_sent("GET", "/v2/rooms/x")

    @pytest.mark.parametrize(
        ("status", "body", "content_type", "content", "structured"),
        [
            ("200 OK", b'{"a": null}', "application/json", ['{"a": null}'], {"a": None}),
            ("201 Created", b'{"id":"r"}', "application/json", ['{"id":"r"}'], {"id": "r"}),
            ("200 OK", b" [1, 2]\n", "application/json", [" [1, 2]\n"], None),
            ("200 OK", b'"x"', "application/json", ['"x"'], None),
            ("200 OK", b"hello", "text/plain", ["hello"], None),
            ("200 OK", b'{"a": NaN}', "application/json", ['{"a": NaN}'], None),
            ("200 OK", b"<p>", "text/html", ["<p>"], None),
            ("200 OK", "ü".encode(), "", ["ü"], None),
            ("200 OK", b"", "application/json", [], None),
            ("204 No Content", b"", "", [], None),
        ],
    )
    async def test_success(
        self,
        client: Client,
        rooms: Rooms,
        status: str,
        body: bytes,
        content_type: str,
        content: list[str],
        structured: Any,
    ) -> None:
        rooms.upstream.answer = answer(status, body, content_type)
        result = await client.call_tool("hms-retrieve-room", {"room_id": "x"})
        rooms.assert_sent("GET", "/v2/rooms/x")
        assert texts(result) == content
        assert result.structured_content == structured
        assert not result.is_error

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            ("400 Bad Request", b'{"code": 400, "message": "no"}'),
            ("401 Unauthorized", b'{"message": "token"}\n'),
            ("404 Not Found", b"nothing here"),
            ("422 Unprocessable Content", b"[]"),
            ("500 Internal Server Error", b"<h1>"),
            ("503 Service Unavailable", b'{"retry": true}'),
        ],
    )
    async def test_failure(self, client: Client, rooms: Rooms, status: str, body: bytes) -> None:
        rooms.upstream.answer = answer(status, body)
        result = await client.call_tool("hms-create-room", {"body": {}})
        rooms.assert_sent("POST", "/v2/rooms", b"{}")
        assert texts(result) == [body.decode()]
        assert result.is_error

    @pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "502 Bad Gateway"])
    async def test_failure_without_a_body(self, client: Client, rooms: Rooms, status: str) -> None:
        rooms.upstream.answer = answer(status, b"")
        result = await client.call_tool("hms-list-rooms", {})
        (line,) = texts(result)
        assert status in line
        assert "\n" not in line
        assert result.is_error

    async def test_refused(self, client: Client, rooms: Rooms) -> None:
        with rooms.upstream.refusing():
            result = await client.call_tool("hms-list-rooms", {})
        (line,) = texts(result)
        assert "upstream" in line.lower()
        assert result.is_error

    async def test_too_late(self, client: Client, rooms: Rooms) -> None:
        rooms.upstream.answer = (Stall(),)
        result = await client.call_tool("hms-create-room", {"body": {}})
        rooms.assert_sent("POST", "/v2/rooms", b"{}")
        (line,) = texts(result)
        assert "time" in line
        assert result.is_error

    @pytest.mark.parametrize("row", [row for row in ROWS if row.needed], ids=lambda row: row.tool)
    async def test_names_what_is_missing(self, client: Client, rooms: Rooms, row: Row) -> None:
        for name in row.needed:
            rest = {key: value for key, value in row.arguments.items() if key != name}
            result = await client.call_tool(row.tool, rest)
            assert any(name in text for text in texts(result))
            assert result.is_error
        result = await client.call_tool(row.tool)
        assert any(row.needed[0] in text for text in texts(result))
        assert result.is_error
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize(
        ("tool", "arguments", "name"),
        [
            ("hms-retrieve-room", {"room_id": ""}, "room_id"),
            ("hms-retrieve-room", {"room_id": 7}, "room_id"),
            ("hms-retrieve-room", {"room_id": None}, "room_id"),
            ("hms-retrieve-room", {"room_id": ["x"]}, "room_id"),
            ("hms-create-room", {"body": []}, "body"),
            ("hms-create-room", {"body": "{}"}, "body"),
            ("hms-create-room", {"body": None}, "body"),
            ("hms-update-room", {"room_id": "", "body": {}}, "room_id"),
        ],
    )
    async def test_names_what_is_wrong(
        self, client: Client, rooms: Rooms, tool: str, arguments: dict[str, Any], name: str
    ) -> None:
        result = await client.call_tool(tool, arguments)
        (line,) = texts(result)
        assert name in line
        assert result.is_error
        assert rooms.upstream.take() == []

    @pytest.mark.parametrize("tool", ["hms-delete-room", "", "hms-list-rooms\n", "__class__"])
    async def test_unknown(self, client: Client, rooms: Rooms, tool: str) -> None:
        with pytest.raises(MCPError) as caught:
            await client.call_tool(tool, {})
        assert caught.value.error.code == INVALID_PARAMS
        assert TOKEN not in str(caught.value)
        assert rooms.upstream.take() == []


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_mcp_takes_posts_alone(rooms: Rooms, method: str) -> None:
    """A GET would hold a stream open on which nothing is ever said."""
    found = wire.request(rooms.mcp, method, "/mcp", [("Accept", "text/event-stream")])
    assert found.status == 405
    assert found.header("allow") == "POST"
    assert rooms.upstream.take() == []
