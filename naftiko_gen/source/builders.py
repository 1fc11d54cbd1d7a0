"""Collect the members of one list or mapping while its text is read."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Span


class SequenceBuilder:
    """Takes the items of a list."""

    __slots__ = ("_items",)

    #: A list has no keys.
    awaits_key: ClassVar[bool] = False

    def __init__(self) -> None:
        self._items: list[Node] = []

    def value(self, value: Node) -> None:
        """Take the next item."""
        self._items.append(value)

    def build(self, span: Span, flow: bool) -> Node:
        """Return the list."""
        return Sequence(span, tuple(self._items), flow)


class MappingBuilder:
    """Takes keys and values in turn and keeps the entries that are sound.

    Faults go to the list given; an entry that has one is left out, and reading goes on.
    """

    __slots__ = ("_entries", "_faults", "_key", "_merged", "_merging", "_seen", "awaits_key")

    def __init__(self, faults: list[Fault]) -> None:
        self.awaits_key = True
        self._faults = faults
        self._entries: list[Entry] = []
        self._seen: dict[str | None, Span] = {}
        self._key: Scalar | None = None
        self._merging = False
        self._merged: tuple[int, list[Mapping]] | None = None

    def key(self, node: Node, text: str, *, merge: bool) -> None:
        """Take the next key.

        ``text`` is how a scalar was written, for ``0x10`` is no other key than ``"0x10"``;
        ``merge`` says that it is the unquoted ``<<``.
        """
        self.awaits_key = False
        self._merging = merge
        self._key = None
        if not isinstance(node, Scalar) or node.value is None:
            message = f"a key must be a text, not {_what(node)}"
            self._faults.append(Fault(FaultKind.COMPLEX_KEY, message, node.span))
            return
        # A quoted "<<" is another key than the one that merges.
        first = self._seen.setdefault(None if merge else text, node.span)
        if first is node.span:
            self._key = node if node.value is text else Scalar(node.span, text, node.plain)
            return
        message = "this key occurs a second time in its mapping; the first one counts"
        related = ((first, "first here"),)
        self._faults.append(Fault(FaultKind.DUPLICATE_KEY, message, node.span, related))

    def value(self, value: Node) -> None:
        """Take the value of the key before."""
        self.awaits_key = True
        if self._key is None:
            return
        if not self._merging:
            self._entries.append(Entry(self._key, value))
            return
        mappings = _mappings(value)
        if mappings is None:
            message = "'<<' merges mappings: its value must be a mapping or a list of them"
            self._faults.append(Fault(FaultKind.MERGE_KEY, message, value.span))
        else:
            self._merged = len(self._entries), mappings

    def build(self, span: Span, flow: bool) -> Node:
        """Return the mapping; what ``<<`` brings stands in its place.

        Own keys win, and among merged mappings the earlier one
        (https://yaml.org/type/merge.html).
        """
        if self._merged is None:
            return Mapping(span, tuple(self._entries), flow)
        index, mappings = self._merged
        brought: dict[str, Entry] = {}
        for mapping in mappings:
            for entry in mapping.entries:
                if entry.name not in self._seen:
                    brought.setdefault(entry.name, entry)
        entries = (*self._entries[:index], *brought.values(), *self._entries[index:])
        return Mapping(span, entries, flow)


def _what(node: Node) -> str:
    match node:
        case Scalar():
            return "null"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def _mappings(value: Node) -> list[Mapping] | None:
    """Return the mappings that a merge key brings, or None where it brings something else."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, Scalar):
        return None
    mappings = [item for item in value.items if isinstance(item, Mapping)]
    return mappings if len(mappings) == len(value.items) else None
