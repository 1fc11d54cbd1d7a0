"""Values that a client method puts into a request, and the bodies made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from naftiko_gen.ir.settings import SettingRef
from naftiko_gen.ir.values import Identifier, JsonValue


@dataclass(frozen=True, slots=True)
class ParamRef:
    """The value of a method's parameter."""

    name: Identifier


@dataclass(frozen=True, slots=True)
class Filled:
    """Text with values in it; it is absent where one of its parameters is.

    In ``markup`` the values are text of XML: none of them brings markup of its own.
    """

    parts: tuple[str | ParamRef | SettingRef, ...]
    markup: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that the spec fixes."""

    value: JsonValue


@dataclass(frozen=True, slots=True)
class Members:
    """A JSON object; a member whose value is absent is left out."""

    members: tuple[tuple[str, BodyValue], ...]


@dataclass(frozen=True, slots=True)
class Elements:
    """A JSON array; a parameter that is an element by itself is required."""

    elements: tuple[BodyValue, ...]


#: A parameter that stands alone keeps its JSON type.
BodyValue: TypeAlias = "ParamRef | SettingRef | Fixed | Filled | Members | Elements"


@dataclass(frozen=True, slots=True)
class JsonBody:
    """JSON, written compactly in UTF-8."""

    value: BodyValue


@dataclass(frozen=True, slots=True)
class FormBody:
    """``application/x-www-form-urlencoded``; absent fields are left out."""

    fields: tuple[tuple[str, BodyValue], ...]


@dataclass(frozen=True, slots=True)
class TextBody:
    """Text of another content type, in UTF-8."""

    value: BodyValue
    content_type: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form. One whose value is absent is left out; a file has a ``filename``."""

    name: str
    value: BodyValue
    filename: BodyValue | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """``multipart/form-data`` (RFC 7578)."""

    parts: tuple[Part, ...]

    @property
    def values(self) -> tuple[BodyValue, ...]:
        """All that the parts are made of."""
        return tuple(v for part in self.parts for v in (part.value, part.filename) if v is not None)


Body: TypeAlias = JsonBody | FormBody | TextBody | MultipartBody


def references(value: BodyValue) -> tuple[ParamRef, ...]:
    """Return the parameters that a value takes, in order."""
    match value:
        case ParamRef():
            return (value,)
        case Filled(parts=parts):
            return tuple(part for part in parts if isinstance(part, ParamRef))
        case Members(members=members):
            return tuple(ref for _, member in members for ref in references(member))
        case Elements(elements=elements):
            return tuple(ref for element in elements for ref in references(element))
        case _:
            return ()
