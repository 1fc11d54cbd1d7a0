"""Weather for agents."""

import logging
from collections.abc import Collection
from http.client import responses

from mcp import MCPError, types
from mcp.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from pydantic_core import from_json
from starlette.applications import Starlette
from starlette.routing import Route

from several_keys import __version__
from several_keys.upstream import Answer, ArgumentError, UpstreamError, Upstreams

TOOLS = [
    types.Tool(
        name="list-days",
        description="Lists the days of the forecast.",
        input_schema={"type": "object"},
    ),
    types.Tool(
        name="list-readings",
        description="Lists what the station measures.",
        input_schema={"type": "object"},
    ),
]
SCHEMAS = {tool.name: tool.input_schema for tool in TOOLS}


async def call(upstreams: Upstreams, tool: str) -> Answer:
    """Make the upstream call of a tool."""
    match tool:
        case "list-days":
            return await upstreams.forecast.list_days()
        case "list-readings":
            return await upstreams.station.list_readings()
        case _:
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool: {tool[:100]!r}")


def create_server(upstream: Upstreams) -> Server:
    """Build the MCP server; ``upstream`` must stay open while it serves."""

    async def list_tools(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=TOOLS)

    async def call_tool(
        _: object, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            return _result(await call(upstream, params.name))
        except (ArgumentError, UpstreamError) as error:
            return _failure(str(error))
        except MCPError:
            raise
        except Exception:  # the SDK would send its text to the caller
            logging.getLogger(__name__).exception("Tool %s failed", params.name)
            return _failure("Internal error.")

    return Server(
        "weather-mcp",
        version=__version__,
        instructions="Weather for agents.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=SCHEMAS.get,  # else each call lists all tools first
    )


def create_app(upstream: Upstreams, allowed_hosts: Collection[str] = ()) -> Starlette:
    """Build the ASGI application, which serves MCP at /mcp."""
    names = ("127.0.0.1", "localhost", "[::1]", *allowed_hosts)
    hosts = [host for name in names for host in (name, f"{name}:*")]
    security = TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{s}://{h}" for h in hosts for s in ("http", "https")],
    )
    app = create_server(upstream).streamable_http_app(
        stateless_http=True, json_response=True, transport_security=security
    )
    for route in app.routes:
        if isinstance(route, Route):  # a GET would hold open a stream that stays empty
            route.methods = {"POST"}
    return app


def _result(answer: Answer) -> types.CallToolResult:
    text = answer.body.decode(errors="replace")
    if answer.status >= 400:
        reason = responses.get(answer.status, "")
        return _failure(text or f"The upstream answered {answer.status} {reason}.")
    try:
        value = from_json(answer.body, allow_inf_nan=False)
    except ValueError:
        value = None
    return types.CallToolResult(
        content=[types.TextContent(text=text)] if text else [],
        structured_content=value if isinstance(value, dict) else None,
    )


def _failure(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
