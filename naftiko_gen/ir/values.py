"""Small values that several parts of a package share."""

from __future__ import annotations

from enum import Enum
from typing import NewType, TypeAlias

#: A Python identifier: ASCII, no keyword, at most 40 characters, no leading underscore.
Identifier = NewType("Identifier", str)

#: Plain JSON data; never changed after it was made.
JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"


class JsonType(Enum):
    """The JSON type of an input; ``ANY`` where the spec does not say."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    OBJECT = "object"
    ARRAY = "array"
    ANY = "any"


class Place(Enum):
    """Where an HTTP request carries an input.

    ``BODY`` is the whole JSON body, ``MEMBER`` a member of a JSON object that is the body.
    """

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    BODY = "body"
    MEMBER = "member"
