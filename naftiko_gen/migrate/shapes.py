"""Where the two families of forms differ: one table, read in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """How the value of a key is made up.

    ``ONE``: a mapping. ``LIST``: a list in both families. ``NAMED``: a list of entries with a
    ``name`` in Naftiko, a mapping by that name in Ikanos. ``OUTPUTS``: like ``NAMED`` where the
    entries have names, a list in both families where they have none. ``MEMBERS``: a mapping in
    both families, whose values repeat the key as their ``name`` in Naftiko.
    """

    ONE = "one"
    LIST = "list"
    NAMED = "named"
    OUTPUTS = "outputs"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a key: how it is made up, and the shape of each mapping in it."""

    kind: Kind
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping: keys with another word in Ikanos, and keys with something below to convert.

    Both tables go by the key of the family that the document is written in.
    """

    words: Mapping[str, str] = field(default_factory=dict[str, str])
    parts: Mapping[str, Part] = field(default_factory=dict[str, Part])


_DISPLAY = {"label": "display"}
_INPUTS = {"inputParameters": Part(Kind.NAMED, "input")}
_WORK = {
    "steps": Part(Kind.NAMED, "step"),
    "mappings": Part(Kind.LIST, "mapping"),
    "outputParameters": Part(Kind.OUTPUTS, "output"),
}
_SECTIONS = {
    "consumes": Part(Kind.LIST, "client"),
    "exposes": Part(Kind.LIST, "adapter"),
    "aggregates": Part(Kind.LIST, "aggregate"),
}

#: The shapes by their names, with the words of Naftiko. The shape of an adapter is chosen by
#: its ``type``; a shape that is not here has nothing to convert.
TO_IKANOS: Mapping[str, Shape] = {
    "document": Shape(
        parts={"info": Part(Kind.ONE, "info"), "capability": Part(Kind.ONE, "capability")}
        | _SECTIONS
    ),
    "capability": Shape(parts=_SECTIONS),
    "info": Shape(_DISPLAY),
    "client": Shape(
        {"location": "from"}, _INPUTS | {"resources": Part(Kind.NAMED, "client resource")}
    ),
    "client resource": Shape(
        _DISPLAY, _INPUTS | {"operations": Part(Kind.NAMED, "client operation")}
    ),
    "client operation": Shape(
        _DISPLAY, _INPUTS | {"outputParameters": Part(Kind.NAMED, "client output")}
    ),
    "rest": Shape(parts={"resources": Part(Kind.NAMED, "rest resource")}),
    "rest resource": Shape(_DISPLAY, _INPUTS | {"operations": Part(Kind.NAMED, "operation")}),
    "operation": Shape(_DISPLAY, _INPUTS | _WORK),
    "mcp": Shape(
        parts={
            "tools": Part(Kind.NAMED, "operation"),
            "resources": Part(Kind.NAMED, "mcp resource"),
            "prompts": Part(Kind.NAMED, "prompt"),
        }
    ),
    "mcp resource": Shape(_DISPLAY, _WORK),
    "prompt": Shape(_DISPLAY, {"arguments": Part(Kind.NAMED, "argument")}),
    "argument": Shape(_DISPLAY),
    "skill": Shape(parts={"skills": Part(Kind.NAMED, "one skill")}),
    "one skill": Shape(parts={"tools": Part(Kind.NAMED, "skill tool")}),
    "aggregate": Shape(
        _DISPLAY | {"functions": "flows"}, {"functions": Part(Kind.NAMED, "function")}
    ),
    "function": Shape(parts=_INPUTS | _WORK),
    "mapping": Shape({"targetName": "target"}),
    "output": Shape(
        parts={"items": Part(Kind.NAMED, "output"), "properties": Part(Kind.MEMBERS, "output")}
    ),
}


def _turned(shape: Shape) -> Shape:
    words = {new: old for old, new in shape.words.items()}
    return Shape(words, {shape.words.get(key, key): part for key, part in shape.parts.items()})


#: The same with the words of Ikanos.
TO_NAFTIKO: Mapping[str, Shape] = {name: _turned(shape) for name, shape in TO_IKANOS.items()}

#: Kinds of adapters: their ``type``.
ADAPTERS = ("rest", "mcp", "skill", "control")
