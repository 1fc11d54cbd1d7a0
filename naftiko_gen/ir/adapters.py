"""How a package exposes its clients: REST routes and MCP tools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from naftiko_gen.ir.outputs import Shape
from naftiko_gen.ir.values import Identifier, JsonType, JsonValue, Place


@dataclass(frozen=True, slots=True)
class InputRef:
    """The value of an adapter's input, by its index in the operation's or tool's inputs."""

    index: int


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that the spec fixes."""

    value: JsonValue


@dataclass(frozen=True, slots=True)
class Argument:
    """One keyword argument of a client method."""

    parameter: Identifier
    value: InputRef | Constant


@dataclass(frozen=True, slots=True)
class Call:
    """A call of ``client.method`` with keyword arguments, in the method's order."""

    client: Identifier
    method: Identifier
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class RestInput:
    """An input of an exposed operation; ``name`` is the local variable that holds it."""

    name: Identifier
    wire: str
    place: Place
    type: JsonType
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class RestOperation:
    """One method of one route. ``handler`` names the function; ``operation_id`` is unique."""

    verb: str
    handler: Identifier
    operation_id: str
    description: str
    inputs: tuple[RestInput, ...]
    call: Call
    output: Shape | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One path. ``path`` is encoded text with ``{identifier}`` placeholders.

    ``display_path`` has the spec's own names in the placeholders.
    """

    path: str
    display_path: str
    description: str
    operations: tuple[RestOperation, ...]

    @property
    def has_parameters(self) -> bool:
        """Whether the path has placeholders."""
        return "{" in self.path


@dataclass(frozen=True, slots=True)
class Document:
    """A fixed JSON document at a path (encoded)."""

    path: str
    content: JsonValue


@dataclass(frozen=True, slots=True)
class RestAdapter:
    """One REST adapter: a module, its OpenAPI document, the setting where it listens.

    A skill adapter is one as well: it has ``documents`` and neither routes nor OpenAPI.
    ``health`` and ``openapi_path``: whether our own routes are free; where the spec exposes
    one of these paths itself, the spec wins.
    """

    namespace: str
    module: Identifier
    openapi_file: str
    description: str
    listen: Identifier
    routes: tuple[Route, ...]
    serves_health: bool = True
    serves_openapi: bool = True
    documents: tuple[Document, ...] = ()

    @property
    def operations(self) -> tuple[RestOperation, ...]:
        """All operations, in order."""
        return tuple(operation for route in self.routes for operation in route.operations)


@dataclass(frozen=True, slots=True)
class Hints:
    """MCP tool annotations; None where neither the spec nor anything else says."""

    read_only: bool | None = None
    destructive: bool | None = None
    idempotent: bool | None = None
    open_world: bool | None = None


@dataclass(frozen=True, slots=True)
class ToolInput:
    """One property of a tool's input schema."""

    wire: str
    type: JsonType
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One MCP tool; the name goes out as the spec has it."""

    name: str
    title: str | None
    description: str
    hints: Hints
    inputs: tuple[ToolInput, ...]
    call: Call
    output: Shape | None = None


@dataclass(frozen=True, slots=True)
class McpAdapter:
    """One MCP adapter: a module and the setting where it listens (None: stdio only)."""

    namespace: str
    module: Identifier
    description: str
    listen: Identifier | None
    tools: tuple[Tool, ...]
    transport: Literal["http", "stdio"] = "http"
