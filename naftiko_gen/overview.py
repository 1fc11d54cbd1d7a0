"""What a capability offers, as plain data: routes, tools, settings, the cost of the tool list."""

from __future__ import annotations

import json
from typing import NotRequired, TypedDict

from naftiko_gen.ir import Hints, Identifier, JsonType, Package, RestOperation, Route, Tool


class InputData(TypedDict):
    """One input of a route or a tool."""

    name: str
    type: str
    required: bool


class ReasonData(TypedDict):
    """Why one fact is as it is: the place that says so, and the rule that took it so."""

    input: str | None
    fact: str
    text: str
    file: str
    line: int
    column: int
    code: str | None


class RouteData(TypedDict):
    """One method of one path."""

    method: str
    path: str
    description: str
    inputs: list[InputData]
    calls: str
    why: NotRequired[list[ReasonData]]


class ToolData(TypedDict):
    """One tool; hints hold only what the spec says."""

    name: str
    description: str
    hints: dict[str, bool]
    inputs: list[InputData]
    calls: str
    why: NotRequired[list[ReasonData]]


class AdapterData(TypedDict):
    """One adapter; the other kind's list is empty. ``listens`` is "stdio" without a port."""

    namespace: str
    kind: str
    listens: str
    routes: list[RouteData]
    tools: list[ToolData]
    tool_list_bytes: int


class SettingData(TypedDict):
    """One environment variable; ``default`` is None where it must be set."""

    variable: str
    default: str | int | None
    help: str
    secret: bool


class Overview(TypedDict):
    """A whole capability."""

    label: str
    package: str
    adapters: list[AdapterData]
    settings: list[SettingData]


def overview(package: Package) -> Overview:
    """Return what a package offers."""
    calls = {
        (client.attribute, method.name): f"{method.verb} {method.display_path}"
        for client in package.clients
        for method in client.methods
    }

    def listens(field: Identifier | None) -> str:
        return "stdio" if field is None else str(package.setting(field).default)

    adapters: list[AdapterData] = []
    for rest in package.rest:
        routes = [
            _route(route, operation, calls[operation.call.client, operation.call.method])
            for route in rest.routes
            for operation in route.operations
        ]
        kind = "skill" if rest.documents else "rest"
        adapters.append(_adapter(rest.namespace, kind, listens(rest.listen), routes, [], 0))
    for mcp in package.mcp:
        tools = [_tool(t, calls[t.call.client, t.call.method]) for t in mcp.tools]
        size = sum(_size(tool) for tool in mcp.tools)
        adapters.append(_adapter(mcp.namespace, "mcp", listens(mcp.listen), [], tools, size))
    return {
        "label": package.label,
        "package": package.name,
        "adapters": adapters,
        "settings": [
            {"variable": s.variable, "default": s.default, "help": s.help, "secret": s.secret}
            for s in package.settings
        ],
    }


def _adapter(
    namespace: str,
    kind: str,
    listens: str,
    routes: list[RouteData],
    tools: list[ToolData],
    size: int,
) -> AdapterData:
    return {
        "namespace": namespace,
        "kind": kind,
        "listens": listens,
        "routes": routes,
        "tools": tools,
        "tool_list_bytes": size,
    }


def _route(route: Route, operation: RestOperation, calls: str) -> RouteData:
    return {
        "method": operation.verb,
        "path": route.display_path,
        "description": operation.description,
        "inputs": [_input(i.wire, i.type, i.required) for i in operation.inputs],
        "calls": calls,
    }


def _tool(tool: Tool, calls: str) -> ToolData:
    return {
        "name": tool.name,
        "description": tool.description,
        "hints": _hints(tool.hints),
        "inputs": [_input(i.wire, i.type, i.required) for i in tool.inputs],
        "calls": calls,
    }


def _hints(hints: Hints) -> dict[str, bool]:
    flags = {
        "readOnly": hints.read_only,
        "destructive": hints.destructive,
        "idempotent": hints.idempotent,
        "openWorld": hints.open_world,
    }
    return {name: flag for name, flag in flags.items() if flag is not None}


def _input(name: str, type: JsonType, required: bool) -> InputData:
    return {"name": name, "type": type.value, "required": required}


def _size(tool: Tool) -> int:
    """Return the bytes of a tool in the compact JSON of ``tools/list``, which every model reads."""
    entry = {
        "name": tool.name,
        "description": tool.description,
        "inputSchema": {
            "type": "object",
            "properties": {
                i.wire: {"type": i.type.value, "description": i.description} for i in tool.inputs
            },
            "required": [i.wire for i in tool.inputs if i.required],
        },
        "annotations": _hints(tool.hints),
    }
    return len(json.dumps(entry, separators=(",", ":")).encode())
