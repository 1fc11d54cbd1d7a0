"""What a check is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from naftiko_gen.checks.nearest import Nearest
from naftiko_gen.checks.outline import Outline
from naftiko_gen.diagnostics import Diagnostic, Rule
from naftiko_gen.spec.model import (
    Capability,
    Exposed,
    ExposedResource,
    HttpClient,
    McpAdapter,
    Resource,
    RestAdapter,
    Text,
)
from naftiko_gen.spec.model import ConsumedOperation as Operation
from naftiko_gen.spec.templates import CallIndex, PathValues, Target, bound_names, path_values


@dataclass(frozen=True)
class Context:
    """What a check looks at: the capability and its operations by reference.

    ``nearest`` finds the known name that a wrong one may stand for.
    """

    capability: Capability
    calls: CallIndex
    nearest: Nearest = field(default_factory=Nearest)

    @property
    def called(self) -> frozenset[str]:
        """The references of all calls."""
        calls = (exposed.call for _, _, exposed in self.exposed())
        return frozenset(call.value for call in calls if call)

    def exposed(self) -> Iterator[tuple[RestAdapter | McpAdapter, ExposedResource | None, Exposed]]:
        """Yield every exposed operation and tool with its adapter (and resource)."""
        for adapter in self.capability.adapters:
            if isinstance(adapter, RestAdapter):
                for resource in adapter.resources:
                    for operation in resource.operations:
                        yield adapter, resource, operation
            else:
                for tool in adapter.tools:
                    yield adapter, None, tool

    def resolved(
        self,
    ) -> Iterator[tuple[RestAdapter | McpAdapter, ExposedResource | None, Exposed, Target]]:
        """Yield what calls an operation that exists, and that operation."""
        for adapter, resource, exposed in self.exposed():
            target = self.calls.resolve(exposed.call) if exposed.call else None
            if target:
                yield adapter, resource, exposed, target

    @cached_property
    def routes(self) -> tuple[tuple[ExposedResource, Text, Target, PathValues], ...]:
        """The calls of REST operations, and what their paths give to the called ones."""
        bound = bound_names(self.capability)
        return tuple(
            (
                resource,
                exposed.call,
                target,
                path_values(adapter.namespace.value, resource, exposed, target, bound),
            )
            for adapter, resource, exposed, target in self.resolved()
            if resource and exposed.call
        )

    def consumed(self) -> Iterator[tuple[HttpClient, Resource, Operation]]:
        """Yield every consumed operation."""
        for client in self.capability.clients:
            for resource in client.resources:
                for operation in resource.operations:
                    yield client, resource, operation


class DocumentCheck(Rule):
    """A rule over the parts of a document, whether or not a package can be made of it."""

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield what is wrong."""
        raise NotImplementedError


class Check(Rule):
    """A rule over the whole capability."""

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield what is wrong."""
        raise NotImplementedError
