"""Every place of a capability where a string can stand, found in the schema as it is.

Nothing here names a key of the language: what is added to the schema is walked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from naftiko_gen.schema.assemble import schema

Schema: TypeAlias = dict[str, Any]

FORM = "catalogue"


class Step(Enum):
    """A step that has no name of its own."""

    ITEM = "[]"
    MEMBER = "{}"


class Kind(Enum):
    """What of a place the string is."""

    VALUE = "value"
    #: The key of a mapping whose keys are names, such as `with`.
    KEY = "key"
    #: A key that a mapping does not know.
    STRAY = "stray key"


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of the schema that a value must keep, or must not, to be judged by another part."""

    part: Schema
    holds: bool


@dataclass(frozen=True, slots=True)
class Hop:
    """One step down, from a mapping or list that keeps ``conditions``."""

    step: str | Step
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How to come to a position: the steps, and what must hold where they end.

    ``names`` are the parts of the schema that judge the keys of a mapping with free keys.
    """

    hops: tuple[Hop, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A place where a string can stand. The parts of the schema that lead there may be several."""

    label: str
    kind: Kind
    ways: tuple[Way, ...]

    def __str__(self) -> str:
        return self.label if self.kind is Kind.VALUE else f"{self.label} ({self.kind.value})"


@cache
def positions(version: str) -> tuple[Position, ...]:
    """Return every position of a version, in the order of the schema."""
    found: dict[tuple[str, Kind], list[Way]] = {}
    walk = _Walk(schema(version, FORM))
    for label, kind, way in walk.walk():
        found.setdefault((label, kind), []).append(way)
    # A bare description allows any value, unless it only adds words to what other parts say.
    for place in walk.bare:
        if place.steps not in walk.judged:
            for label, kind, way in walk.anything(place):
                found.setdefault((label, kind), []).append(way)
    return tuple(Position(label, kind, tuple(ways)) for (label, kind), ways in found.items())


def definition(root: Schema, part: Schema) -> tuple[str, Schema]:
    """Return what ``part`` refers to, and its name."""
    name = part["$ref"].removeprefix("#/$defs/")
    return name, root["$defs"][name]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is. ``owner`` names the part of the schema that it came by."""

    hops: tuple[Hop, ...] = ()
    conditions: tuple[Condition, ...] = ()
    label: str = ""
    owner: str = ""
    within: frozenset[str] = frozenset()

    @property
    def steps(self) -> tuple[str | Step, ...]:
        return tuple(hop.step for hop in self.hops)

    @property
    def name(self) -> str:
        """The label, with the part of the schema where other parts may judge the place too."""
        return f"{self.label}<{self.owner}>" if self.conditions else self.label

    def below(self, step: str | Step) -> _Place:
        label = self.name + (f".{step}" if isinstance(step, str) else step.value)
        hops = (*self.hops, Hop(step, self.conditions))
        return _Place(hops, (), label.lstrip("."), "", self.within)

    def under(self, condition: Schema, holds: bool) -> _Place:
        conditions = (*self.conditions, Condition(condition, holds))
        return _Place(self.hops, conditions, self.label, self.owner, self.within)

    def inside(self, name: str) -> _Place:
        return _Place(self.hops, self.conditions, self.label, name, self.within | {name})


Found: TypeAlias = Iterator[tuple[str, Kind, Way]]


class _Walk:
    def __init__(self, root: Schema) -> None:
        self._root = root
        #: Places of which a part says nothing but words, and those of which one says more.
        self.bare: list[_Place] = []
        self.judged: set[tuple[str | Step, ...]] = set()

    def walk(self) -> Found:
        """Yield what all parts say, and note the bare ones."""
        return self._part(self._root, _Place())

    @staticmethod
    def anything(place: _Place) -> Found:
        """Yield where strings can stand in a value of any form, and its key if that is free."""
        if place.steps[-1:] == (Step.MEMBER,):
            yield _found(Kind.KEY, place)
        yield _found(Kind.VALUE, place)
        yield _found(Kind.VALUE, place.below(Step.ITEM))
        yield _found(Kind.VALUE, place.below(Step.MEMBER))
        yield _found(Kind.KEY, place.below(Step.MEMBER))

    def _part(self, part: Schema, place: _Place) -> Found:
        """Yield what ``part`` says of the value at ``place`` and of all below it."""
        if not set(part) - _WORDS:
            self.bare.append(place)
            return
        self.judged.add(place.steps)
        if "$ref" in part:
            name, target = definition(self._root, part)
            # A definition that holds itself has no positions that it has not shown already.
            if name not in place.within:
                yield from self._part(target, place.inside(name))
        yield from self._strings(part, place)
        yield from self._members(part, place)
        for keyword in ("allOf", "anyOf", "oneOf"):
            for each in part.get(keyword, ()):
                yield from self._part(each, place)
        for keyword, holds in (("then", True), ("else", False)):
            if keyword in part:
                yield from self._part(part[keyword], place.under(part["if"], holds))

    def _strings(self, part: Schema, place: _Place) -> Found:
        allowed = [part["type"]] if isinstance(part.get("type"), str) else part.get("type", [])
        values: list[object] = [*part.get("enum", []), part.get("const")]
        if "string" in allowed or any(isinstance(value, str) for value in values):
            yield _found(Kind.VALUE, place)
        if "array" in allowed and not _INSIDE & set(part):
            self.bare.append(place.below(Step.ITEM))
        if "object" in allowed and not _INSIDE & set(part):
            self.bare.append(place.below(Step.MEMBER))

    def _members(self, part: Schema, place: _Place) -> Found:
        for key, value in part.get("properties", {}).items():
            yield from self._part(value, place.below(key))
        for value in part.get("patternProperties", {}).values():
            yield _found(Kind.KEY, place.below(Step.MEMBER))
            yield from self._part(value, place.below(Step.MEMBER))
        if "items" in part:
            yield from self._part(part["items"], place.below(Step.ITEM))
        others = part.get("additionalProperties")
        if others is False:
            yield _found(Kind.STRAY, place)
        elif others is not None:
            yield _found(Kind.KEY, place.below(Step.MEMBER))
            yield from self._part(others, place.below(Step.MEMBER))


#: Keywords that are words for people, and those that speak of what is inside of a value.
_WORDS = frozenset({"title", "description", "$comment", "default"})
_INSIDE = frozenset(
    "properties patternProperties additionalProperties items $ref allOf anyOf oneOf if".split()
)


def _found(kind: Kind, place: _Place) -> tuple[str, Kind, Way]:
    label = place.name if kind is Kind.STRAY else place.label
    return label, kind, Way(place.hops, place.conditions)
