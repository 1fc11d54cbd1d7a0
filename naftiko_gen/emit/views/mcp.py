"""What the module of an MCP adapter needs."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen.emit.characters import width
from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Value, annotated, call, data, function, subscript
from naftiko_gen.emit.python import LINE, fixed, name, phrase, string
from naftiko_gen.emit.shapes import schema as answer_schema
from naftiko_gen.emit.views.outputs import shape_names, with_shape
from naftiko_gen.emit.views.python import (
    ALLOWED_HOSTS,
    outputs_import,
    upstream_call,
    upstream_import,
)
from naftiko_gen.ir import Hints, InputRef, JsonType, McpAdapter, ObjectOf, Package, Tool, ToolInput

#: The indentation of what a ``case`` holds.
_CASE = 12


@dataclass(frozen=True, slots=True)
class ToolView:
    """One tool: the pattern of its name, and the upstream call that it makes."""

    pattern: PyCode
    sent: Doc


@dataclass(frozen=True, slots=True)
class McpView:
    """An MCP adapter; the flags say what its tools take, and whether it has a port."""

    doc: str
    name: str
    instructions: str
    tools: Doc
    calls: tuple[ToolView, ...]
    call: Group
    create_app: Group
    upstream_import: PyCode
    outputs_import: PyCode | None
    arguments: bool
    integers: bool
    http: bool


def mcp_view(package: Package, adapter: McpAdapter) -> McpView:
    """Return the view of an MCP adapter."""
    handle = name(package.handle.type)
    functions = shape_names(package)
    shapes = any(tool.output for tool in adapter.tools)
    arguments = any(tool.inputs for tool in adapter.tools)
    parameters = [annotated(name(package.handle.variable), handle), fixed("tool: str")]
    if arguments:
        parameters.append(fixed("arguments: dict[str, Any]"))
    return McpView(
        doc=adapter.description or f"MCP adapter {adapter.namespace}.",
        name=adapter.namespace,
        instructions=adapter.description.strip(),
        tools=data([_tool(tool) for tool in adapter.tools]),
        calls=tuple(
            ToolView(
                _pattern(tool.name),
                with_shape(
                    functions,
                    upstream_call(package, tool.call, map(_argument, tool.inputs)),
                    tool.output,
                ),
            )
            for tool in adapter.tools
        ),
        call=function(fixed("async def call"), parameters, fixed("Answer")),
        create_app=function(
            fixed("def create_app"),
            [annotated(fixed("upstream"), handle), ALLOWED_HOSTS],
            fixed("Starlette"),
        ),
        upstream_import=upstream_import(package),
        outputs_import=outputs_import(package, fixed("__version__")) if shapes else None,
        arguments=arguments,
        integers=any(map(_passes_integer, adapter.tools)),
        http=adapter.listen is not None,
    )


def input_schema(tool: Tool) -> dict[str, Value]:
    """Return the JSON Schema of a tool's arguments, no larger than it must be."""
    schema: dict[str, Value] = {"type": "object"}
    if tool.inputs:
        schema["properties"] = {each.wire: _property(each) for each in tool.inputs}
    required: list[Value] = [each.wire for each in tool.inputs if each.required]
    if required:
        schema["required"] = required
    return schema


def _property(each: ToolInput) -> dict[str, Value]:
    schema: dict[str, Value] = {}
    if each.type is not JsonType.ANY:
        schema["type"] = each.type.value
    if each.description.strip():
        schema["description"] = each.description
    return schema


def _tool(tool: Tool) -> Group:
    keywords: dict[str, Value] = {"name": tool.name}
    if tool.title:
        keywords["title"] = tool.title
    if tool.description.strip():
        keywords["description"] = tool.description
    keywords["input_schema"] = input_schema(tool)
    if isinstance(tool.output, ObjectOf):
        keywords["output_schema"] = data(answer_schema(tool.output))
    hints = _hints(tool.hints)
    if hints:
        keywords["annotations"] = call(fixed("types.ToolAnnotations"), **hints)
    return call(fixed("types.Tool"), **keywords)


def _pattern(tool: str) -> PyCode:
    """Return the pattern of a ``case``; brackets stand round it where they make it fit."""
    literal = string(tool)
    columns = width(literal.text)
    if len("        case ") + columns + 1 > LINE >= _CASE + columns:
        return phrase(fixed("(\n            "), literal, fixed("\n        )"))
    return literal


def _hints(hints: Hints) -> dict[str, Value]:
    flags = {
        "read_only_hint": hints.read_only,
        "destructive_hint": hints.destructive,
        "idempotent_hint": hints.idempotent,
        "open_world_hint": hints.open_world,
    }
    return {flag: value for flag, value in flags.items() if value is not None}


def _passes_integer(tool: Tool) -> bool:
    values = (argument.value for argument in tool.call.arguments)
    indices = (value.index for value in values if isinstance(value, InputRef))
    return any(tool.inputs[index].type is JsonType.INTEGER for index in indices)


def _argument(each: ToolInput) -> Doc:
    if each.required:
        value = subscript(fixed("arguments"), each.wire)
    else:
        value = call(fixed("arguments.get"), each.wire)
    return call(fixed("_whole"), value) if each.type is JsonType.INTEGER else value
