"""What a consumed operation takes, declared or evident from its path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import JsonType, Place
from naftiko_gen.lowering.rules import BadHeaderName, NotCarriedOut
from naftiko_gen.spec.model import ConsumedInput
from naftiko_gen.spec.templates import Target, path_names

#: RFC 9110, section 5.6.2.
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
#: Headers that frame the message or belong to the connection: RFC 9110, section 7.6.1.
_FRAMING = frozenset(
    """
    connection content-length content-type host keep-alive te trailer transfer-encoding upgrade
    """.split()
)
#: Names of an input that is the whole body; any other one is a member of it.
WHOLE_BODY = ("body", "payload", "data")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input of a consumed operation.

    ``type`` is None where the spec does not say; ``fixed`` is the text that it always has.
    """

    wire: str
    place: Place
    type: JsonType | None
    required: bool
    description: str
    fixed: str | None
    span: Span


def parameters(target: Target, found: list[Diagnostic]) -> tuple[Parameter, ...]:
    """Return the parameters of an operation: the declared ones, then the path's other ones."""
    result: list[Parameter] = []
    in_path = path_names(target.resource.path.value)
    for declared in target.operation.inputs:
        parameter = _declared(declared, in_path, found)
        if parameter:
            result.append(parameter)
    known = {parameter.wire for parameter in result}
    span = target.resource.path.span
    for name in dict.fromkeys(in_path):
        if not name:
            found.append(NotCarriedOut.at(span, "a path parameter without a name"))
        if name not in known:
            result.append(Parameter(name, Place.PATH, None, True, "", None, span))
    return tuple(result)


def _declared(
    declared: ConsumedInput, in_path: tuple[str, ...], found: list[Diagnostic]
) -> Parameter | None:
    name, place = declared.name.value, declared.place.value
    type = json_type(declared.type.value) if declared.type else None
    required = bool(declared.required and declared.required.value)
    description = declared.description.value if declared.description else ""
    fixed = declared.value.value if declared.value else None
    match place:
        case "path" | "query" | "header":
            where = Place(place)
        case "body":
            where = Place.BODY
        case _:
            found.append(
                NotCarriedOut.at(
                    declared.place.span, f"inputs in `{place}` are not carried out yet"
                )
            )
            return None
    if where is Place.PATH and name not in in_path:
        return None  # a check has said so
    if where is Place.HEADER:
        _check_header(declared.name.value, declared.name.span, found)
    if fixed is not None and ("{{" in fixed or where in (Place.BODY, Place.PATH)):
        assert declared.value is not None
        message = "this fixed value is not carried out yet"
        found.append(NotCarriedOut.at(declared.value.span, message))
    structured = type in (JsonType.OBJECT, JsonType.ARRAY)
    if where is Place.BODY:
        if name not in WHOLE_BODY or not (structured or type is None):
            found.append(
                NotCarriedOut.at(
                    declared.place.span,
                    f"`{name}` as a member of the body is not carried out yet",
                    help="one input named `body`, of type object or array, is the whole body",
                )
            )
    elif structured:
        assert declared.type is not None
        assert type is not None
        message = f"the type {type.value} in `{place}` is not carried out yet"
        found.append(NotCarriedOut.at(declared.type.span, message))
    # A placeholder of the same name takes the same value.
    required = required or where is Place.PATH or name in in_path
    return Parameter(name, where, type, required, description, fixed, declared.name.span)


def _check_header(name: str, span: Span, found: list[Diagnostic]) -> None:
    if not is_header_name(name):
        found.append(BadHeaderName.at(span, f"`{name}` cannot be a header here"))


def is_header_name(name: str) -> bool:
    """Return whether a request may carry a header of that name."""
    return bool(_TOKEN.fullmatch(name)) and name.lower() not in _FRAMING


def json_type(name: str) -> JsonType:
    """Return the type of that name; what the schema let through otherwise is ``ANY``."""
    try:
        return JsonType(name)
    except ValueError:
        return JsonType.ANY


def join(types: list[JsonType]) -> JsonType:
    """Return the narrowest type that holds all of ``types``."""
    distinct = set(types)
    if len(distinct) == 1:
        return types[0]
    if distinct == {JsonType.INTEGER, JsonType.NUMBER}:
        return JsonType.NUMBER
    return JsonType.ANY
