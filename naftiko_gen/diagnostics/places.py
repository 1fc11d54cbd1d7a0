"""Where in the structure of a document a place of its text lies."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from typing import NamedTuple

from naftiko_gen.source.nodes import Mapping, Node, Scalar, Sequence

#: What names an item of a list, the best one first.
_NAMES = ("name", "namespace", "id", "path", "method")

#: A name that is longer is cut, so that paths stay short in any file.
_LONGEST = 80


class _Member(NamedTuple):
    start: int
    end: int
    step: str
    value: Node


class Places:
    """Finds paths in one document, such as ``capability/consumes/shop/resources/item/path``.

    The steps are keys, and for items of lists their names: neither a line put in nor another
    order changes a path. An item without a name is ``*``. In a step ``~`` is written ``~0`` and
    ``/`` is written ``~1`` (RFC 6901, section 3).
    """

    def __init__(self, root: Node | None) -> None:
        self._root = root
        # Made once for each node: many places lie in few nodes.
        self._members: dict[int, list[_Member]] = {}

    def path(self, offset: int) -> str:
        """Return the path of the innermost key or item at an offset; the root's is empty."""
        steps: list[str] = []
        node = self._root
        while node is not None and not isinstance(node, Scalar):
            members = self._inside(node)
            index = bisect_right(members, offset, key=lambda member: member.start) - 1
            if index < 0 or offset > members[index].end:
                break
            steps.append(members[index].step)
            node = members[index].value
        return "/".join(steps)

    def _inside(self, node: Mapping | Sequence) -> list[_Member]:
        found = self._members.get(id(node))
        if found is None:
            found = sorted(_members(node), key=lambda member: member.start)
            self._members[id(node)] = found
        return found


def _members(node: Mapping | Sequence) -> list[_Member]:
    # What an alias repeats stands elsewhere: its key alone is here.
    if isinstance(node, Mapping):
        return [
            _Member(
                entry.key.span.start,
                max(entry.key.span.end, entry.value.span.end),
                _step(entry.name),
                entry.value,
            )
            for entry in node.entries
        ]
    return [_Member(item.span.start, item.span.end, _name(item), item) for item in node.items]


def _name(item: Node) -> str:
    if isinstance(item, Mapping):
        for key in _NAMES:
            value = item.get(key)
            if isinstance(value, Scalar) and isinstance(value.value, str) and value.value:
                return _step(value.value)
    return "*"


def _step(name: str) -> str:
    if len(name) > _LONGEST:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{name[: _LONGEST // 2]}…{digest[:16]}"
    return name.replace("~", "~0").replace("/", "~1")
