"""Where two trees differ, and a tree with some of the differences carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place of a document, as it is written and as it is to be."""

    path: Path
    old: Node
    new: Node


@dataclass(frozen=True, slots=True)
class Written:
    """Where a node of the text stands; ``flow`` says that it is inside brackets."""

    path: Path
    flow: bool


class Origin:
    """Knows the nodes of a tree that came from a text.

    A node that a rewrite made, and a node that stands at several places (below an alias or a
    merge key), is unknown: nobody can edit it at one place.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        # By identity: the parent's identity, the step from there, and whether it is in brackets.
        self._above: dict[int, tuple[int, str | int, bool] | None] = {}
        self._entries: set[int] = set()
        self._walk(root, (0, "", False))

    def find(self, node: Node) -> Written | None:
        """Return where ``node`` stands, or None if the text has it at no single place."""
        above = self._above.get(id(node))
        if above is None:
            return None
        flow, steps = above[2], list[str | int]()
        while above and above[0]:  # a node at a single place has such a parent
            steps.append(above[1])
            above = self._above.get(above[0])
        return Written(tuple(reversed(steps)), flow)

    def is_shared(self, node: Node) -> bool:
        """Return whether the text has this node, but at several places."""
        return id(node) in self._above and self._above[id(node)] is None

    def has_entry(self, entry: Entry) -> bool:
        """Return whether the text has this entry, key and value, at one place."""
        return id(entry) in self._entries and self.has(entry.value)

    def has(self, node: Node) -> bool:
        """Return whether ``node`` stands in the text, at one place."""
        return self._above.get(id(node)) is not None

    def _walk(self, node: Node, above: tuple[int, str | int, bool]) -> None:
        me = id(node)
        self._above[me] = None if me in self._above else above
        match node:
            case Mapping(entries=entries):
                flow = above[2] or node.flow
                for entry in entries:
                    self._entries.add(id(entry))
                    self._walk(entry.value, (me, entry.name, flow))
            case Sequence(items=items):
                flow = above[2] or node.flow
                for index, item in enumerate(items):
                    self._walk(item, (me, index, flow))
            case Scalar():
                pass


def differences(old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the smallest pairs of nodes in which two trees differ.

    The order of keys is no difference.
    """
    if old is new:
        return
    match old, new:
        case Mapping(), Mapping() if {e.name for e in old.entries} == {e.name for e in new.entries}:
            for entry in old.entries:
                other = new.get(entry.name)
                assert other is not None
                yield from differences(entry.value, other)
        case Sequence(), Sequence() if _paired(old, new):
            for one, other in zip(old.items, new.items, strict=True):
                yield from differences(one, other)
        case _ if not same(old, new):
            yield old, new
        case _:
            pass


def _paired(old: Sequence, new: Sequence) -> bool:
    """Return whether each item of one list stands for the item of the other at its place."""
    return len(old.items) == len(new.items) and all(
        one is other or one.span == other.span
        for one, other in zip(old.items, new.items, strict=True)
    )


def same(old: Node, new: Node) -> bool:
    """Return whether two nodes hold the same data, however they are written."""
    match old, new:
        case Scalar(), Scalar():
            return type(old.value) is type(new.value) and old.value == new.value
        case Sequence(), Sequence():
            return len(old.items) == len(new.items) and all(map(same, old.items, new.items))
        case Mapping(), Mapping():
            return len(old.entries) == len(new.entries) and all(
                (other := new.get(entry.name)) is not None and same(entry.value, other)
                for entry in old.entries
            )
        case _:
            return False


def patch(root: Node, hunks: Iterable[Hunk]) -> Node:
    """Return ``root`` with the hunks carried out; none of them lies inside another one."""
    return _patch(root, list(hunks), 0)


def _patch(node: Node, hunks: list[Hunk], depth: int) -> Node:
    if not hunks:
        return node
    if len(hunks[0].path) == depth:
        return hunks[0].new
    below: dict[str | int, list[Hunk]] = {}
    for hunk in hunks:
        below.setdefault(hunk.path[depth], []).append(hunk)

    def changed(step: str | int, value: Node) -> Node:
        return _patch(value, below.get(step, []), depth + 1)

    match node:
        case Sequence(items=items):
            return replace(node, items=tuple(changed(i, each) for i, each in enumerate(items)))
        case Mapping(entries=entries):
            pairs = ((each.key, changed(each.name, each.value)) for each in entries)
            return replace(node, entries=tuple(Entry(key, value) for key, value in pairs))
        case Scalar():
            return node
