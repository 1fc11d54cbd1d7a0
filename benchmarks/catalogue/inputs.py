"""Values made from schemas, and the requests that carry them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from naftiko_gen.source import PlainData

Schema: TypeAlias = Mapping[str, Any]

#: A slash and a blank: what is not encoded falls apart at one of them.
_TEXT = "a/b c"


class Values:
    """Makes a different value each time, so that one that is lost is missed."""

    def __init__(self) -> None:
        self._numbers = itertools.count(7001)

    def of(self, schema: Schema) -> PlainData:
        """Return a value that ``schema`` accepts."""
        if "const" in schema:
            constant: PlainData = schema["const"]
            return constant
        if schema.get("enum"):
            choices: list[PlainData] = schema["enum"]
            return choices[0]
        match _first_kind(schema.get("type")):
            case "integer":
                return next(self._numbers)
            case "number":
                return next(self._numbers) + 0.5
            case "boolean":
                return True
            case "array":
                return [self.of(schema.get("items", {}))]
            case "object":
                members: dict[str, Schema] = schema.get("properties") or {"member": {}}
                return {name: self.of(member) for name, member in members.items()}
            case "null":
                return None
            case _:
                return f"{_TEXT}{next(self._numbers)}"


def _first_kind(kinds: str | list[str] | None) -> str | None:
    """Return the type of a schema that is meant, of several the first that is not null."""
    return next((k for k in kinds if k != "null"), "null") if isinstance(kinds, list) else kinds


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call to make.

    ``values`` are the texts and numbers that must reach the upstream, each with its input's name.
    """

    title: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToolAttempt(Attempt):
    """A call of an MCP tool."""

    tool: str
    arguments: dict[str, PlainData]


@dataclass(frozen=True, slots=True)
class RouteAttempt(Attempt):
    """A request to a REST adapter; ``path`` is the template, ``target`` is encoded."""

    method: str
    path: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None


def tool_attempts(name: str, schema: Schema) -> Iterator[ToolAttempt]:
    """Yield a call with all inputs and, where some are optional, one with the others alone."""
    properties: dict[str, Schema] = schema.get("properties", {})
    required = set(schema.get("required", ()))
    for title, chosen in _choices(f"tool {name}", list(properties), required):
        values = Values()
        arguments = {each: values.of(properties[each]) for each in chosen}
        yield ToolAttempt(title, _named_leaves(arguments), name, arguments)


def route_attempts(document: Mapping[str, Any]) -> Iterator[RouteAttempt]:
    """Yield the same for each operation of an OpenAPI document of ours."""
    paths: dict[str, dict[str, Any]] = document["paths"]
    for path, item in paths.items():
        for method, operation in item.items():
            if method != "description":
                yield from _operation_attempts(method.upper(), path, operation)


def _operation_attempts(
    method: str, path: str, operation: Mapping[str, Any]
) -> Iterator[RouteAttempt]:
    parameters: list[Schema] = operation.get("parameters", [])
    content = operation.get("requestBody", {})
    schema: Schema = content.get("content", {}).get("application/json", {}).get("schema", {})
    members: dict[str, Schema] = schema.get("properties", {})
    known = {f"{each['in']} {each['name']}": each for each in parameters}
    required = {key for key, each in known.items() if each.get("required")}
    names = [*known, *(f"member {name}" for name in members)]
    required |= {f"member {name}" for name in schema.get("required", ())}
    if content and not members:
        names.append("body")
        required |= {"body"} if content.get("required") else set()
    for title, chosen in _choices(f"{method} {path}", names, required):
        values = Values()
        given = {key: values.of(_schema(key, known, members, schema)) for key in chosen}
        target, query = path, list[str]()
        headers: list[tuple[str, str]] = []
        for key in chosen:
            place, _, name = key.partition(" ")
            match place:
                case "path":
                    target = target.replace(f"{{{name}}}", quote(_text(given[key]), safe=""))
                case "query":
                    query += _pairs(name, given[key])
                case "header":
                    headers.append((name, _text(given[key])))
                case _:
                    pass
        document = given.get("body")
        if members:
            document = {name: given[f"member {name}"] for name in members if _in(name, given)}
        body = None
        if members or "body" in given:
            headers.append(("Content-Type", "application/json"))
            body = json.dumps(document).encode()
        if query:
            target += "?" + "&".join(query)
        leaves = _named_leaves({key.rpartition(" ")[2]: value for key, value in given.items()})
        yield RouteAttempt(title, leaves, method, path, target, tuple(headers), body)


def _in(name: str, given: Mapping[str, PlainData]) -> bool:
    return f"member {name}" in given


def _schema(
    key: str, known: Mapping[str, Schema], members: Mapping[str, Schema], body: Schema
) -> Schema:
    if key == "body":
        # Where any JSON will do, an object is the usual body.
        return body or {"type": "object"}
    if key in known:
        schema: Schema = known[key].get("schema", {})
        return schema
    return members[key.removeprefix("member ")]


def _choices(title: str, names: list[str], required: set[str]) -> Iterator[tuple[str, list[str]]]:
    yield title, names
    fewer = [name for name in names if name in required]
    if fewer != names:
        yield f"{title} (required inputs only)", fewer


def _pairs(name: str, value: PlainData) -> list[str]:
    """Return a query parameter: a list repeats it, an object has a key in brackets each."""
    match value:
        case list():
            return [pair for item in value for pair in _pairs(name, item)]
        case dict():
            return [pair for key, item in value.items() for pair in _pairs(f"{name}[{key}]", item)]
        case _:
            return [f"{quote(name, safe='')}={quote(_text(value), safe='')}"]


def _text(value: PlainData) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _named_leaves(inputs: Mapping[str, PlainData]) -> tuple[tuple[str, str], ...]:
    return tuple((name, leaf) for name, value in inputs.items() for leaf in _leaves(value))


def _leaves(value: PlainData) -> Iterator[str]:
    match value:
        case dict():
            for member in value.values():
                yield from _leaves(member)
        case list():
            for item in value:
                yield from _leaves(item)
        case bool() | None:
            return
        case _:
            yield str(value)
