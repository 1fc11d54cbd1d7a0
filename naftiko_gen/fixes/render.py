"""Writes new parts of a tree, with the text of what is not new."""

from __future__ import annotations

import json

from naftiko_gen.fixes.hunks import Origin
from naftiko_gen.fixes.layout import Layout
from naftiko_gen.fixes.scalars import write_scalar
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence, to_data


class Writer:
    """Writes nodes as lines of a document, in the manner of that document."""

    def __init__(self, layout: Layout, origin: Origin) -> None:
        self._layout = layout
        self._origin = origin
        self._step = _step(layout, origin.root)

    def entry(self, entry: Entry, column: int) -> list[str]:
        """Return the lines of an entry whose key stands in ``column``.

        The first line comes without its indentation, the others with theirs.
        """
        if self._is_block(entry.value) and self._origin.has_entry(entry):
            return self._layout.copy(entry.key.span.start, entry.value.span.end, column)
        key = write_scalar(entry.name) + ":"
        match entry.value:
            case Mapping(entries=entries) as value if entries:
                column += 2
                return [key, *_indented(self.block(value, column), column)]
            case Sequence(items=items) as value if items:
                column += self._step
                return [key, *_indented(self.block(value, column), column)]
            case value:
                return [f"{key} {self._inline(value)}"]

    def block(self, node: Node, column: int) -> list[str]:
        """Return the lines of a node that starts in ``column``."""
        if self._is_block(node):
            return self._layout.copy(node.span.start, node.span.end, column)
        lines: list[str] = []
        match node:
            case Mapping(entries=entries) if entries:
                for entry in entries:
                    lines += _indented(self.entry(entry, column), column)
            case Sequence(items=items) if items:
                for item in items:
                    first, *rest = self.block(item, column + 2)
                    lines += [" " * column + f"- {first}", *rest]
            case _:
                return [self._inline(node)]
        return [lines[0][column:], *lines[1:]]

    def flow(self, node: Node, *, json_style: bool) -> str:
        """Return a node on one line, between brackets."""
        if json_style:
            return json.dumps(to_data(node), ensure_ascii=False)
        match node:
            case Scalar(value=value):
                return write_scalar(value, flow=True)
            case Sequence(items=items):
                return "[" + ", ".join(self.flow(each, json_style=False) for each in items) + "]"
            case Mapping(entries=entries):
                members = (
                    f"{write_scalar(e.name, flow=True)}: {self.flow(e.value, json_style=False)}"
                    for e in entries
                )
                return "{" + ", ".join(members) + "}"

    def _inline(self, node: Node) -> str:
        """Return a scalar or an empty collection as it stands behind a key."""
        if not isinstance(node, Scalar):
            return self.flow(node, json_style=False)
        raw = self._layout.raw(node) if self._is_block(node) else ""
        return raw if raw and "\n" not in raw and "\r" not in raw else write_scalar(node.value)

    def _is_block(self, node: Node) -> bool:
        """Return whether the text of a node can be copied into a block."""
        written = self._origin.find(node)
        return written is not None and not written.flow and node.span.end > node.span.start


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + lines[0], *lines[1:]]


def _step(layout: Layout, root: Node) -> int:
    """Return how far the file indents a list below its key; by default not at all."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        match node:
            case Mapping(entries=entries, flow=False):
                for entry in entries:
                    value = entry.value
                    if isinstance(value, Sequence) and value.items and not value.flow:
                        key = layout.column(entry.key.span.start)
                        return max(0, layout.column(value.span.start) - key)
                nodes += [entry.value for entry in entries]
            case _:
                pass
    return 0
