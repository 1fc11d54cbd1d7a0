"""The documents that everything starts from, and documents with a string at a position."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from naftiko_gen.source import read, to_data
from tests.hostile.positions import Kind

#: The version of the base documents.
HOME = "naftiko-1.0.0-alpha2"

#: Plain data, as JSON has it.
Data: TypeAlias = Any
#: Keys and indexes from the root of a document.
Steps: TypeAlias = tuple[str | int, ...]

SPECS = Path(__file__).with_name("specs")


@dataclass(frozen=True, slots=True)
class Planted:
    """A valid document with a harmless string at ``path``, which leads to a value or a key."""

    data: Data
    path: Steps
    kind: Kind

    @property
    def text(self) -> str:
        """The harmless string."""
        if self.kind is Kind.VALUE:
            return str(follow(self.data, self.path))
        return str(self.path[-1])

    def with_text(self, text: str) -> Data:
        """Return the document with another string there."""
        data = copy.deepcopy(self.data)
        parent, last = follow(data, self.path[:-1]), self.path[-1]
        if self.kind is Kind.VALUE:
            parent[last] = text
            return data
        members = {(text if key == last else key): value for key, value in parent.items()}
        parent.clear()
        parent.update(members)
        return data


@cache
def bases() -> tuple[tuple[str, Data], ...]:
    """Return the rich documents, by name."""
    return tuple((name, base(name)) for name in ("books", "parts", "boards"))


@cache
def base(name: str) -> Data:
    """Return a document of ``specs/``; nobody must change it. ``little`` is the least of them."""
    document, faults = read(name, (SPECS / f"{name}.yaml").read_bytes())
    assert document.root
    assert not faults
    return to_data(document.root)


def follow(node: Data, path: Sequence[str | int]) -> Data:
    """Return what a path leads to."""
    for step in path:
        node = node[step]
    return node


def put(root: Data, path: Sequence[str | int], value: Data) -> None:
    """Change what a path leads to."""
    follow(root, path[:-1])[path[-1]] = value
