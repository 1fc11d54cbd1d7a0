"""Documents with a position that base documents lack.

Two steps, both without knowledge of the language: the planting goes down to the position and
makes what is missing; then the errors of the validator say what the result still needs. A base
document that is rich keeps the rest of the capability meaningful.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from naftiko_gen.schema.assemble import schema
from tests.hostile.documents import HOME, Data, Planted, Steps, base, bases, put
from tests.hostile.positions import (
    FORM,
    Condition,
    Hop,
    Kind,
    Position,
    Schema,
    Step,
    Way,
    definition,
)
from tests.hostile.repair import Repair, validator


def plant(position: Position, version: str) -> Planted | None:
    """Return a document that the schema accepts and that has ``position``, if one is found.

    A rich document that has it already is better than a little one where it is made.
    """
    root = schema(version, FORM)
    rich = bases() if version == HOME else ()
    for _, data in rich:
        for way in position.ways:
            path = _Planting(root, data, position.kind).present(way)
            if path is not None:
                return Planted(data, path, position.kind)
    for name in ("little", "books"):
        for way in position.ways:
            planted = _Planting(root, copy.deepcopy(base(name)), position.kind).at(way)
            if planted is not None:
                return planted
    return None


class _Planting:
    def __init__(self, root: Schema, data: Data, kind: Kind) -> None:
        self._root = root
        self.data = data
        self._kind = kind
        self._path: list[str | int] = []

    def present(self, way: Way) -> Steps | None:
        """Return the path of the position, if the document has it already."""
        found: list[tuple[Steps, Data]] = [((), self.data)]
        for hop in way.hops:
            found = [
                ((*path, step), node[step])
                for path, node in found
                if self._kept(node, hop.conditions)
                for step in _steps(node, hop.step)
            ]
        present = [path for path, node in found if self._ends(node, way)]
        return present[0] if present else None

    def _ends(self, node: Data, way: Way) -> bool:
        """Return whether the position ends at ``node``; a stray key is nowhere yet."""
        if self._kind is Kind.VALUE and not isinstance(node, str):
            return False
        return self._kind is not Kind.STRAY and self._kept(node, way.conditions)

    def at(self, way: Way) -> Planted | None:
        """Make the position and what it needs."""
        node = self.data
        hops = (*way.hops, Hop("", way.conditions))
        for hop, below in pairwise(hops):
            node = self._down(node, hop, below.conditions)
        if self._kind is Kind.STRAY:
            self._satisfy(node, way.conditions)
            node["walked"] = "walked"
            self._path.append("walked")
        elif self._kind is Kind.VALUE and not isinstance(node, str):
            put(self.data, self._path, "walked")
        path = tuple(self._path)
        repair = Repair(self._root, self.data, path, stray=self._kind is Kind.STRAY)
        if not repair.done() or not self._holds(way, repair.path):
            return None
        return Planted(self.data, repair.path, self._kind)

    def _down(self, node: Data, hop: Hop, below: Sequence[Condition]) -> Data:
        """Take one step; what is missing is made, so that it keeps the conditions."""
        if hop.step is Step.ITEM:
            return self._item(node, below)
        mapping: dict[str, Data] = {}
        if isinstance(node, dict):
            mapping = cast("dict[str, Data]", node)
        else:
            put(self.data, self._path, mapping)
        self._satisfy(mapping, hop.conditions)
        key = hop.step if isinstance(hop.step, str) else next(iter(mapping), "WALKED")
        present = mapping.get(key)
        self._path.append(key)
        if key not in mapping or not self._kept(present, below):
            mapping[key] = present if isinstance(present, dict) else {}
            self._satisfy(mapping[key], below)
        return mapping[key]

    def _item(self, node: Data, below: Sequence[Condition]) -> Data:
        if not isinstance(node, list):
            node = []
            put(self.data, self._path, node)
        items = cast("list[Data]", node)
        for index, item in enumerate(items):
            if self._kept(item, below):
                self._path.append(index)
                return item
        self._path.append(len(items))
        items.append({})
        self._satisfy(items[-1], below)
        return items[-1]

    def _satisfy(self, node: Data, conditions: Sequence[Condition]) -> None:
        for condition in conditions:
            if not self._kept(node, [condition]):
                if condition.holds:
                    self._make(node, condition.part)
                else:
                    self._break(node, condition.part)

    def _make(self, node: Data, part: Schema) -> None:
        """Change ``node`` until it keeps a condition."""
        if "$ref" in part:
            self._make(node, definition(self._root, part)[1])
        if "not" in part:
            self._break(node, part["not"])
        for key in part.get("required", []):
            node.setdefault(key, {})
        for key, value in part.get("properties", {}).items():
            if "const" in value or "enum" in value:
                node[key] = value.get("const", value.get("enum", [None])[0])
            elif "$ref" in value:
                node[key] = definition(self._root, value)[1]["enum"][0]
            elif "contains" in value:
                node[key] = [dict.fromkeys(value["contains"].get("required", []), "walked")]
        if "anyOf" in part:
            self._make(node, part["anyOf"][0])

    def _break(self, node: Data, part: Schema) -> None:
        """Change ``node`` until it does not keep a condition: without what that asks for."""
        if "$ref" in part:
            self._break(node, definition(self._root, part)[1])
        for key in part.get("required", []):
            node.pop(key, None)
        for each in part.get("anyOf", []):
            self._break(node, each)
        if "not" in part and not part.get("required"):
            self._make(node, part["not"])

    def _kept(self, node: Data, conditions: Sequence[Condition]) -> bool:
        return all(
            validator(self._root, condition.part).is_valid(node) is condition.holds
            for condition in conditions
        )

    def _holds(self, way: Way, path: Steps) -> bool:
        """Return whether the position is still there, judged by the parts that lead to it."""
        node = self.data
        for hop, step in zip(way.hops, path, strict=False):
            if not self._kept(node, hop.conditions):
                return False
            node = node[step]
        value = node if self._kind is Kind.VALUE else "x"
        return isinstance(value, str) and self._kept(node, way.conditions)


def _steps(node: Data, step: str | Step) -> list[str | int]:
    match node, step:
        case dict(), str():
            return [step] if step in node else []
        case dict(), Step.MEMBER:
            return list(cast("dict[str, Data]", node))
        case list(), Step.ITEM:
            return list(range(len(cast("list[object]", node))))
        case _:
            return []
