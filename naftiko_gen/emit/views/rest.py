"""What the module of a REST adapter needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Item, Value, annotated, call, data, function, subscript
from naftiko_gen.emit.python import fixed, name, phrase, string
from naftiko_gen.emit.routes import canonical
from naftiko_gen.emit.views.outputs import shape_names, with_shape
from naftiko_gen.emit.views.python import (
    ALLOWED_HOSTS,
    outputs_import,
    upstream_call,
    upstream_import,
    verb_and_path,
)
from naftiko_gen.ir import (
    InputRef,
    JsonType,
    Package,
    Place,
    RestAdapter,
    RestInput,
    RestOperation,
    Route,
    Shape,
)

_HOLDERS = {
    Place.QUERY: fixed("request.query_params"),
    Place.HEADER: fixed("request.headers"),
    Place.COOKIE: fixed("request.cookies"),
}
_READERS = {
    JsonType.INTEGER: fixed("_integer"),
    JsonType.NUMBER: fixed("_number"),
    JsonType.BOOLEAN: fixed("_boolean"),
}
#: What reads a list (its name repeats) and an object (each key in brackets) from a query.
_STRUCTURED = {JsonType.ARRAY: fixed("_list"), JsonType.OBJECT: fixed("_bracketed")}
#: What holds a member of a body; a number may be whole.
_KINDS = {
    JsonType.STRING: fixed("str"),
    JsonType.INTEGER: fixed("int"),
    JsonType.NUMBER: fixed("float"),
    JsonType.BOOLEAN: fixed("bool"),
    JsonType.OBJECT: fixed("dict"),
    JsonType.ARRAY: fixed("list"),
    JsonType.ANY: fixed("object"),
}
_IN_BODY = (Place.BODY, Place.MEMBER)
_BODIES = {
    JsonType.OBJECT: fixed("_json_object"),
    JsonType.ARRAY: fixed("_json_array"),
}


@dataclass(frozen=True, slots=True)
class HandlerView:
    """One handler: its name, its docstring, the inputs that it reads, and the call."""

    name: PyCode
    doc: str
    inputs: tuple[tuple[PyCode, Doc], ...]
    relayed: Group


@dataclass(frozen=True, slots=True)
class RestView:
    """A REST adapter. The flags say which helpers its handlers use."""

    doc: str
    upstream_import: PyCode
    outputs_import: PyCode | None
    openapi: tuple[tuple[PyCode, Doc], ...]
    documents: tuple[tuple[PyCode, Doc], ...]
    create_app: Group
    create_doc: str
    handlers: tuple[HandlerView, ...]
    routes: Doc
    raw_path: bool
    integer: bool
    number: bool
    boolean: bool
    required: bool
    member: bool
    list: bool
    bracketed: bool
    body: bool
    json_object: bool
    json_array: bool
    json_value: bool
    optional_body: bool

    @property
    def only_objects(self) -> bool:
        """Whether all bodies are JSON objects."""
        return self.json_object and not (self.json_array or self.json_value)

    @property
    def generic(self) -> bool:
        """Whether any helper is for values of any type."""
        return self.required or self.optional_body or self.member

    @property
    def parsed(self) -> bool:
        """Whether any input is no text."""
        return self.integer or self.number or self.boolean


def rest_view(package: Package, adapter: RestAdapter) -> RestView:
    """Return the view of a REST adapter."""
    inputs = [each for operation in adapter.operations for each in operation.inputs]
    loose = [each for each in inputs if each.place not in _IN_BODY]
    bodies = [each for each in inputs if each.place is Place.BODY]
    members = [each for each in inputs if each.place is Place.MEMBER]
    handle = name(package.handle.variable)
    functions = shape_names(package)
    return RestView(
        doc=adapter.description or f"REST adapter {adapter.namespace}.",
        upstream_import=upstream_import(package, calls=bool(adapter.routes)),
        outputs_import=outputs_import(package) if _has_shapes(adapter) else None,
        openapi=_read_file("OPENAPI", adapter.openapi_file) if adapter.serves_openapi else (),
        documents=_read_file("TEXT", f"{adapter.module}.json") if adapter.documents else (),
        create_app=function(
            fixed("def create_app"),
            [annotated(handle, name(package.handle.type)), ALLOWED_HOSTS],
            fixed("ASGIApp"),
        ),
        create_doc=(f"Build the ASGI application; ``{handle}`` must stay open while it serves."),
        handlers=tuple(
            _handler(package, functions, route, operation)
            for route in adapter.routes
            for operation in route.operations
        ),
        routes=_routes(adapter),
        raw_path=_needs_raw_path(adapter),
        integer=any(each.type is JsonType.INTEGER for each in loose),
        number=any(each.type is JsonType.NUMBER for each in loose),
        boolean=any(each.type is JsonType.BOOLEAN for each in loose),
        required=any(_is_checked(each) for each in [*loose, *members]),
        member=bool(members),
        list=any(each.type is JsonType.ARRAY for each in loose),
        bracketed=any(each.type is JsonType.OBJECT for each in loose),
        body=bool(bodies or members),
        json_object=bool(members) or any(each.type is JsonType.OBJECT for each in bodies),
        json_array=any(each.type is JsonType.ARRAY for each in bodies),
        json_value=any(each.type not in _BODIES for each in bodies),
        optional_body=any(not each.required for each in bodies),
    )


def _has_shapes(adapter: RestAdapter) -> bool:
    return any(operation.output for operation in adapter.operations)


#: The longest name of a file with which the line that reads it fits.
_LONGEST_FILE = 37


def _read_file(constant: Literal["OPENAPI", "TEXT"], path: str) -> tuple[tuple[PyCode, Doc], ...]:
    """Return the statements that read a file beside the module, heads and values."""
    head = fixed("OPENAPI = ") if constant == "OPENAPI" else fixed("TEXT = ")
    file = string(path)
    here = fixed("Path(__file__)")
    if len(path) <= _LONGEST_FILE:
        line = phrase(here, fixed(".with_name("), file, fixed(").read_bytes()"))
        return ((head, line),)
    read = Group(fixed("_HERE.with_name("), (Item(file),), fixed(").read_bytes()"))
    return ((fixed("_HERE = "), here), (head, read))


def _handler(
    package: Package, functions: Mapping[Shape, str], route: Route, operation: RestOperation
) -> HandlerView:
    used = {
        argument.value.index
        for argument in operation.call.arguments
        if isinstance(argument.value, InputRef)
    }
    content: tuple[tuple[PyCode, Doc], ...] = ()
    if any(each.place is Place.MEMBER for each in operation.inputs):
        content = ((fixed("content = "), fixed("await _json_object(request)")),)
    reads = content + tuple(
        # What the call does not pass on is still checked.
        (phrase(name(each.name), fixed(" = ")) if index in used else fixed(""), _read(each))
        for index, each in enumerate(operation.inputs)
    )
    variables = [name(each.name) for each in operation.inputs]
    relayed = upstream_call(package, operation.call, variables)
    return HandlerView(
        name=name(operation.handler),
        doc=verb_and_path(operation.verb, route.display_path, operation.description),
        inputs=reads,
        relayed=call(fixed("_relay"), with_shape(functions, relayed, operation.output)),
    )


def _read(each: RestInput) -> Doc:
    if each.place is Place.BODY:
        reader = _BODIES.get(each.type, fixed("_json_value"))
        if each.required:
            return call(phrase(fixed("await "), reader), fixed("request"))
        return call(fixed("await _if_any"), reader, fixed("request"))
    if each.place is Place.MEMBER:
        value: Value = call(fixed("_member"), fixed("content"), each.wire, _KINDS[each.type])
        return data(call(fixed("_required"), each.wire, value) if each.required else value)
    if each.place is Place.QUERY and each.type in _STRUCTURED:
        value = call(_STRUCTURED[each.type], fixed("request"), each.wire)
        return data(call(fixed("_required"), each.wire, value) if each.required else value)
    if each.place is Place.PATH:
        value = subscript(fixed("request.path_params"), each.name)
    else:
        value = call(phrase(_HOLDERS[each.place], fixed(".get")), each.wire)
    if each.type in _READERS:
        value = call(_READERS[each.type], each.wire, value)
    if _is_checked(each):
        value = call(fixed("_required"), each.wire, value)
    return data(value)


def _is_checked(each: RestInput) -> bool:
    """Whether the value as it is read may be None, and must not be."""
    if not each.required:
        return False
    return each.place in _HOLDERS or each.place is Place.MEMBER or each.type in _READERS


def _routes(adapter: RestAdapter) -> Doc:
    # Of two paths that fit, the one whose text comes first counts.
    routes = sorted(adapter.routes, key=_parameters)
    table: dict[str, Value] = {
        canonical(route.path): {
            operation.verb: name(operation.handler) for operation in route.operations
        }
        for route in routes
    }
    for document in adapter.documents:
        table[canonical(document.path)] = {"GET": call(fixed("_document"), document.path)}
    if adapter.serves_health:
        table["/health"] = {"GET": fixed("""_static(b'{"status":"ok"}')""")}
    if adapter.serves_openapi:
        table["/openapi.json"] = {"GET": fixed("_static(OPENAPI)")}
    return data(table)


def _parameters(route: Route) -> list[int]:
    """Return how little each segment says: text, text around parameters, a parameter alone."""
    return [_vagueness(segment) for segment in route.path.split("/")]


def _vagueness(segment: str) -> int:
    text = re.sub(r"\{[^{}]*\}", "", segment)
    return 0 if text == segment else 1 if text else 2


def _needs_raw_path(adapter: RestAdapter) -> bool:
    """Whether it matters that Starlette decodes a path before it looks for the route."""
    return any("{" in route.path or "%" in canonical(route.path) for route in adapter.routes)
