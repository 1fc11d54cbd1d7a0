"""A whole package."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen.ir.adapters import McpAdapter, RestAdapter, RestOperation, Tool
from naftiko_gen.ir.client import Client
from naftiko_gen.ir.settings import Setting
from naftiko_gen.ir.values import Identifier, JsonValue

#: What every secret is in a package's own tests.
EXAMPLE_SECRET = "token-for-tests"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as the upstream must see it.

    ``target`` is the raw request target behind the base URL's path; ``headers`` only those
    that the operation declares (no credentials); ``body`` the exact bytes as text, or None.
    """

    client: Identifier
    verb: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class ToolExample:
    """A call of a tool and what the upstream must see."""

    tool: Tool
    arguments: tuple[tuple[str, JsonValue], ...]
    sent: Exchange


@dataclass(frozen=True, slots=True)
class RestExample:
    """A request to a route and what the upstream must see. ``target`` is encoded."""

    operation: RestOperation
    target: str
    headers: tuple[tuple[str, str], ...]
    body: JsonValue
    sent: Exchange


@dataclass(frozen=True, slots=True)
class Handle:
    """The one object through which adapters reach the upstreams.

    With one client it is that client; with several it is a tuple of them by name.
    """

    variable: Identifier
    type: Identifier


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that emit needs to know.

    ``name`` is the import package, ``distribution`` its name in the metadata and the name of
    the command; ``summary`` one line; ``rest_examples`` and ``tool_examples`` are one for each
    operation and tool, in order, keyed by their adapter's module.
    """

    name: Identifier
    distribution: str
    label: str
    summary: str
    description: str
    handle: Handle
    clients: tuple[Client, ...]
    rest: tuple[RestAdapter, ...]
    mcp: tuple[McpAdapter, ...]
    settings: tuple[Setting, ...]
    allowed_hosts: Identifier
    rest_examples: tuple[tuple[Identifier, tuple[RestExample, ...]], ...] = ()
    tool_examples: tuple[tuple[Identifier, tuple[ToolExample, ...]], ...] = ()

    def setting(self, field: Identifier) -> Setting:
        """Return the setting with that field name."""
        return next(setting for setting in self.settings if setting.field == field)
