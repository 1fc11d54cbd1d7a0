"""What ``upstream.py`` needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Item, Value, annotated, call, data, function
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.emit.views.python import annotation, own_import, setting, verb_and_path
from naftiko_gen.emit.views.values import (
    may_be_absent,
    sends_lists_or_objects,
    sends_other_than_text,
    value_of,
    values_of,
)
from naftiko_gen.ir import (
    BasicCredential,
    BodyValue,
    Client,
    CookieCredential,
    DigestCredential,
    Field,
    Filled,
    FormBody,
    HeaderCredential,
    JsonBody,
    JsonType,
    Members,
    Method,
    MultipartBody,
    Package,
    ParamRef,
    Part,
    QueryCredential,
    SettingRef,
    TextBody,
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
    middlewares: Doc | None
    timeout: Group
    made: Group


@dataclass(frozen=True, slots=True)
class Uses:
    """What of the plumbing the clients use."""

    path: bool
    query: bool
    key: bool
    headers: bool
    cookies: bool
    digest: bool
    body: bool
    json: bool
    optional_body: bool
    content_type: bool
    form: bool
    plain: bool
    pairs: bool
    structured: bool
    present: bool
    multipart: bool
    markup: bool
    filled: bool
    settings: bool
    text: bool


@dataclass(frozen=True, slots=True)
class UpstreamView:
    """The clients and their plumbing."""

    settings_import: PyCode
    clients: tuple[ClientView, ...]
    uses: Uses
    abstract: tuple[PyCode, ...]
    init: Group
    send: Group
    request: Group
    value: PyCode
    optional_value: PyCode
    handle_type: PyCode
    connect: Group
    fields: tuple[PyCode, ...]
    sessions: tuple[Doc, ...]
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
        _client(client, name(client.attribute) if len(clients) > 1 else fixed("session"), uses)
        for client in clients
    )
    types = {param.type for client in clients for m in client.methods for param in m.params}
    abstract = [fixed("AsyncGenerator")]
    if uses.structured:
        abstract.append(fixed("Iterator"))
    sends_mapping = (
        uses.path or uses.pairs or uses.key or uses.headers or uses.present or len(clients) > 1
    )
    if sends_mapping or JsonType.OBJECT in types:
        abstract.append(fixed("Mapping"))
    if JsonType.ARRAY in types or (uses.digest and len(clients) > 1):
        abstract.append(fixed("Sequence"))
    made = zip(clients, views, strict=True)
    return UpstreamView(
        settings_import=own_import(package, fixed(".settings"), fixed("Settings")),
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
        connect=function(
            fixed("async def connect"),
            [annotated(fixed("settings"), fixed("Settings"))],
            phrase(fixed("AsyncGenerator["), name(package.handle.type), fixed("]")),
        ),
        fields=tuple(
            annotated(name(client.attribute), name(client.class_name)) for client in clients
        ),
        sessions=tuple(map(_session, clients)),
        made=call(name(package.handle.type), **{c.attribute: view.made for c, view in made}),
    )


def _uses(clients: tuple[Client, ...]) -> Uses:
    methods = [method for client in clients for method in client.methods]
    credentials = [client.credential for client in clients]
    return Uses(
        path=any(not isinstance(part, str) for method in methods for part in method.path),
        query=any(method.query for method in methods),
        key=any(isinstance(credential, QueryCredential) for credential in credentials),
        headers=any(method.headers or method.cookies for method in methods),
        cookies=any(method.cookies for method in methods),
        digest=any(isinstance(credential, DigestCredential) for credential in credentials),
        body=any(method.body for method in methods),
        json=any(isinstance(method.body, JsonBody) for method in methods),
        optional_body=any(
            isinstance(method.body, JsonBody) and may_be_absent(method) for method in methods
        ),
        content_type=any(
            isinstance(method.body, FormBody | TextBody | MultipartBody) for method in methods
        ),
        form=any(isinstance(method.body, FormBody) for method in methods),
        plain=any(isinstance(method.body, TextBody) for method in methods),
        pairs=any(method.query or isinstance(method.body, FormBody) for method in methods),
        structured=any(sends_lists_or_objects(method) for method in methods),
        present=any(isinstance(v, Members) for m in methods for v in values_of(m)),
        multipart=any(isinstance(method.body, MultipartBody) for method in methods),
        markup=any(isinstance(v, Filled) and v.markup for m in methods for v in values_of(m)),
        filled=any(isinstance(v, Filled) for m in methods for v in values_of(m)),
        settings=any(isinstance(v, SettingRef) for m in methods for v in values_of(m)),
        text=any(sends_other_than_text(method) for method in methods),
    )


def _init_parameters(uses: Uses) -> Iterator[PyCode]:
    yield fixed("self")
    yield fixed("session: aiohttp.ClientSession")
    yield fixed("url: str")
    yield fixed("limit: int")
    if uses.settings:
        yield fixed("settings: Settings")
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
    if uses.content_type:
        yield fixed('content_type: str = "application/json"')


def _request_arguments(uses: Uses) -> dict[str, PyCode]:
    arguments: dict[str, PyCode] = {}
    if uses.body:
        arguments["data"] = fixed("body")
    if uses.body or uses.headers:
        arguments["headers"] = fixed("sent")
    return arguments


def _client(client: Client, session: PyCode, uses: Uses) -> ClientView:
    made: list[Value] = [
        session,
        setting(client.base_url),
        setting(client.max_response),
    ]
    if uses.settings:
        made.append(fixed("settings"))
    if isinstance(client.credential, QueryCredential):
        made.append({client.credential.name: _text(client.credential.value)})
    return ClientView(
        name=name(client.class_name),
        doc=client.description or client.namespace,
        methods=tuple(_method(method) for method in client.methods),
        headers=_headers(client),
        connector=call(fixed("aiohttp.TCPConnector"), limit=setting(client.max_connections)),
        middlewares=_middlewares(client),
        timeout=call(fixed("aiohttp.ClientTimeout"), total=setting(client.timeout)),
        made=call(name(client.class_name), *made),
    )


def _session(client: Client) -> Group:
    values = [_headers(client), setting(client.max_connections), setting(client.timeout)]
    if middlewares := _middlewares(client):
        values.append(middlewares)
    entered = phrase(name(client.attribute), fixed(" = await stack.enter_async_context("))
    session = Group(fixed("_session("), tuple(map(Item, values)), fixed(")"))
    return Group(entered, (Item(session),), fixed(")"))


def _headers(client: Client) -> Doc:
    headers: dict[str, Value] = {"Accept-Encoding": "gzip"}
    match client.credential:
        case HeaderCredential(headers=several):
            headers |= {header: _text(value) for header, value in several}
        case CookieCredential(name=cookie, value=value):
            headers["Cookie"] = _text((f"{cookie}=", *value))
        case BasicCredential(username=username, password=password):
            encoded = call(fixed("aiohttp.encode_basic_auth"), _text(username), _text(password))
            headers["Authorization"] = encoded
        case _:
            pass
    return data(headers)


def _middlewares(client: Client) -> Doc | None:
    """Return what answers the challenges of HTTP Digest."""
    match client.credential:
        case DigestCredential(username=username, password=password):
            values = (_text(username), _text(password))
            return data((call(fixed("aiohttp.DigestAuthMiddleware"), *values),))
        case _:
            return None


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
    references = [part for part in method.path if not isinstance(part, str)]
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
    values: dict[str, Value] = {
        wires[each.name] if isinstance(each, ParamRef) else each.field: value_of(each)
        for each in distinct
    }
    return call(fixed("_path"), template, values)


def _sent(method: Method) -> dict[str, Value]:
    arguments: dict[str, Value] = {}
    if method.query:
        arguments["query"] = _fields(method.query)
    headers = dict(_fields(method.headers))
    if method.cookies:
        headers["Cookie"] = call(fixed("_cookies"), _fields(method.cookies))
    if headers:
        arguments["headers"] = headers
    match method.body:
        case JsonBody(value=value):
            write = fixed("_body") if may_be_absent(method) else fixed("_json")
            arguments["body"] = call(write, _label(method, value), value_of(value))
        case FormBody(fields=fields):
            arguments["body"] = call(fixed("_form"), {n: value_of(v) for n, v in fields})
            arguments["content_type"] = "application/x-www-form-urlencoded"
        case TextBody(value=value, content_type=content_type):
            arguments["body"] = call(fixed("_plain"), _label(method, value), value_of(value))
            arguments["content_type"] = content_type
        case MultipartBody(parts=parts):
            arguments["body"] = call(fixed("_multipart"), *map(_part, parts))
            arguments["content_type"] = fixed("_MULTIPART")
        case None:
            pass
    return arguments


def _part(part: Part) -> Value:
    file: dict[str, Value] = {}
    if part.filename is not None:
        file["filename"] = value_of(part.filename)
    if part.content_type is not None:
        file["kind"] = part.content_type
    return call(fixed("_part"), part.name, value_of(part.value), **file)


def _label(method: Method, value: BodyValue) -> str:
    """Return what an error calls the body: the parameter that it is, if it is one."""
    if isinstance(value, ParamRef):
        return next(param.wire for param in method.params if param.name == value.name)
    return "body"


def _fields(fields: Iterable[Field]) -> dict[str, Value]:
    return {
        field.name: field.value if isinstance(field.value, str) else value_of(field.value)
        for field in fields
    }
