"""What a package offers, in words: for the page of a capability and for its Agent Skill.

All strings are hostile text still; the filters of the templates make code of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from naftiko_gen.emit.views.serving import used_settings
from naftiko_gen.ir import (
    BasicCredential,
    Call,
    Client,
    CookieCredential,
    DigestCredential,
    HeaderCredential,
    Hints,
    Identifier,
    JsonType,
    McpAdapter,
    Package,
    QueryCredential,
    RestAdapter,
    SettingRef,
    TextTemplate,
)

_READING_VERBS = frozenset({"GET", "HEAD", "OPTIONS"})
#: RFC 9110, section 9.2.2.
_IDEMPOTENT_VERBS = _READING_VERBS | {"PUT", "DELETE"}


class Effect(Enum):
    """What a call may do to what is there. The value is a word for people."""

    READS = "only reads"
    CHANGES = "changes"
    DESTROYS = "may destroy"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word or two; ``kind`` is ``safe``, ``change``, ``danger`` or ``plain``."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Input:
    """One input; ``place`` is empty for a tool, whose inputs are all arguments."""

    name: str
    type: str
    required: bool
    place: str
    description: str


@dataclass(frozen=True, slots=True)
class Upward:
    """The request that a call becomes; ``upstream`` is its position among the upstreams."""

    verb: str
    path: str
    upstream: int
    namespace: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path; ``repeatable``: doing it twice is as good as once."""

    name: str
    verb: str
    path: str
    description: str
    inputs: tuple[Input, ...]
    calls: Upward
    effect: Effect
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. The badges are its hints; effect and ``repeatable`` are what follows of them."""

    name: str
    title: str
    description: str
    badges: tuple[Badge, ...]
    inputs: tuple[Input, ...]
    calls: Upward
    effect: Effect
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """One REST adapter; ``documents`` are the paths of what it serves as it stands."""

    namespace: str
    url: str
    description: str
    operations: tuple[Operation, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mcp:
    """One MCP adapter; ``url`` is empty where it speaks over standard input and output only."""

    namespace: str
    url: str
    description: str
    tools: tuple[Tool, ...]


@dataclass(frozen=True, slots=True)
class Upstream:
    """One consumed API.

    ``base_url`` is empty where the variable ``address`` has no default; ``credential`` is a
    phrase, empty where requests carry none.
    """

    namespace: str
    base_url: str
    address: str
    description: str
    credential: str
    variables: tuple[str, ...]
    methods: tuple[UpstreamMethod, ...]


@dataclass(frozen=True, slots=True)
class Caller:
    """An operation or a tool: the namespace of its adapter, its name, and what people call it."""

    namespace: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class UpstreamMethod:
    """One consumed operation, and what calls it."""

    verb: str
    path: str
    description: str
    used_by: tuple[Caller, ...]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One environment variable; ``default`` is empty where it has none."""

    variable: str
    default: str
    required: bool
    secret: bool
    help: str


@dataclass(frozen=True, slots=True)
class Offer:
    """All that a package offers."""

    rest: tuple[Rest, ...]
    mcp: tuple[Mcp, ...]
    upstreams: tuple[Upstream, ...]
    settings: tuple[SettingRow, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all REST adapters."""
        return tuple(each for adapter in self.rest for each in adapter.operations)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The tools of all MCP adapters."""
        return tuple(each for adapter in self.mcp for each in adapter.tools)


def offer(package: Package) -> Offer:
    """Return what a package offers, in the order of the spec."""
    rest = tuple(_rest(package, adapter) for adapter in package.rest)
    mcp = tuple(_mcp(package, adapter) for adapter in package.mcp)
    return Offer(
        rest=rest,
        mcp=mcp,
        upstreams=tuple(_upstream(package, client) for client in package.clients),
        settings=tuple(
            SettingRow(
                each.variable,
                "" if each.default is None else str(each.default),
                each.default is None,
                each.secret,
                each.help,
            )
            for each in used_settings(package)
        ),
    )


def _rest(package: Package, adapter: RestAdapter) -> Rest:
    return Rest(
        namespace=adapter.namespace,
        url=_url(package, adapter.listen),
        description=adapter.description,
        operations=tuple(
            Operation(
                name=operation.operation_id,
                verb=operation.verb,
                path=route.display_path,
                description=operation.description or route.description,
                inputs=tuple(
                    Input(i.wire, _type(i.type), i.required, i.place.value, i.description)
                    for i in operation.inputs
                ),
                calls=_upward(package, operation.call),
                effect=_effect_of_verb(operation.verb),
                repeatable=operation.verb in _IDEMPOTENT_VERBS,
            )
            for route in adapter.routes
            for operation in route.operations
        ),
        documents=tuple(each.path for each in adapter.documents),
    )


def _mcp(package: Package, adapter: McpAdapter) -> Mcp:
    tools: list[Tool] = []
    for each in adapter.tools:
        calls = _upward(package, each.call)
        effect = _effect(each.hints, calls.verb)
        tools.append(
            Tool(
                name=each.name,
                title=each.title or "",
                description=each.description,
                badges=tuple(_badges(each.hints)),
                inputs=tuple(
                    Input(i.wire, _type(i.type), i.required, "", i.description) for i in each.inputs
                ),
                calls=calls,
                effect=effect,
                repeatable=effect is Effect.READS or bool(each.hints.idempotent),
            )
        )
    url = f"{_url(package, adapter.listen)}/mcp" if adapter.listen else ""
    return Mcp(adapter.namespace, url, adapter.description, tuple(tools))


def _badges(hints: Hints) -> list[Badge]:
    if hints == Hints():
        return [Badge("no hints", "plain")]
    badges: list[Badge] = []
    if hints.read_only:
        badges.append(Badge("read-only", "safe"))
    elif hints.destructive:
        badges.append(Badge("destructive", "danger"))
    elif hints.read_only is False or hints.destructive is False:
        badges.append(Badge("changes state", "change"))
    if hints.idempotent:
        badges.append(Badge("idempotent", "plain"))
    if hints.open_world is not None:
        badges.append(Badge("open world" if hints.open_world else "closed world", "plain"))
    return badges


def _effect(hints: Hints, verb: str) -> Effect:
    """Return the worst that the hints leave open; without any, the upstream's verb decides."""
    if hints.read_only:
        return Effect.READS
    if hints.destructive is not None:
        return Effect.DESTROYS if hints.destructive else Effect.CHANGES
    if hints.read_only is None and verb in _READING_VERBS:
        return Effect.READS
    # A tool that may change something may also destroy it, unless it says that it does not.
    return Effect.DESTROYS


def _effect_of_verb(verb: str) -> Effect:
    if verb in _READING_VERBS:
        return Effect.READS
    return Effect.DESTROYS if verb == "DELETE" else Effect.CHANGES


def _upward(package: Package, call: Call) -> Upward:
    index = [client.attribute for client in package.clients].index(call.client)
    client = package.clients[index]
    method = next(each for each in client.methods if each.name == call.method)
    return Upward(method.verb, method.display_path, index, client.namespace)


def _upstream(package: Package, client: Client) -> Upstream:
    callers: dict[Identifier, list[Caller]] = {method.name: [] for method in client.methods}
    for call, caller in _callers(package):
        if call.client == client.attribute:
            callers[call.method].append(caller)
    credential, template = _credential(client)
    base_url = package.setting(client.base_url)
    fields = dict.fromkeys(part.field for part in template if isinstance(part, SettingRef))
    return Upstream(
        namespace=client.namespace,
        base_url=str(base_url.default or ""),
        address=base_url.variable,
        description=client.description,
        credential=credential,
        variables=tuple(package.setting(field).variable for field in fields),
        methods=tuple(
            UpstreamMethod(m.verb, m.display_path, m.description, tuple(callers[m.name]))
            for m in client.methods
        ),
    )


def _callers(package: Package) -> Iterator[tuple[Call, Caller]]:
    for rest in package.rest:
        for route in rest.routes:
            for operation in route.operations:
                label = f"{operation.verb} {route.display_path}"
                yield operation.call, Caller(rest.namespace, operation.operation_id, label)
    for mcp in package.mcp:
        for tool in mcp.tools:
            yield tool.call, Caller(mcp.namespace, tool.name, tool.name)


def _credential(client: Client) -> tuple[str, TextTemplate]:
    match client.credential:
        case None:
            return "", ()
        case HeaderCredential(headers=headers):
            names = " and ".join(name for name, _ in headers)
            noun = "header" if len(headers) == 1 else "headers"
            return f"the {noun} {names}", tuple(part for _, value in headers for part in value)
        case QueryCredential(name=name, value=value):
            return f"the query parameter {name}", value
        case CookieCredential(name=name, value=value):
            return f"the cookie {name}", value
        case BasicCredential(username=username, password=password):
            return "HTTP Basic credentials", (*username, *password)
        case DigestCredential(username=username, password=password):
            return "HTTP Digest credentials", (*username, *password)


def _url(package: Package, listen: Identifier) -> str:
    return f"http://{package.setting(listen).default}"


def _type(type: JsonType) -> str:
    return "any" if type is JsonType.ANY else type.value
