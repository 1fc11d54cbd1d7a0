"""The OpenAPI 3.1 document of a REST adapter, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naftiko_gen.emit.routes import canonical
from naftiko_gen.emit.shapes import schema as answer_schema
from naftiko_gen.ir import (
    JsonType,
    JsonValue,
    Package,
    Place,
    RestAdapter,
    RestInput,
    RestOperation,
    Route,
)

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_UPSTREAM: JsonValue = {"$ref": "#/components/responses/Upstream"}
_PROBLEM: JsonValue = {"$ref": "#/components/responses/Problem"}
#: A longer text is a description; in lists of operations there is room for a line.
_LONGEST_SUMMARY = 120


def openapi_document(package: Package, adapter: RestAdapter) -> dict[str, JsonValue]:
    """Return the document that the adapter serves."""
    info: dict[str, JsonValue] = {"title": package.label, "version": "1.0.0"}
    description = adapter.description or package.description
    if description.strip():
        info["description"] = description.strip()
    return {
        "openapi": "3.1.0",
        "info": info,
        "paths": {_path(route): _path_item(route) for route in adapter.routes},
        "components": {"responses": _responses()},
    }


def _responses() -> JsonValue:
    members: dict[str, JsonValue] = {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    return {
        "Upstream": {"description": "The upstream's status, content type and body, unchanged."},
        "Problem": {
            "description": "Nothing, or no answer, came from the upstream (RFC 9457).",
            "content": {
                "application/problem+json": {"schema": {"type": "object", "properties": members}}
            },
        },
    }


def _path(route: Route) -> str:
    # As in requests: the literals of a path template are encoded (OpenAPI 3.1.1, 4.8.2).
    return canonical(f"/{route.display_path.removeprefix('/')}")


def _path_item(route: Route) -> JsonValue:
    item: dict[str, JsonValue] = {}
    if route.description.strip():
        item["description"] = route.description.strip()
    for operation in route.operations:
        item[operation.verb.lower()] = _operation(route, operation)
    return item


def _operation(route: Route, operation: RestOperation) -> JsonValue:
    result: dict[str, JsonValue] = {"operationId": operation.operation_id}
    text = operation.description.strip()
    if text:
        short = len(text) <= _LONGEST_SUMMARY and "\n" not in text
        result["summary" if short else "description"] = text
    parameters = list(_parameters(route, operation))
    if parameters:
        result["parameters"] = parameters
    body = next((each for each in operation.inputs if each.place is Place.BODY), None)
    members = [each for each in operation.inputs if each.place is Place.MEMBER]
    if body:
        result["requestBody"] = _request_body(body)
    elif members:
        result["requestBody"] = _request_object(members)
    statuses = ["400"] if operation.inputs else []
    statuses += ["408", "413", "415"] if body or members else []
    responses: dict[str, JsonValue] = dict.fromkeys([*statuses, "502", "504"], _PROBLEM)
    if operation.output is not None:
        responses["200"] = {
            "description": "A good answer, in the shape that the spec gives it.",
            "content": {"application/json": {"schema": answer_schema(operation.output)}},
        }
    result["responses"] = {**dict(sorted(responses.items())), "default": _UPSTREAM}
    return result


def _parameters(route: Route, operation: RestOperation) -> Iterator[JsonValue]:
    declared = {each.wire for each in operation.inputs if each.place is Place.PATH}
    for each in operation.inputs:
        if each.place not in (Place.BODY, Place.MEMBER):
            yield _parameter(each)
    # A document is only valid if every placeholder is a parameter.
    for wire in dict.fromkeys(_PLACEHOLDER.findall(route.display_path)):
        if wire not in declared:
            yield {"name": wire, "in": "path", "required": True, "schema": {"type": "string"}}


def _parameter(each: RestInput) -> JsonValue:
    result: dict[str, JsonValue] = {"name": each.wire, "in": each.place.value}
    if each.description.strip():
        result["description"] = each.description.strip()
    if each.required:
        result["required"] = True
    if each.place is Place.QUERY and each.type is JsonType.OBJECT:
        result["style"] = "deepObject"
    return {**result, "schema": _schema(each.type)}


def _request_body(each: RestInput) -> JsonValue:
    result: dict[str, JsonValue] = {}
    if each.description.strip():
        result["description"] = each.description.strip()
    content: JsonValue = {"application/json": {"schema": _schema(each.type)}}
    return {**result, "required": each.required, "content": content}


def _request_object(members: list[RestInput]) -> JsonValue:
    schema: dict[str, JsonValue] = {
        "type": "object",
        "properties": {each.wire: _member(each) for each in members},
    }
    required: list[JsonValue] = [each.wire for each in members if each.required]
    if required:
        schema["required"] = required
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _member(each: RestInput) -> JsonValue:
    description = each.description.strip()
    plain = _schema(each.type)
    return {**plain, "description": description} if description else plain


def _schema(type: JsonType) -> dict[str, JsonValue]:
    return {} if type is JsonType.ANY else {"type": type.value}
