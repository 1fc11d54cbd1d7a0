"""What ``upstream.py`` needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Item, Value, annotated, brackets, call, data, function
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.emit.views.python import annotation, setting, verb_and_path
from naftiko_gen.ir import (
    BasicCredential,
    Client,
    Field,
    HeaderCredential,
    JsonType,
    Method,
    Package,
    ParamRef,
    QueryCredential,
    TextTemplate,
)


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method: its head, its docstring, and the call of ``_send`` that it awaits."""

    head: Group
    doc: str
    send: Group


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client class; what its session is opened with, and the call that makes it."""

    name: PyCode
    doc: str
    methods: tuple[MethodView, ...]
    headers: Doc
    connector: Group
    timeout: Group
    made: Group


@dataclass(frozen=True, slots=True)
class Uses:
    """What of the plumbing the clients use."""

    path: bool
    query: bool
    key: bool
    headers: bool
    credential: bool
    body: bool
    optional_body: bool
    text: bool


@dataclass(frozen=True, slots=True)
class UpstreamView:
    """The clients and their plumbing."""

    clients: tuple[ClientView, ...]
    uses: Uses
    abstract: tuple[PyCode, ...]
    init: Group
    send: Group
    request: Group
    value: PyCode
    optional_value: PyCode
    handle_type: PyCode
    fields: tuple[PyCode, ...]
    sessions: Group
    made: Group

    @property
    def several(self) -> bool:
        """Whether there is more than one client."""
        return len(self.clients) > 1


def upstream_view(package: Package) -> UpstreamView:
    """Return the view of a package's clients."""
    clients = package.clients
    uses = _uses(clients)
    views = tuple(
        _client(client, name(client.attribute) if len(clients) > 1 else fixed("session"))
        for client in clients
    )
    types = {param.type for client in clients for m in client.methods for param in m.params}
    abstract = [fixed("AsyncGenerator")]
    sends_mapping = uses.path or uses.query or uses.key or uses.headers or len(clients) > 1
    if sends_mapping or JsonType.OBJECT in types:
        abstract.append(fixed("Mapping"))
    if JsonType.ARRAY in types:
        abstract.append(fixed("Sequence"))
    made = zip(clients, views, strict=True)
    return UpstreamView(
        clients=views,
        uses=uses,
        abstract=tuple(abstract),
        init=function(fixed("def __init__"), _init_parameters(uses), fixed("None")),
        send=function(fixed("async def _send"), _send_parameters(uses), fixed("Answer")),
        request=call(
            fixed("self._session.request"),
            fixed("method"),
            fixed("url"),
            **_request_arguments(uses),
            allow_redirects=False,
        ),
        value=fixed("object") if uses.text else fixed("str"),
        optional_value=fixed("object") if uses.text else fixed("str | None"),
        handle_type=name(package.handle.type),
        fields=tuple(
            annotated(name(client.attribute), name(client.class_name)) for client in clients
        ),
        sessions=brackets(map(_session, clients)),
        made=call(name(package.handle.type), **{c.attribute: view.made for c, view in made}),
    )


def _uses(clients: tuple[Client, ...]) -> Uses:
    methods = [method for client in clients for method in client.methods]
    credentials = [client.credential for client in clients]
    return Uses(
        path=any(client.uses_path_values for client in clients),
        query=any(method.query for method in methods),
        key=any(isinstance(credential, QueryCredential) for credential in credentials),
        headers=any(client.uses_headers for client in clients),
        credential=any(isinstance(c, HeaderCredential | BasicCredential) for c in credentials),
        body=any(client.uses_body for client in clients),
        optional_body=any(_has_optional_body(method) for method in methods),
        text=any(_sends_other_than_text(method) for method in methods),
    )


def _has_optional_body(method: Method) -> bool:
    body = method.body.name if method.body else None
    return any(param.name == body and not param.required for param in method.params)


def _sends_other_than_text(method: Method) -> bool:
    body = method.body.name if method.body else None
    return any(p.type is not JsonType.STRING and p.name != body for p in method.params)


def _init_parameters(uses: Uses) -> Iterator[PyCode]:
    yield fixed("self")
    yield fixed("session: aiohttp.ClientSession")
    yield fixed("url: str")
    yield fixed("limit: int")
    if uses.key:
        yield fixed("key: Mapping[str, str] = {}")


def _send_parameters(uses: Uses) -> Iterator[PyCode]:
    yield fixed("self")
    yield fixed("method: str")
    yield fixed("path: str")
    value = fixed("object") if uses.text else fixed("str | None")
    if uses.query:
        yield phrase(fixed("query: Mapping[str, "), value, fixed("] = {}"))
    if uses.headers:
        yield phrase(fixed("headers: Mapping[str, "), value, fixed("] = {}"))
    if uses.body:
        yield fixed("body: bytes | None = None")


def _request_arguments(uses: Uses) -> dict[str, PyCode]:
    arguments: dict[str, PyCode] = {}
    if uses.body:
        arguments["data"] = fixed("body")
    if uses.body or uses.headers:
        arguments["headers"] = fixed("sent")
    return arguments


def _client(client: Client, session: PyCode) -> ClientView:
    made: list[Value] = [
        session,
        setting(client.base_url),
        setting(client.max_response),
    ]
    if isinstance(client.credential, QueryCredential):
        made.append({client.credential.name: _text(client.credential.value)})
    return ClientView(
        name=name(client.class_name),
        doc=client.description or client.namespace,
        methods=tuple(_method(method) for method in client.methods),
        headers=_headers(client),
        connector=call(fixed("aiohttp.TCPConnector"), limit=setting(client.max_connections)),
        timeout=call(fixed("aiohttp.ClientTimeout"), total=setting(client.timeout)),
        made=call(name(client.class_name), *made),
    )


def _session(client: Client) -> Group:
    values = (_headers(client), setting(client.max_connections), setting(client.timeout))
    close = phrase(fixed(") as "), name(client.attribute))
    return Group(fixed("_session("), tuple(map(Item, values)), close)


def _headers(client: Client) -> Doc:
    match client.credential:
        case HeaderCredential(header=header, value=value):
            return data({header: _text(value)})
        case BasicCredential(username=username, password=password):
            encoded = call(fixed("aiohttp.encode_basic_auth"), _text(username), _text(password))
            return data({"Authorization": encoded})
        case _:
            return data({})


def _text(template: TextTemplate) -> Value:
    """Return the text of a template with its settings filled in."""
    match template:
        case ():
            return ""
        case (str() as text,):
            return text
        case (str() as text, part) if not isinstance(part, str) and text == "Bearer ":
            return phrase(fixed('f"Bearer {settings.'), name(part.field), fixed('}"'))
        case (part,) if not isinstance(part, str):
            return setting(part.field)
        case _:
            parts = tuple(p if isinstance(p, str) else setting(p.field) for p in template)
            return call(fixed('"".join'), parts)


def _method(method: Method) -> MethodView:
    parameters = [fixed("self")]
    if method.params:
        parameters.append(fixed("*"))
    for param in method.params:
        default = None if param.required else fixed("None")
        parameters.append(
            annotated(name(param.name), annotation(param.type, param.required), default)
        )
    return MethodView(
        head=function(phrase(fixed("async def "), name(method.name)), parameters, fixed("Answer")),
        doc=verb_and_path(method.verb, method.display_path, method.description),
        send=call(fixed("self._send"), method.verb, _path(method), **_sent(method)),
    )


def _path(method: Method) -> Value:
    references = [part for part in method.path if isinstance(part, ParamRef)]
    if not references:
        return "".join(str(part) for part in method.path)
    wires = {param.name: param.wire for param in method.params}
    distinct = list(dict.fromkeys(references))
    template = "".join(
        part
        if isinstance(part, str)
        # A parameter that stands in the path twice is encoded once.
        else f"{{{distinct.index(part)}}}"
        if len(distinct) < len(references)
        else "{}"
        for part in method.path
    )
    values = {wires[reference.name]: name(reference.name) for reference in distinct}
    return call(fixed("_path"), template, values)


def _sent(method: Method) -> dict[str, Value]:
    arguments: dict[str, Value] = {}
    if method.query:
        arguments["query"] = _fields(method.query)
    if method.headers:
        arguments["headers"] = _fields(method.headers)
    if method.body:
        body = method.body.name
        wire = next(param.wire for param in method.params if param.name == body)
        write = fixed("_body") if _has_optional_body(method) else fixed("_json")
        arguments["body"] = call(write, wire, name(body))
    return arguments


def _fields(fields: Iterable[Field]) -> Value:
    return {
        field.name: name(field.value.name) if isinstance(field.value, ParamRef) else field.value
        for field in fields
    }
