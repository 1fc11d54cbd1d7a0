"""Nodes of a YAML document that remember where they stood in its text."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass, field
from typing import TypeAlias

ScalarValue: TypeAlias = str | int | float | bool | None
PlainData: TypeAlias = "ScalarValue | list[PlainData] | dict[str, PlainData]"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of offsets, in code points, into the text of a document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A single value; ``plain`` says that it was written without quotes or block style."""

    span: Span
    value: ScalarValue
    plain: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list; ``flow`` says that it was written in brackets."""

    span: Span
    items: tuple[Node, ...]
    flow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One member of a mapping. The value of ``key`` is always a string: the key's text."""

    key: Scalar
    value: Node

    @property
    def name(self) -> str:
        """The text of the key."""
        return str(self.key.value)


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """A mapping with unique string keys, in the order of the text."""

    span: Span
    entries: tuple[Entry, ...]
    flow: bool = False
    _index: dict[str, Entry] | None = field(default=None, init=False, repr=False)

    def entry(self, name: str) -> Entry | None:
        """Return the entry whose key is ``name``."""
        index = self._index
        if index is None:
            # Made when first asked for: a hundred thousand keys are looked up in linear time.
            index = {entry.name: entry for entry in self.entries}
            object.__setattr__(self, "_index", index)
        return index.get(name)

    def get(self, name: str) -> Node | None:
        """Return the value under the key ``name``."""
        entry = self.entry(name)
        return entry.value if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the entry's key (None for list items and the root) and the value."""

    key: Scalar | None
    value: Node


def find(root: Node, path: AbstractSequence[str | int]) -> Place:
    """Follow ``path`` (keys and list indexes) from ``root``.

    Raises:
        LookupError: the document has no such place.
    """
    place = Place(None, root)
    for step in path:
        match place.value, step:
            case Mapping() as mapping, str():
                entry = mapping.entry(step)
                if entry is None:
                    raise LookupError(step)
                place = Place(entry.key, entry.value)
            case Sequence(items=items), int():
                place = Place(None, items[step])
            case _:
                raise LookupError(step)
    return place


def to_data(node: Node) -> PlainData:
    """Return ``node`` as plain dictionaries, lists and scalars."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [to_data(item) for item in node.items]
        case Mapping():
            return {entry.name: to_data(entry.value) for entry in node.entries}


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and all values below it, in the order of the text."""
    yield node
    match node:
        case Sequence():
            for item in node.items:
                yield from walk(item)
        case Mapping():
            for entry in node.entries:
                yield from walk(entry.value)
        case Scalar():
            pass
