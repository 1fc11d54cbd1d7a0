"""The post room for agents."""

import logging
from collections.abc import Collection
from http.client import responses
from typing import Any

from jsonschema import Draft202012Validator
from mcp import MCPError, types
from mcp.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from pydantic_core import from_json
from starlette.applications import Starlette
from starlette.routing import Route

from forms_and_xml import __version__
from forms_and_xml.upstream import Answer, ArgumentError, PostClient, UpstreamError

TOOLS = [
    types.Tool(
        name="send-letter",
        description="Sends a letter with a page of HTML.",
        input_schema={
            "type": "object",
            "properties": {
                "to": {"type": "string", "description": "Who gets it."},
                "sender": {"type": "string", "description": "Who sends it."},
                "page": {"type": "string", "description": "The page."},
            },
            "required": ["to", "page"],
        },
    ),
]
SCHEMAS = {tool.name: tool.input_schema for tool in TOOLS}
VALIDATORS = {name: Draft202012Validator(SCHEMAS[name]) for name in SCHEMAS}


async def call(post: PostClient, tool: str, arguments: dict[str, Any]) -> Answer:
    """Make the upstream call of a tool; ``arguments`` satisfy its schema."""
    match tool:
        case "send-letter":
            return await post.send_letter(
                to=arguments["to"],
                page=arguments["page"],
                sender=arguments.get("sender"),
            )
        case _:
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool: {tool[:100]!r}")


def create_server(upstream: PostClient) -> Server:
    """Build the MCP server; ``upstream`` must stay open while it serves."""

    async def list_tools(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=TOOLS)

    async def call_tool(
        _: object, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        arguments = params.arguments or {}
        try:
            _check(params.name, arguments)
            return _result(await call(upstream, params.name, arguments))
        except (ArgumentError, UpstreamError) as error:
            return _failure(str(error))
        except MCPError:
            raise
        except Exception:  # the SDK would send its text to the caller
            logging.getLogger(__name__).exception("Tool %s failed", params.name)
            return _failure("Internal error.")

    return Server(
        "post-mcp",
        version=__version__,
        instructions="The post room for agents.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=SCHEMAS.get,  # else each call lists all tools first
    )


def create_app(upstream: PostClient, allowed_hosts: Collection[str] = ()) -> Starlette:
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


def _check(tool: str, arguments: dict[str, Any]) -> None:
    for fault in VALIDATORS[tool].iter_errors(arguments) if tool in VALIDATORS else ():
        if fault.path:  # its message would repeat the value
            detail = f"{fault.path[0]!r} is not of type {fault.validator_value!r}"
            raise ArgumentError(f"Invalid arguments: {detail}.")
        raise ArgumentError(f"Invalid arguments: {fault.message}.")


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
