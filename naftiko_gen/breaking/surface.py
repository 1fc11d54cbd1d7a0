"""What a capability promises: routes, tools and settings, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naftiko_gen.breaking.outputs import shaped
from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import (
    Call,
    Hints,
    Identifier,
    JsonType,
    McpAdapter,
    Package,
    Place,
    RestAdapter,
    Setting,
)
from naftiko_gen.pipeline import analyse
from naftiko_gen.source import Document
from naftiko_gen.spec import model
from naftiko_gen.spec.templates import nameless


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a route or a tool; a tool's has no place."""

    name: str
    type: JsonType
    required: bool
    place: Place | None
    description: str
    span: Span


@dataclass(frozen=True, slots=True)
class Offer:
    """A route or a tool.

    ``calls`` are the API, the verb and the path of its upstream request; ``output`` is None
    where answers pass through as they are.
    """

    name: str
    kind: str
    inputs: dict[str, Input]
    hints: Hints
    description: str
    calls: tuple[str, str, str]
    span: Span
    output: model.Output | None = None


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter by what it offers, keyed so that the names of placeholders do not count."""

    kind: str
    listens: str
    offers: dict[str, Offer]
    span: Span


@dataclass(frozen=True, slots=True)
class Surface:
    """All that is promised; ``span`` is where the capability starts."""

    adapters: dict[str, Adapter]
    settings: dict[str, Setting]
    span: Span


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two documents; ``surface`` is None where a diagnostic is an error."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    surface: Surface | None


def read_version(path: str, data: bytes, package: str) -> Version:
    """Read and analyse a document, and take down what it promises."""
    analysis = analyse(path, data, package)
    if analysis.package is None or analysis.capability is None:
        return Version(analysis.document, analysis.diagnostics, None)
    surface = _Builder(analysis.capability, analysis.package).surface()
    return Version(analysis.document, analysis.diagnostics, surface)


class _Builder:
    """Joins what is done (the IR) with where it is written (the spec)."""

    def __init__(self, capability: model.Capability, package: Package) -> None:
        self._package = package
        self._top = Span(capability.span.start, capability.span.start)
        self._adapters = {adapter.namespace.value: adapter for adapter in capability.adapters}
        self._skills = {each.namespace.value: each.namespace.span for each in capability.skills}
        self._calls = {
            (client.attribute, method.name): (
                client.namespace,
                method.verb,
                nameless(method.display_path),
            )
            for client in package.clients
            for method in client.methods
        }

    def surface(self) -> Surface:
        adapters: dict[str, Adapter] = {}
        for rest in self._package.rest:
            kind = "skill" if rest.documents else "REST"
            offers = self._routes(rest)
            adapters[rest.namespace] = self._adapter(rest.namespace, kind, rest.listen, offers)
        for mcp in self._package.mcp:
            tools = self._tools(mcp)
            adapters[mcp.namespace] = self._adapter(mcp.namespace, "MCP", mcp.listen, tools)
        settings = {each.variable: each for each in self._package.settings}
        return Surface(adapters, settings, self._top)

    def _routes(self, rest: RestAdapter) -> dict[str, Offer]:
        offers = {
            f"GET {each.path}": self._document(each.path, rest.namespace) for each in rest.documents
        }
        written = self._written_routes(rest.namespace)
        for route in rest.routes:
            for operation in route.operations:
                key = f"{operation.verb} {nameless(route.display_path)}"
                spec = written.get(key)
                at = spec[1].method.span if spec else self._span(rest.namespace)
                declared = (*spec[0].inputs, *spec[1].inputs) if spec else ()
                inputs = [
                    Input(i.wire, i.type, i.required, i.place, i.description, at)
                    for i in operation.inputs
                    if i.place is not Place.PATH  # the key has these
                ]
                offers[key] = Offer(
                    f"{operation.verb} {route.display_path}",
                    "route",
                    _placed(inputs, declared),
                    Hints(),
                    operation.description,
                    self._upstream(operation.call),
                    at,
                    shaped(spec[1].outputs) if spec else None,
                )
        return offers

    def _tools(self, mcp: McpAdapter) -> dict[str, Offer]:
        offers: dict[str, Offer] = {}
        written = self._written_tools(mcp.namespace)
        for tool in mcp.tools:
            at = written[tool.name].name.span
            inputs = [
                Input(i.wire, i.type, i.required, None, i.description, at) for i in tool.inputs
            ]
            offers[tool.name] = Offer(
                tool.name,
                "tool",
                _placed(inputs, written[tool.name].inputs),
                tool.hints,
                tool.description,
                self._upstream(tool.call),
                at,
                shaped(written[tool.name].outputs),
            )
        return offers

    def _adapter(
        self, namespace: str, kind: str, listen: Identifier | None, offers: dict[str, Offer]
    ) -> Adapter:
        listens = "stdio" if listen is None else str(self._package.setting(listen).default)
        return Adapter(kind, listens, offers, self._span(namespace))

    def _span(self, namespace: str) -> Span:
        adapter = self._adapters.get(namespace)
        return adapter.namespace.span if adapter else self._skills.get(namespace, self._top)

    def _upstream(self, call: Call) -> tuple[str, str, str]:
        return self._calls[call.client, call.method]

    def _document(self, path: str, namespace: str) -> Offer:
        at = self._span(namespace)
        return Offer(f"GET {path}", "route", {}, Hints(), "", ("", "GET", path), at)

    def _written_routes(
        self, namespace: str
    ) -> dict[str, tuple[model.ExposedResource, model.ExposedOperation]]:
        adapter = self._adapters.get(namespace)
        if not isinstance(adapter, model.RestAdapter):
            return {}
        return {
            f"{operation.method.value} {nameless(resource.path.value)}": (
                resource,
                operation,
            )
            for resource in adapter.resources
            for operation in resource.operations
        }

    def _written_tools(self, namespace: str) -> dict[str, model.Tool]:
        adapter = self._adapters[namespace]
        tools = adapter.tools if isinstance(adapter, model.McpAdapter) else ()
        return {tool.name.value: tool for tool in tools}


def _placed(inputs: Iterable[Input], declared: Iterable[model.ExposedInput]) -> dict[str, Input]:
    """Give each input the place of its declaration; what is inferred has that of its owner."""
    spans = {each.name.value: each.name.span for each in declared}
    return {
        i.name: Input(i.name, i.type, i.required, i.place, i.description, spans.get(i.name, i.span))
        for i in inputs
    }
