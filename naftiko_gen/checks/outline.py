"""The parts of a document by their names, whichever version it is of.

The model of `spec` holds what packages carry out. A document says more (control adapters,
aggregates, steps), and newer versions say it in another shape: where Naftiko lists parts that have
a `name`, Ikanos maps their names to them. Both are read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from naftiko_gen.source import Mapping, Node, Scalar, Sequence, Span
from naftiko_gen.spec.fields import as_text
from naftiko_gen.spec.model import Flag, Number, Text


@dataclass(frozen=True, slots=True)
class Part:
    """One mapping of a document; ``key`` is its name where that is not one of its own keys."""

    node: Mapping
    key: Text | None = None

    @property
    def name(self) -> Text | None:
        """What the part is called."""
        return self.key or self.text("name")

    @property
    def place(self) -> Span:
        """Where to point to the part: its name, or else its first key."""
        if self.name:
            return self.name.span
        return self.node.entries[0].key.span if self.node.entries else self.node.span

    def text(self, key: str) -> Text | None:
        """Return a string."""
        return as_text(self.node.get(key))

    def flag(self, key: str) -> Flag | None:
        """Return a boolean."""
        match self.node.get(key):
            case Scalar(value=bool(value), span=span):
                return Flag(value, span)
            case _:
                return None

    def number(self, key: str) -> Number | None:
        """Return an integer."""
        match self.node.get(key):
            case Scalar(value=bool()):
                return None
            case Scalar(value=int(value), span=span):
                return Number(value, span)
            case _:
                return None

    def key_span(self, key: str) -> Span | None:
        """Return where a key stands."""
        entry = self.node.entry(key)
        return entry.key.span if entry else None

    def part(self, key: str) -> Part | None:
        """Return the mapping under a key."""
        node = self.node.get(key)
        return Part(node) if isinstance(node, Mapping) else None

    def parts(self, key: str) -> Iterator[Part]:
        """Yield the mappings of a list, or of a mapping by name."""
        match self.node.get(key):
            case Sequence(items=items):
                for item in items:
                    if isinstance(item, Mapping):
                        yield Part(item)
            case Mapping(entries=entries):
                for entry in entries:
                    if isinstance(entry.value, Mapping):
                        yield Part(entry.value, Text(entry.name, entry.key.span))
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Caller:
    """A tool, or an operation of a REST resource: what answers with a call, steps or a `ref`."""

    part: Part
    adapter: Part
    resource: Part | None = None


class Outline:
    """A canonical document whose structure is right, part by part.

    Documents that only share a section have it at their root; both places are read as one.
    """

    def __init__(self, root: Node) -> None:
        self.root = Part(root if isinstance(root, Mapping) else Mapping(root.span, ()))

    def section(self, key: str) -> Iterator[Part]:
        """Yield the parts of a section such as `consumes`, imported ones too."""
        yield from self.root.parts(key)
        if capability := self.root.part("capability"):
            yield from capability.parts(key)

    @cached_property
    def clients(self) -> tuple[Part, ...]:
        """The consumed APIs that stand here, not those that are imported."""
        return tuple(each for each in self.section("consumes") if each.node.entry("baseUri"))

    @cached_property
    def adapters(self) -> tuple[Part, ...]:
        """The adapters."""
        return tuple(each for each in self.section("exposes") if each.node.entry("type"))

    def adapters_of(self, kind: str) -> Iterator[Part]:
        """Yield the adapters of a type such as `rest`."""
        for adapter in self.adapters:
            if (type := adapter.text("type")) and type.value == kind:
                yield adapter

    @cached_property
    def functions(self) -> tuple[tuple[Part, Part], ...]:
        """Each aggregate with each of its functions (since Ikanos 1.0.0-beta4: flows)."""
        return tuple(
            (aggregate, function)
            for aggregate in self.section("aggregates")
            for key in ("functions", "flows")
            for function in aggregate.parts(key)
        )

    @cached_property
    def callers(self) -> tuple[Caller, ...]:
        """The tools and REST operations."""
        tools = [Caller(t, a) for a in self.adapters_of("mcp") for t in a.parts("tools")]
        operations = [
            Caller(operation, adapter, resource)
            for adapter in self.adapters_of("rest")
            for resource in adapter.parts("resources")
            for operation in resource.parts("operations")
        ]
        return (*tools, *operations)
