"""Operations grouped by path, and what each path leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from naftiko_gen.stub.meaning import is_search, meaning
from naftiko_gen.stub.paths import Template
from naftiko_gen.stub.store import Kind, Path, Target

Shape: TypeAlias = tuple[str | None, ...]

_READING = frozenset({"GET", "HEAD"})
_REPLACING = frozenset({"PUT", "PATCH"})


class Body(Enum):
    """What an operation says of its request body."""

    REQUIRED = "JSON, and there must be one"
    JSON = "JSON where there is one"
    OTHER = "a form, a text or bytes, or the caller chooses the content type"


@dataclass(frozen=True, slots=True)
class Operation:
    """One consumed operation. ``path`` is the full path below the base URL."""

    name: str
    method: str
    path: str
    body: Body


@dataclass(frozen=True, slots=True)
class Route:
    """All operations on one path.

    ``kinds`` are what the methods take it for, where that is another kind.
    ``variable`` names the path variable of the item, or of the collection's items.
    ``creatable`` are the lengths of those beginnings of the path that are items which the
    spec has a way to create.
    """

    template: Template
    operations: tuple[Operation, ...]
    kind: Kind
    kinds: Mapping[str, Kind]
    variable: str | None
    creatable: tuple[int, ...]

    @property
    def methods(self) -> set[str]:
        """The methods that the path knows."""
        return {operation.method for operation in self.operations}

    def target(self, method: str, keys: Path) -> Target:
        """Return what a request is about; ``keys`` come from ``template.match``."""
        kind = self.kinds.get(method, self.kind)
        length = len(keys)
        if kind is Kind.PART:
            length = _item_length(self.template.shape)
        elif kind is Kind.SEARCH and is_search(keys[-1]):
            length -= 1
        created = tuple(keys[:end] for end in self.creatable)
        return Target(kind, keys[:length], self.variable, created)


def make_routes(operations: list[Operation]) -> tuple[Route, ...]:
    """Group the operations of one client; where several routes fit a path, the first is meant."""
    groups: dict[tuple[object, ...], list[tuple[Template, Operation]]] = {}
    for operation in operations:
        template = Template.parse(operation.path)
        groups.setdefault(template.identity, []).append((template, operation))
    tree = _Tree(groups.values())
    routes: list[Route] = []
    for group in groups.values():
        template = group[0][0]
        shape = template.shape
        kind = tree.kind(shape)
        item = (*shape, None) if kind is Kind.COLLECTION else shape[: _item_length(shape)]
        variable, creatable = tree.variables.get(item), tuple(tree.creatable(shape))
        members = tuple(operation for _, operation in group)
        kinds = tree.kinds(shape, members) if kind is Kind.COLLECTION else {}
        routes.append(Route(template, members, kind, kinds, variable, creatable))
    return tuple(sorted(routes, key=lambda route: route.template.vagueness))


class _Tree:
    """All shapes of a client: the methods at each, and the variables that end one."""

    def __init__(self, groups: Iterable[list[tuple[Template, Operation]]]) -> None:
        self.methods: dict[Shape, set[str]] = {}
        self.variables: dict[Shape, str | None] = {}
        for group in groups:
            for template, operation in group:
                self.methods.setdefault(template.shape, set()).add(operation.method)
                for shape, names in template.items():
                    self.variables.setdefault(shape, names[0] if len(names) == 1 else None)

    def kind(self, shape: Shape) -> Kind:
        if shape and shape[-1] is None:
            return Kind.ITEM
        if None not in shape or (*shape, None) in self.variables:
            return Kind.COLLECTION
        # Behind an item: what is only read, or read and added to, is a collection below it;
        # what is only written, or replaced, is a part of it.
        methods = self.methods[shape]
        return Kind.COLLECTION if methods & _READING and not methods & _REPLACING else Kind.PART

    def kinds(self, shape: Shape, operations: Iterable[Operation]) -> dict[str, Kind]:
        """Return what is no collection for some method, of the operations on a fixed path."""
        segment = shape[-1] if shape else None
        if segment is None:
            return {}
        methods = self.methods[shape]
        many = (*shape, None) in self.variables or bool("POST" in methods and methods & _READING)
        found: dict[str, Kind] = {}
        for operation in operations:
            kind = meaning(operation.method, operation.name, segment, many)
            found.setdefault(operation.method, kind)
        return found

    def creatable(self, shape: Shape) -> Iterator[int]:
        for length, part in enumerate(shape):
            collection = shape[:length]
            below_a_text = not collection or collection[-1] is not None
            if part is None and below_a_text and "POST" in self.methods.get(collection, ()):
                yield length + 1


def _item_length(shape: Shape) -> int:
    return max((end for end, part in enumerate(shape, 1) if part is None), default=0)
