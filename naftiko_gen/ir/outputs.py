"""The shapes in which callers get an upstream's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Selected:
    """What a path leads to: keys, indices, and None for each element of a list."""

    path: tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A value that the spec fixes."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object; each member is made of the same value as the object itself."""

    members: tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, of whose elements each gets a shape of its own."""

    source: Selected
    item: Shape


Shape: TypeAlias = "Selected | Given | ObjectOf | ListOf"
