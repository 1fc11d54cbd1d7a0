"""Examples of each tool and operation, and the requests that must follow from them.

What goes over the wire is worked out here from the IR alone, apart from the generated code
that it is compared with in the package's own tests.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from naftiko_gen.ir import (
    EXAMPLE_SECRET,
    BodyValue,
    Call,
    Client,
    Constant,
    Elements,
    Exchange,
    Field,
    Filled,
    Fixed,
    FormBody,
    InputRef,
    JsonBody,
    JsonType,
    JsonValue,
    Members,
    Method,
    MultipartBody,
    ParamRef,
    Part,
    Place,
    RestAdapter,
    RestExample,
    RestOperation,
    Route,
    SettingRef,
    TextBody,
    Tool,
    ToolExample,
    references,
)

_VALUES: dict[JsonType, JsonValue] = {
    JsonType.STRING: "a/b c",
    JsonType.INTEGER: 7,
    JsonType.NUMBER: 1.5,
    JsonType.BOOLEAN: True,
    JsonType.OBJECT: {"name": "example"},
    JsonType.ARRAY: ["example"],
    JsonType.ANY: "a/b c",
}


def tool_example(tool: Tool, clients: tuple[Client, ...]) -> ToolExample:
    """Return a call of ``tool`` with all its inputs."""
    values = [_value(tool_input.type, None) for tool_input in tool.inputs]
    _fit_cookies(values, tool.call, clients)
    sent = _exchange(tool.call, values, clients)
    arguments = tuple((i.wire, value) for i, value in zip(tool.inputs, values, strict=True))
    return ToolExample(tool, arguments, sent)


def rest_examples(adapter: RestAdapter, clients: tuple[Client, ...]) -> tuple[RestExample, ...]:
    """Return a request for each operation of ``adapter`` with all its inputs."""
    return tuple(
        _rest_example(route, operation, clients)
        for route in adapter.routes
        for operation in route.operations
    )


def _rest_example(
    route: Route, operation: RestOperation, clients: tuple[Client, ...]
) -> RestExample:
    target = route.path
    query: list[str] = []
    headers: list[tuple[str, str]] = []
    body: JsonValue = None
    members: dict[str, JsonValue] = {}
    values = [_value(rest_input.type, rest_input.place) for rest_input in operation.inputs]
    _fit_cookies(values, operation.call, clients)
    cookies: list[str] = []
    for rest_input, value in zip(operation.inputs, values, strict=True):
        match rest_input.place:
            case Place.PATH:
                target = target.replace(f"{{{rest_input.name}}}", _quoted(value))
            case Place.QUERY:
                query += _pairs(rest_input.wire, value)
            case Place.HEADER:
                headers.append((rest_input.wire, _text(value)))
            case Place.COOKIE:
                cookies.append(f"{rest_input.wire}={_text(value)}")
            case Place.BODY:
                body = value
            case Place.MEMBER:
                members[rest_input.wire] = value
    if query:
        target += "?" + "&".join(query)
    if cookies:
        headers.append(("Cookie", "; ".join(cookies)))
    sent = _exchange(operation.call, values, clients)
    return RestExample(operation, target, tuple(headers), members or body, sent)


def _called(call: Call, clients: tuple[Client, ...]) -> tuple[Client, Method]:
    client = next(client for client in clients if client.attribute == call.client)
    return client, next(method for method in client.methods if method.name == call.method)


def _fit_cookies(values: list[JsonValue], call: Call, clients: tuple[Client, ...]) -> None:
    """Replace the examples that no cookie could carry."""
    _, method = _called(call, clients)
    texts = [field.value for field in method.cookies if not isinstance(field.value, str)]
    names = {reference.name for value in texts for reference in references(value)}
    for argument in call.arguments:
        if argument.parameter in names and isinstance(argument.value, InputRef):
            index = argument.value.index
            value = values[index]
            values[index] = value.replace(" ", "-") if isinstance(value, str) else value


def _exchange(call: Call, values: list[JsonValue], clients: tuple[Client, ...]) -> Exchange:
    client, method = _called(call, clients)
    given: dict[str, JsonValue] = {}
    for argument in call.arguments:
        value = argument.value
        given[argument.parameter] = (
            value.value if isinstance(value, Constant) else values[value.index]
        )
    path = "".join(
        part if isinstance(part, str) else _quoted(_filled(part, given)) for part in method.path
    )
    query = "&".join(
        pair for name, value in _sent(method.query, given) for pair in _pairs(name, value)
    )
    content_type, body = _body(method, given)
    headers = tuple((name, _text(value)) for name, value in _sent(method.headers, given))
    cookies = [f"{name}={_text(value)}" for name, value in _sent(method.cookies, given)]
    if cookies:
        headers += (("Cookie", "; ".join(cookies)),)
    return Exchange(
        client=client.attribute,
        verb=method.verb,
        target=f"{path}?{query}" if query else path,
        headers=(*headers, *(((("Content-Type", content_type),)) if content_type else ())),
        body=body,
    )


def _sent(fields: tuple[Field, ...], given: dict[str, JsonValue]) -> list[tuple[str, JsonValue]]:
    values = [
        (f.name, f.value if isinstance(f.value, str) else _filled(f.value, given)) for f in fields
    ]
    return [(name, value) for name, value in values if value is not None]


def _pairs(name: str, value: JsonValue) -> list[str]:
    """Return a query parameter: a list repeats it, an object has a key in brackets each."""
    match value:
        case list():
            return [f"{_quoted(name)}={_quoted(item)}" for item in value]
        case dict():
            return [f"{_quoted(f'{name}[{key}]')}={_quoted(item)}" for key, item in value.items()]
        case _:
            return [f"{_quoted(name)}={_quoted(value)}"]


def _body(method: Method, given: dict[str, JsonValue]) -> tuple[str | None, str | None]:
    """Return the content type, where it is not JSON, and the body."""
    match method.body:
        case JsonBody(value=value):
            filled = _filled(value, given)
            if filled is None and isinstance(value, ParamRef):
                return None, None
            return None, json.dumps(filled, separators=(",", ":"))
        case FormBody(fields=fields):
            values = [(name, _filled(value, given)) for name, value in fields]
            pairs = [pair for name, v in values if v is not None for pair in _pairs(name, v)]
            return "application/x-www-form-urlencoded", "&".join(pairs)
        case MultipartBody(parts=parts):
            return None, _multipart(parts, given)
        case TextBody(value=value, content_type=content_type):
            filled = _filled(value, given)
            return (None, None) if filled is None else (content_type, _text(filled))
        case None:
            return None, None


def _multipart(parts: tuple[Part, ...], given: dict[str, JsonValue]) -> str:
    """Return a form as the generated test shows it: its boundary is ``BOUNDARY`` there."""
    text = ""
    for part in parts:
        value = _filled(part.value, given)
        if value is not None:
            filename = None if part.filename is None else _filled(part.filename, given)
            head = f'--BOUNDARY\r\nContent-Disposition: form-data; name="{_inert(part.name)}"'
            head += "" if filename is None else f'; filename="{_inert(_text(filename))}"'
            head += f"\r\nContent-Type: {part.content_type}" if part.content_type else ""
            text += f"{head}\r\n\r\n{_text(value)}\r\n"
    return f"{text}--BOUNDARY--\r\n"


def _inert(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _filled(value: BodyValue, given: dict[str, JsonValue]) -> JsonValue:
    """Return a value with the examples in it; None where it is absent."""
    match value:
        case ParamRef(name=name):
            return given.get(name)
        case SettingRef():
            return EXAMPLE_SECRET
        case Fixed(value=fixed):
            return fixed
        case Filled(parts=parts, markup=markup):
            values = [part if isinstance(part, str) else _filled(part, given) for part in parts]
            if None in values:
                return None
            return "".join(
                _as_markup(_text(value)) if markup and value is not part else _text(value)
                for part, value in zip(parts, values, strict=True)
            )
        case Members(members=members):
            named = [(name, member, _filled(member, given)) for name, member in members]
            return {n: value for n, m, value in named if value is not None or isinstance(m, Fixed)}
        case Elements(elements=elements):
            return [_filled(element, given) for element in elements]


def _as_markup(text: str) -> str:
    from xml.sax.saxutils import escape  # it imports a client of HTTP, and few files have XML

    # No example holds a character that needs more.
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def _value(type: JsonType, place: Place | None) -> JsonValue:
    if type is JsonType.ANY and place is Place.BODY:
        return _VALUES[JsonType.OBJECT]
    return _VALUES[type]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _quoted(value: JsonValue) -> str:
    return quote(_text(value), safe="")
