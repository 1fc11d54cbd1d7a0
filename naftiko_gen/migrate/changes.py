"""What a migration does to a document, step by step; ``rewrite`` does the same to its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from naftiko_gen.source import Entry, Mapping, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Rename:
    """The key becomes another word."""

    key: Scalar
    word: str


@dataclass(frozen=True, slots=True)
class Replace:
    """The value, a text, becomes another one."""

    value: Scalar
    word: str


@dataclass(frozen=True, slots=True)
class ToMap:
    """The list below ``key`` becomes a mapping; ``names`` are the keys of its entries."""

    key: Scalar
    items: tuple[Mapping, ...]
    names: tuple[str, ...]
    node: Sequence


@dataclass(frozen=True, slots=True)
class ToList:
    """The mapping below ``key`` becomes a list, each key a ``name``."""

    key: Scalar
    node: Mapping


@dataclass(frozen=True, slots=True)
class DropName:
    """The ``name`` of a mapping goes."""

    owner: Mapping
    entry: Entry


@dataclass(frozen=True, slots=True)
class AddName:
    """A mapping gets a ``name``."""

    owner: Mapping
    name: str


Change: TypeAlias = Rename | Replace | ToMap | ToList | DropName | AddName
