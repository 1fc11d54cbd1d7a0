"""A bare server of the SDK: `python -m benchmarks.bare.mcp_server PORT UPSTREAM_URL`.

The SDK's low-level server with one tool, which returns the upstream's answer as text and as
structuredContent. It checks no arguments, knows no failure and no limit.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import aiohttp
from mcp import types
from mcp.server import Server

from benchmarks.bare.serving import serve

_PORT, _URL = sys.argv[1:]
_SCHEMA = {"type": "object"}
_TOOL = types.Tool(name="hms-list-rooms", description="Shows every room.", input_schema=_SCHEMA)


def make(session: aiohttp.ClientSession) -> Any:
    async def list_tools(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_TOOL])

    async def call_tool(*_: object) -> types.CallToolResult:
        async with session.get(_URL) as response:
            body = await response.read()
        return types.CallToolResult(
            content=[types.TextContent(text=body.decode())],
            structured_content=json.loads(body),
        )

    server = Server(
        "bare",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema={_TOOL.name: _SCHEMA}.get,
    )
    return server.streamable_http_app(stateless_http=True, json_response=True)


if __name__ == "__main__":
    serve(int(_PORT), make)
