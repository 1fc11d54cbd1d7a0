"""What a consumed operation takes: declared, in its path, or in its templates."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import JsonType, Place
from naftiko_gen.lowering.rules import BadHeaderName, LiteralSecret, NotCarriedOut, UnusedInput
from naftiko_gen.lowering.settings import Settings
from naftiko_gen.spec.model import ConsumedInput, ConsumedOperation, Text
from naftiko_gen.spec.templates import Target, has_variable, path_names, template_names

#: RFC 9110, section 5.6.2.
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
#: Headers that frame the message or belong to the connection: RFC 9110, section 7.6.1.
_FRAMING = frozenset(
    """
    connection content-length content-type host keep-alive te trailer transfer-encoding upgrade
    """.split()
)
#: Headers that carry credentials.
_SECRET = frozenset("authorization cookie proxy-authorization".split())
#: RFC 6265, section 4.1.1: printable ASCII but for blank, quote, comma, semicolon, backslash.
_COOKIE = re.compile(r"[!#-+\--:<-\[\]-~]*")
#: Names of an input that may be the whole body; any other one is a member of it.
WHOLE_BODY = ("body", "payload", "data")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input of a consumed operation.

    ``place`` is MEMBER for a member of the body and for what only a template names. ``type``
    is None where the spec does not say; ``fixed`` is the text, perhaps a template, that the
    request carries in its place whatever callers say.
    """

    wire: str
    place: Place
    type: JsonType | None
    required: bool
    description: str
    fixed: Text | None
    span: Span


def parameters(
    target: Target, settings: Settings, found: list[Diagnostic]
) -> tuple[Parameter, ...]:
    """Return the parameters of an operation, the declared ones first."""
    operation = target.operation
    in_path = dict.fromkeys(
        name for name in path_names(target.resource.path.value) if not settings.is_bound(name)
    )
    in_templates = dict(template_names(operation))
    result: list[Parameter] = []
    alone = sum(each.place.value == "body" for each in operation.inputs) == 1
    for declared in operation.inputs:
        parameter = _declared(declared, operation, in_path, in_templates, alone, found)
        if parameter:
            result.append(parameter)
    known = {parameter.wire for parameter in result}
    span = target.resource.path.span
    for name in in_path:
        if not name:
            found.append(NotCarriedOut.at(span, "a path parameter without a name"))
        if name not in known:
            result.append(Parameter(name, Place.PATH, None, True, "", None, span))
    known.update(in_path)
    for name, place in in_templates.items():
        if name not in known and not settings.is_variable(name):
            result.append(Parameter(name, Place.MEMBER, None, False, "", None, place))
    return tuple(result)


def _declared(
    declared: ConsumedInput,
    operation: ConsumedOperation,
    in_path: Collection[str],
    in_templates: Collection[str],
    alone: bool,
    found: list[Diagnostic],
) -> Parameter | None:
    """Return a declared input as a parameter; ``alone``: no other one stands in the body."""
    name, place = declared.name.value, declared.place.value
    type = json_type(declared.type.value) if declared.type else None
    required = bool(declared.required and declared.required.value)
    match place:
        case "path" | "query" | "header" | "cookie":
            where = Place(place)
        case "body":
            where = _body_place(declared, type, operation, alone)
        case _:
            message = f"inputs in `{place}` are not carried out yet"
            found.append(NotCarriedOut.at(declared.place.span, message))
            return None
    if where is Place.PATH and name not in in_path:
        return None  # a check has said so
    in_body = where in (Place.BODY, Place.MEMBER)
    has_template = operation.body is not None and operation.body.data is not None
    if in_body and has_template and name not in in_templates:
        found.append(UnusedInput.at(declared.name.span, f"the body template has no `{name}`"))
        return None
    if in_body and operation.method.value in ("GET", "HEAD") and not required:
        message = f"a {operation.method} has no body; `{name}` is left out"
        found.append(UnusedInput.at(declared.name.span, message))
        return None
    if where in (Place.HEADER, Place.COOKIE) and not is_header_name(name):
        message = f"`{name}` cannot be a {where.value} here"
        found.append(BadHeaderName.at(declared.name.span, message))
    if where is Place.COOKIE and declared.value and not is_cookie_value(declared.value.value):
        message = "this text cannot stand in a cookie"
        found.append(BadHeaderName.at(declared.value.span, message))
    if where is Place.HEADER and declared.value:
        _check_value(name, declared.value, found)
    if declared.value and (in_body or where is Place.PATH):
        message = "this fixed value is not carried out yet"
        found.append(NotCarriedOut.at(declared.value.span, message))
    if where in (Place.PATH, Place.HEADER, Place.COOKIE) and type in (
        JsonType.OBJECT,
        JsonType.ARRAY,
    ):
        span = declared.type.span if declared.type else declared.name.span
        message = f"the type {declared.type} in `{place}` is not carried out yet"
        found.append(NotCarriedOut.at(span, message))
    # A placeholder of the same name takes the same value.
    required = required or where is Place.PATH or name in in_path
    description = declared.description.value if declared.description else ""
    return Parameter(name, where, type, required, description, declared.value, declared.name.span)


def _check_value(name: str, value: Text, found: list[Diagnostic]) -> None:
    """Hold a fixed header value against what a header may carry and a file may hold."""
    if not is_header_value(value.value):
        message = "this text cannot stand in a header: only printable ASCII can"
        found.append(BadHeaderName.at(value.span, message))
    if name.lower() in _SECRET and not has_variable(value.value):
        found.append(LiteralSecret.at(value.span, f"this `{name}` stands in the file"))


def _body_place(
    declared: ConsumedInput, type: JsonType | None, operation: ConsumedOperation, alone: bool
) -> Place:
    """Return whether an input in the body is the whole of it or a member."""
    if operation.body is not None and operation.body.data is not None:
        return Place.MEMBER
    whole = alone and declared.name.value in WHOLE_BODY
    return Place.BODY if whole and type in (None, JsonType.OBJECT, JsonType.ARRAY) else Place.MEMBER


def is_header_value(text: str) -> bool:
    """Return whether a header may carry that text."""
    return text.isascii() and text.isprintable()


def is_cookie_value(text: str) -> bool:
    """Return whether a cookie may carry that text."""
    return bool(_COOKIE.fullmatch(text))


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
