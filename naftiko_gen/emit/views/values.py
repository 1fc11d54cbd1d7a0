"""What client methods send: the expressions, and facts about them."""

from __future__ import annotations

from collections.abc import Iterator

from naftiko_gen.emit.doc import Value, call
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.ir import (
    BodyValue,
    Elements,
    Filled,
    Fixed,
    FormBody,
    JsonBody,
    JsonType,
    JsonValue,
    Members,
    Method,
    MultipartBody,
    ParamRef,
    SettingRef,
    TextBody,
    references,
)

_SCALARS = (JsonType.STRING, JsonType.INTEGER, JsonType.NUMBER, JsonType.BOOLEAN)


def value_of(value: BodyValue) -> Value:
    """Return the expression for a value; it is None where the value is absent."""
    match value:
        case ParamRef():
            return name(value.name)
        case SettingRef():
            return phrase(fixed("self._settings."), name(value.field))
        case Fixed():
            return _plain(value.value)
        case Filled(parts=parts, markup=markup):
            joined = [part if isinstance(part, str) else value_of(part) for part in parts]
            if markup:
                joined = [
                    call(fixed("_escaped"), shown) if shown is not part else shown
                    for part, shown in zip(parts, joined, strict=True)
                ]
            return call(fixed("_filled"), *joined)
        case Members(members=members):
            shown = {key: value_of(member) for key, member in members}
            nulls = [key for key, member in members if member == Fixed(None)]
            return call(fixed("_present"), shown, *nulls)
        case Elements(elements=elements):
            return [value_of(element) for element in elements]


def _plain(value: JsonValue) -> Value:
    match value:
        case dict():
            return {key: _plain(member) for key, member in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def values_of(method: Method) -> Iterator[BodyValue]:
    """Yield every value that a method sends, and every one inside it."""
    for part in method.path:
        if not isinstance(part, str):
            yield part
    for field in (*method.query, *method.headers, *method.cookies):
        if not isinstance(field.value, str):
            yield from _inside(field.value)
    match method.body:
        case JsonBody(value=value) | TextBody(value=value):
            yield from _inside(value)
        case FormBody(fields=fields):
            for _, value in fields:
                yield from _inside(value)
        case MultipartBody(values=values):
            for value in values:
                yield from _inside(value)
        case None:
            pass


def _inside(value: BodyValue) -> Iterator[BodyValue]:
    yield value
    match value:
        case Filled(parts=parts):
            yield from (part for part in parts if not isinstance(part, str))
        case Members(members=members):
            for _, member in members:
                yield from _inside(member)
        case Elements(elements=elements):
            for element in elements:
                yield from _inside(element)
        case _:
            pass


def may_be_absent(method: Method) -> bool:
    """Return whether a call may have no body: it is one value, and that may be absent."""
    value = method.body.value if isinstance(method.body, JsonBody | TextBody) else None
    if not isinstance(value, ParamRef | Filled):
        return False
    required = {param.name for param in method.params if param.required}
    return any(reference.name not in required for reference in references(value))


def sends_other_than_text(method: Method) -> bool:
    """Return whether a value outside a JSON body may be no text."""
    outside: list[BodyValue] = [part for part in method.path if not isinstance(part, str)]
    fields = (*method.query, *method.headers, *method.cookies)
    outside += [field.value for field in fields if not isinstance(field.value, str)]
    match method.body:
        case FormBody(fields=pairs):
            outside += [value for _, value in pairs]
        case TextBody(value=value):
            outside.append(value)
        case MultipartBody(values=values):
            outside += values
        case _:
            pass
    names = {reference.name for value in outside for reference in references(value)}
    return any(
        param.type is not JsonType.STRING and param.name in names for param in method.params
    ) or any(isinstance(value, Members | Elements | Fixed) for value in outside)


def sends_lists_or_objects(method: Method) -> bool:
    """Return whether a query or form value may be a list or an object."""
    fields: list[BodyValue] = [f.value for f in method.query if not isinstance(f.value, str)]
    if isinstance(method.body, FormBody):
        fields += [value for _, value in method.body.fields]
    scalar = {param.name for param in method.params if param.type in _SCALARS}
    return any(
        isinstance(value, Members | Elements | Fixed)
        or (isinstance(value, ParamRef) and value.name not in scalar)
        for value in fields
    )
