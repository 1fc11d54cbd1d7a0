"""Examples of each tool and operation, and the requests that must follow from them.

What goes over the wire is worked out here from the IR alone, apart from the generated code
that it is compared with in the package's own tests.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from naftiko_gen.ir import (
    Call,
    Client,
    Constant,
    Exchange,
    Field,
    JsonType,
    JsonValue,
    Method,
    ParamRef,
    Place,
    RestAdapter,
    RestExample,
    RestOperation,
    Route,
    Tool,
    ToolExample,
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
    values = [_value(rest_input.type, rest_input.place) for rest_input in operation.inputs]
    for rest_input, value in zip(operation.inputs, values, strict=True):
        match rest_input.place:
            case Place.PATH:
                target = target.replace(f"{{{rest_input.name}}}", _quoted(value))
            case Place.QUERY:
                query.append(f"{quote(rest_input.wire, safe='')}={_quoted(value)}")
            case Place.HEADER:
                headers.append((rest_input.wire, _text(value)))
            case Place.BODY:
                body = value
    if query:
        target += "?" + "&".join(query)
    sent = _exchange(operation.call, values, clients)
    return RestExample(operation, target, tuple(headers), body, sent)


def _exchange(call: Call, values: list[JsonValue], clients: tuple[Client, ...]) -> Exchange:
    client = next(client for client in clients if client.attribute == call.client)
    method = next(method for method in client.methods if method.name == call.method)
    given: dict[str, JsonValue] = {}
    for argument in call.arguments:
        value = argument.value
        given[argument.parameter] = (
            value.value if isinstance(value, Constant) else values[value.index]
        )
    path = "".join(
        _quoted(given[part.name]) if isinstance(part, ParamRef) else part for part in method.path
    )
    query = "&".join(
        f"{quote(name, safe='')}={_quoted(value)}" for name, value in _sent(method.query, given)
    )
    headers = tuple((name, _text(value)) for name, value in _sent(method.headers, given))
    return Exchange(
        client=client.attribute,
        verb=method.verb,
        target=f"{path}?{query}" if query else path,
        headers=headers,
        body=_body(method, given),
    )


def _sent(fields: tuple[Field, ...], given: dict[str, JsonValue]) -> list[tuple[str, JsonValue]]:
    result: list[tuple[str, JsonValue]] = []
    for field in fields:
        if isinstance(field.value, str):
            result.append((field.name, field.value))
        elif field.value.name in given:
            result.append((field.name, given[field.value.name]))
    return result


def _body(method: Method, given: dict[str, JsonValue]) -> str | None:
    if method.body is None or method.body.name not in given:
        return None
    return json.dumps(given[method.body.name], separators=(",", ":"))


def _value(type: JsonType, place: Place | None) -> JsonValue:
    if type is JsonType.ANY and place is Place.BODY:
        return _VALUES[JsonType.OBJECT]
    return _VALUES[type]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _quoted(value: JsonValue) -> str:
    return quote(_text(value), safe="")
