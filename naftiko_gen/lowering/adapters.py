"""Plans become routes and tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.ir import (
    Argument,
    Call,
    Hints,
    Identifier,
    McpAdapter,
    Method,
    Place,
    RestAdapter,
    RestInput,
    RestOperation,
    Route,
    Setting,
    SettingKind,
    Tool,
    ToolInput,
)
from naftiko_gen.lowering.clients import display_path, encode_path
from naftiko_gen.lowering.names import identifiers, variable
from naftiko_gen.lowering.outputs import shape
from naftiko_gen.lowering.plans import Plan
from naftiko_gen.lowering.reserved import HANDLER_NAMES, INPUT_NAMES
from naftiko_gen.lowering.rules import NotCarriedOut, ReservedPath
from naftiko_gen.lowering.settings import Settings, field_name
from naftiko_gen.spec import model
from naftiko_gen.spec.templates import Placeholder, path_names, path_shape, split_path

#: Whoever reaches a port acts with the package's credentials.
LOOPBACK = "127.0.0.1"

#: Operation reference → attribute of the client, method.
Methods = Mapping[str, tuple[Identifier, Method]]


def lower_rest(
    adapter: model.RestAdapter,
    module: Identifier,
    openapi_file: str,
    handle: Identifier,
    plans: list[Plan],
    methods: Methods,
    settings: Settings,
    found: list[Diagnostic],
) -> RestAdapter:
    """Return a REST adapter; ``handle`` is the variable that its handlers close over."""
    titles = _titles(plans)
    handlers = identifiers(titles.values(), HANDLER_NAMES | {handle})
    routes: dict[tuple[str | None, ...], Route] = {}
    paths: dict[tuple[str | None, ...], model.Text] = {}
    for plan in plans:
        assert plan.resource is not None
        assert isinstance(plan.exposed, model.ExposedOperation)
        path = plan.resource.path
        # Paths of one shape are one route, whatever their parameters are called: the first
        # path's names count, so that each parameter has one name.
        form = path_shape(path.value)
        first = paths.setdefault(form, path)
        if len(set(path_names(path.value))) < len(path_names(path.value)):
            message = "a path parameter that stands twice is not carried out yet"
            found.append(NotCarriedOut.at(path.span, message))
        renamed = dict(zip(path_names(path.value), path_names(first.value), strict=True))
        wires = [
            renamed.get(i.wire, i.wire) if i.place is Place.PATH else i.wire for i in plan.inputs
        ]
        if len(set(wires)) < len(wires):
            message = f"`{first}` has other names for these parameters, which clash here"
            found.append(NotCarriedOut.at(path.span, message))
        names = identifiers(wires, INPUT_NAMES | {handle})
        title = titles[id(plan.exposed)]
        exposed = plan.exposed
        operation = RestOperation(
            verb=exposed.method.value,
            handler=handlers[title],
            operation_id=title,
            description=_words(exposed.description, plan.target.operation.description),
            inputs=tuple(
                RestInput(
                    names[wire], wire, i.place or Place.QUERY, i.type, i.required, i.description
                )
                for wire, i in zip(wires, plan.inputs, strict=True)
            ),
            call=_call(plan, methods),
            output=shape(exposed.outputs, plan.target, found),
        )
        route = routes.get(form)
        if route is None:
            description = _words(plan.resource.description)
            template = _route_path(path, names, found)
            route = Route(template, display_path(path.value), description, ())
        routes[form] = Route(
            route.path, route.display_path, route.description, (*route.operations, operation)
        )
    own = {served: _is_free(served, adapter, found) for served in ("/health", "/openapi.json")}
    return RestAdapter(
        namespace=adapter.namespace.value,
        module=module,
        openapi_file=openapi_file,
        description=_words(adapter.description),
        listen=listen(adapter.namespace, adapter.address, adapter.port, settings),
        routes=tuple(routes.values()),
        serves_health=own["/health"],
        serves_openapi=own["/openapi.json"],
    )


def lower_mcp(
    adapter: model.McpAdapter,
    module: Identifier,
    plans: list[Plan],
    methods: Methods,
    settings: Settings,
    found: list[Diagnostic],
) -> McpAdapter:
    """Return an MCP adapter."""
    place: Identifier | None = None
    stdio = adapter.transport is not None and adapter.transport.value == "stdio"
    if not stdio and adapter.port is None:
        message = "an MCP adapter without a port is not carried out yet"
        help = "give it a `port`, or `transport: stdio`"
        found.append(NotCarriedOut.at(adapter.namespace.span, message, help=help))
    elif not stdio and adapter.port is not None:
        place = listen(adapter.namespace, adapter.address, adapter.port, settings)
    return McpAdapter(
        namespace=adapter.namespace.value,
        module=module,
        description=_words(adapter.description),
        listen=place,
        tools=tuple(_tool(plan, methods, found) for plan in plans),
        transport="stdio" if stdio else "http",
    )


def _tool(plan: Plan, methods: Methods, found: list[Diagnostic]) -> Tool:
    assert isinstance(plan.exposed, model.Tool)
    tool = plan.exposed
    hints = tool.hints
    return Tool(
        name=tool.name.value,
        title=tool.label.value if tool.label else None,
        description=_words(tool.description, plan.target.operation.description, tool.label),
        hints=Hints(
            _flag(hints.read_only),
            _flag(hints.destructive),
            _flag(hints.idempotent),
            _flag(hints.open_world),
        ),
        inputs=tuple(ToolInput(i.wire, i.type, i.required, i.description) for i in plan.inputs),
        call=_call(plan, methods),
        output=shape(tool.outputs, plan.target, found),
    )


def _call(plan: Plan, methods: Methods) -> Call:
    attribute, method = methods[plan.target.reference]
    feeds = dict(plan.feeds)
    arguments = tuple(
        Argument(param.name, feeds[param.wire]) for param in method.params if param.wire in feeds
    )
    return Call(attribute, method.name, arguments)


def _titles(plans: list[Plan]) -> dict[int, str]:
    """Return a name for each operation, by its identity; names that repeat get their route."""
    titles: dict[int, str] = {}
    counts = Counter(plan.exposed.name.value for plan in plans if plan.exposed.name)
    for plan in plans:
        assert plan.resource is not None
        assert isinstance(plan.exposed, model.ExposedOperation)
        name = plan.exposed.name.value if plan.exposed.name else ""
        if not name or counts[name] > 1:
            route = f"{plan.exposed.method.value.lower()} {display_path(plan.resource.path.value)}"
            name = f"{name} {route}".strip()
        titles[id(plan.exposed)] = name
    return titles


def _route_path(path: model.Text, names: Mapping[str, Identifier], found: list[Diagnostic]) -> str:
    text = ""
    for part in split_path(path.value):
        if isinstance(part, Placeholder):
            # A parameter that no operation passes on still has a name in the route.
            name = names.get(part.name) or identifiers([part.name])[part.name]
            text += f"{{{name}}}"
        else:
            if any(mark in part for mark in "?#{}"):
                message = "a query, a fragment or a lone brace in a path is not carried out yet"
                found.append(NotCarriedOut.at(path.span, message))
            text += encode_path(part)
    if not text.startswith("/"):
        text = "/" + text
    return text


def _is_free(served: str, adapter: model.RestAdapter, found: list[Diagnostic]) -> bool:
    for resource in adapter.resources:
        if resource.path.value == served:
            message = f"`{served}` of the package gives way to this path"
            found.append(ReservedPath.at(resource.path.span, message))
            return False
    return True


def listen(
    namespace: model.Text, address: model.Text | None, port: model.Number, settings: Settings
) -> Identifier:
    """Return the setting where an adapter listens."""
    variable_name = f"{variable(namespace.value)}_LISTEN"
    host = address.value if address else LOOPBACK
    host = f"[{host}]" if ":" in host else host
    return settings.add(
        Setting(
            field=field_name(variable_name),
            variable=variable_name,
            kind=SettingKind.LISTEN,
            default=f"{host}:{port.value}",
            help=f"where the adapter {namespace} listens",
        ),
        namespace.span,
    )


def _words(*texts: model.Text | None) -> str:
    """Return the first text that says something."""
    return next((text.value for text in texts if text and text.value.strip()), "")


def _flag(flag: model.Flag | None) -> bool | None:
    return flag.value if flag else None
