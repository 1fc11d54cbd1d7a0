"""The notebook for agents."""

import logging
from http.client import responses
from typing import Any

from jsonschema import Draft202012Validator
from mcp import MCPError, types
from mcp.server import Server
from pydantic_core import from_json

from notebook import __version__
from notebook.upstream import Answer, ArgumentError, NotebookClient, UpstreamError

TOOLS = [
    types.Tool(
        name="find-notes",
        description="Finds notes by tags, and by fields such as color.",
        input_schema={
            "type": "object",
            "properties": {
                "tags": {
                    "type": "array",
                    "description": "Tags that the notes must have, all of them.",
                },
                "fields": {
                    "type": "object",
                    "description": (
                        "Fields of the notes and the value that each must have."
                    ),
                },
            },
        },
        annotations=types.ToolAnnotations(read_only_hint=True),
    ),
    types.Tool(
        name="write-note",
        description="Writes a note with a title and tags.",
        input_schema={
            "type": "object",
            "properties": {
                "title": {"type": "string", "description": "Title of the note."},
                "tags": {"type": "array", "description": "Tags of the note."},
            },
            "required": ["title"],
        },
        annotations=types.ToolAnnotations(
            destructive_hint=False, idempotent_hint=False
        ),
    ),
    types.Tool(
        name="replace-text",
        description="Replaces the whole text of a note.",
        input_schema={
            "type": "object",
            "properties": {
                "note_id": {
                    "type": "string",
                    "description": "Id of the note, as find-notes gives it.",
                },
                "text": {"type": "string", "description": "The new text."},
            },
            "required": ["note_id", "text"],
        },
        annotations=types.ToolAnnotations(destructive_hint=True, idempotent_hint=True),
    ),
]
SCHEMAS = {tool.name: tool.input_schema for tool in TOOLS}
VALIDATORS = {name: Draft202012Validator(SCHEMAS[name]) for name in SCHEMAS}


async def call(
    notebook: NotebookClient, tool: str, arguments: dict[str, Any]
) -> Answer:
    """Make the upstream call of a tool; ``arguments`` satisfy its schema."""
    match tool:
        case "find-notes":
            return await notebook.find_notes(
                tag=arguments.get("tags"),
                where=arguments.get("fields"),
                archived="false",
            )
        case "write-note":
            return await notebook.write_note(
                title=arguments["title"], tags=arguments.get("tags"), author="agent"
            )
        case "replace-text":
            return await notebook.replace_text(
                note_id=arguments["note_id"], text=arguments["text"]
            )
        case _:
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool: {tool[:100]!r}")


def create_server(upstream: NotebookClient) -> Server:
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
        "notebook-mcp",
        version=__version__,
        instructions="The notebook for agents.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=SCHEMAS.get,  # else each call lists all tools first
    )


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
