"""Python expressions whose length is not known yet: what ``layout`` turns into lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import starmap
from typing import TypeAlias

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.python import fixed, literal, name, phrase, string


class Comma(Enum):
    """Whether a comma stands behind the last item."""

    EXPLODED = "if one item a line"
    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Str:
    """A string literal that may be cut at spaces into several."""

    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a group; ``head`` stands before its value: ``"key": ``, ``name=``, ``*``."""

    value: Doc
    head: PyCode = field(default=fixed(""))

    def __post_init__(self) -> None:
        # A letter before a string would make another kind of literal of it.
        if self.head.text and self.head.text[-1] not in " =*":
            raise ValueError(f"{self.head.text!r} cannot stand before a value")


@dataclass(frozen=True, slots=True)
class Group:
    """Items in brackets: on one line if they fit, else one a line.

    ``open`` is all up to and with the opening bracket. ``bare`` brackets are written only
    where there is one item a line, as in ``from a import (…)``. ``packed`` items stand on
    one line of their own if they fit there, before each gets a line.
    """

    open: PyCode
    items: tuple[Item, ...]
    close: PyCode
    comma: Comma = Comma.EXPLODED
    bare: bool = False
    packed: bool = False

    def __post_init__(self) -> None:
        if self.open.text[-1:] + self.close.text[:1] not in ("()", "[]", "{}"):
            raise ValueError(f"{self.open.text!r} and {self.close.text!r} are no brackets")


#: An expression. ``PyCode`` stands for itself and is never broken: keep it short.
Doc: TypeAlias = PyCode | Str | Group

#: What becomes an expression by ``data``: a plain string is always a string literal.
Value: TypeAlias = "Doc | str | float | bool | Sequence[Value] | Table | None"
Table: TypeAlias = "Mapping[str, Value] | Mapping[PyCode, Value] | Mapping[str | PyCode, Value]"


def data(value: Value) -> Doc:
    """Return the expression of plain data, which may hold code as values and as keys.

    Lists become lists, other sequences tuples. A string key becomes a string literal.

    Raises:
        ValueError: infinity and NaN have no literal.
    """
    match value:
        case PyCode() | Str() | Group():
            return value
        case str():
            return Str(value)
        case int() | float() | None:
            return literal(value)
        case Mapping():
            return Group(fixed("{"), tuple(starmap(_entry, value.items())), fixed("}"))
        case list():
            return Group(fixed("["), _items(value), fixed("]"))
        case _:
            comma = Comma.ALWAYS if len(value) == 1 else Comma.EXPLODED
            return Group(fixed("("), _items(value), fixed(")"), comma)


def call(head: PyCode, /, *args: Value, **kwargs: Value) -> Group:
    """Return a call, a class's head, or a decorator: ``head(args, name=value)``."""
    named = tuple(Item(data(value), phrase(name(key), fixed("="))) for key, value in kwargs.items())
    return Group(phrase(head, fixed("(")), _items(args) + named, fixed(")"), packed=True)


def subscript(head: PyCode, /, *args: Doc | str) -> Group:
    """Return ``head[args]``. Strings are never cut: ``Literal`` would not be read so."""
    items = tuple(Item(string(arg) if isinstance(arg, str) else arg) for arg in args)
    # A comma behind a sole argument would make a tuple of it.
    comma = Comma.NEVER if len(args) == 1 else Comma.EXPLODED
    return Group(phrase(head, fixed("[")), items, fixed("]"), comma)


def function(head: PyCode, parameters: Iterable[PyCode], result: PyCode) -> Group:
    """Return ``head(parameters) -> result:``, where ``head`` is ``def`` and the name.

    A parameter is ``self``, ``*``, or what ``annotated`` returns.
    """
    close = phrase(fixed(") -> "), result, fixed(":"))
    items = tuple(map(Item, parameters))
    # A sole parameter that has a line of its own has a comma as well.
    return Group(phrase(head, fixed("(")), items, close, packed=len(items) > 1)


def annotated(variable: PyCode, annotation: PyCode, default: PyCode | None = None) -> PyCode:
    """Return ``variable: annotation`` or ``variable: annotation = default``."""
    parts = [variable, fixed(": "), annotation]
    return phrase(*parts) if default is None else phrase(*parts, fixed(" = "), default)


def brackets(items: Iterable[Doc]) -> Group:
    """Return items as imports and ``with`` statements hold them: brackets only where needed.

    There must be two at least for ``with``: formatters write a sole one in another way.
    """
    return Group(fixed("("), tuple(map(Item, items)), fixed(")"), bare=True)


def _items(values: Iterable[Value]) -> tuple[Item, ...]:
    return tuple(Item(data(value)) for value in values)


def _entry(key: str | PyCode, value: Value) -> Item:
    written = string(key) if isinstance(key, str) else key
    return Item(data(value), phrase(written, fixed(": ")))
