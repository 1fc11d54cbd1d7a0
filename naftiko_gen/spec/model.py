"""A capability as written, typed and frozen; every name and value remembers its place.

The meaning of each key stands in the specification of Naftiko 1.0.0-alpha2. The model holds
what later rooms act on; whatever a document says beyond that is listed in
``Capability.unread``, so that nothing is ever dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from naftiko_gen.source import PlainData, Span


@dataclass(frozen=True, slots=True)
class Text:
    """A string and where it stands."""

    value: str
    span: Span

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Value:
    """Any other value and where it stands."""

    value: PlainData
    span: Span


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean and where it stands."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """An integer and where it stands."""

    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class Unread:
    """A key that the model has no room for. ``owner`` says in words what it belongs to."""

    key: str
    owner: str
    span: Span


@dataclass(frozen=True, slots=True)
class Variable:
    """One bound variable: its name in templates and its key in the source."""

    name: Text
    key: Text


@dataclass(frozen=True, slots=True)
class Bind:
    """A group of variables from one source; without a location, from the environment."""

    namespace: Text | None
    location: Text | None
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Authentication:
    """Credentials of a consumed API: the kind and its keys, as written.

    ``headers`` are those of an API key that has several.
    """

    type: Text
    keys: tuple[tuple[Text, Text], ...]
    span: Span
    headers: tuple[tuple[Text, Text], ...] = ()

    def get(self, key: str) -> Text | None:
        """Return the value of a key."""
        return next((value for name, value in self.keys if name.value == key), None)


@dataclass(frozen=True, slots=True)
class ConsumedInput:
    """An input of a consumed operation. Type and required-ness are facts of the dialect."""

    name: Text
    place: Text
    type: Text | None
    required: Flag | None
    description: Text | None
    value: Text | None
    span: Span


@dataclass(frozen=True, slots=True)
class ObjectTemplate:
    """An object in a body template."""

    members: tuple[tuple[Text, Template], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ListTemplate:
    """A list in a body template."""

    items: tuple[Template, ...]
    span: Span


#: Data with placeholders in its texts.
Template: TypeAlias = "Text | Value | ObjectTemplate | ListTemplate"


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a consumed operation: its kind, and the template as it was written.

    A body that is a plain text has no kind; one of kind ``json`` may have no data.
    """

    kind: Text | None
    data: Template | None
    span: Span


@dataclass(frozen=True, slots=True)
class ConsumedOperation:
    """One operation of a consumed resource; ``raw_format`` is the format of its answers."""

    name: Text
    method: Text
    description: Text | None
    inputs: tuple[ConsumedInput, ...]
    body: Body | None
    raw_format: Text | None
    span: Span


@dataclass(frozen=True, slots=True)
class Resource:
    """A path of a consumed API and its operations."""

    name: Text | None
    path: Text
    operations: tuple[ConsumedOperation, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class HttpClient:
    """One consumed API."""

    namespace: Text
    base_uri: Text
    description: Text | None
    authentication: Authentication | None
    resources: tuple[Resource, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ExposedInput:
    """A declared input of an exposed operation (with a place) or of a tool (without)."""

    name: Text
    place: Text | None
    type: Text | None
    required: Flag | None
    description: Text | None
    span: Span


@dataclass(frozen=True, slots=True)
class WithEntry:
    """One entry of ``with``: a parameter of the called operation and what it is given."""

    name: Text
    value: Text | Value


@dataclass(frozen=True, slots=True)
class Output:
    """One output parameter: what the answer is made of.

    ``shaped``: it has members, items or a value of its own.
    """

    type: Text | None
    mapping: Text | None
    shaped: bool
    span: Span
    members: tuple[tuple[Text, Output], ...] = ()
    items: Output | None = None
    value: Text | None = None

    @property
    def is_whole_answer(self) -> bool:
        """Whether the answer passes through as it came (``$`` is the document's root)."""
        root = self.mapping is not None and self.mapping.value in ("$", "$.")
        return root and not self.shaped


@dataclass(frozen=True, slots=True)
class ExposedOperation:
    """One method of an exposed path."""

    method: Text
    name: Text | None
    description: Text | None
    inputs: tuple[ExposedInput, ...]
    call: Text | None
    arguments: tuple[WithEntry, ...]
    outputs: tuple[Output, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ExposedResource:
    """A path of a REST adapter. Its inputs belong to each of its operations."""

    path: Text
    name: Text | None
    description: Text | None
    inputs: tuple[ExposedInput, ...]
    operations: tuple[ExposedOperation, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RestAdapter:
    """A REST adapter."""

    namespace: Text
    port: Number
    address: Text | None
    description: Text | None
    resources: tuple[ExposedResource, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Hints:
    """Tool hints as written; None where the spec is silent."""

    read_only: Flag | None = None
    destructive: Flag | None = None
    idempotent: Flag | None = None
    open_world: Flag | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool of an MCP adapter."""

    name: Text
    label: Text | None
    description: Text | None
    hints: Hints
    inputs: tuple[ExposedInput, ...]
    call: Text | None
    arguments: tuple[WithEntry, ...]
    outputs: tuple[Output, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class McpAdapter:
    """An MCP adapter; a stdio one has no port."""

    namespace: Text
    port: Number | None
    address: Text | None
    transport: Text | None
    description: Text | None
    tools: tuple[Tool, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class SkillTool:
    """One tool of a skill: a tool or operation of another adapter."""

    name: Text
    description: Text | None
    source: Text
    action: Text


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill. ``facts`` are the keys that only describe it, in the order of the text."""

    name: Text
    description: Text | None
    facts: tuple[tuple[str, PlainData], ...]
    location: Text | None
    tools: tuple[SkillTool, ...]


@dataclass(frozen=True, slots=True)
class SkillAdapter:
    """A skill adapter: it describes tools of other adapters, it never runs one."""

    namespace: Text
    port: Number
    address: Text | None
    description: Text | None
    skills: tuple[Skill, ...]
    span: Span


Adapter: TypeAlias = RestAdapter | McpAdapter
#: What calls a consumed operation.
Exposed: TypeAlias = ExposedOperation | Tool


@dataclass(frozen=True, slots=True)
class Capability:
    """A whole capability."""

    label: Text | None
    description: Text | None
    binds: tuple[Bind, ...]
    clients: tuple[HttpClient, ...]
    adapters: tuple[Adapter, ...]
    skills: tuple[SkillAdapter, ...]
    unread: tuple[Unread, ...]
    span: Span
