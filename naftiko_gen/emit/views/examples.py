"""What the package's own tests need."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import quote

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Value, annotated, call, data, function
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.emit.views.python import own_import
from naftiko_gen.ir import (
    EXAMPLE_SECRET,
    BasicCredential,
    Client,
    CookieCredential,
    Exchange,
    HeaderCredential,
    Identifier,
    MultipartBody,
    Package,
    Place,
    QueryCredential,
    RestExample,
    RestOperation,
    Setting,
    SettingKind,
    TextTemplate,
    ToolExample,
)


@dataclass(frozen=True, slots=True)
class TestsView:
    """Decorators with the examples, and what to check apart from them."""

    package: PyCode
    modules: tuple[PyCode, ...]
    handle_type: PyCode
    upstream: Group
    settings_import: PyCode
    upstream_import: PyCode
    environ: Doc
    base_urls: Doc
    credentials: Doc
    tools: Group | None
    incomplete: Group | None
    rest: Group | None
    refused: Group | None
    shaped: bool
    multipart: bool
    required: bool
    secrets: bool


def tests_view(package: Package) -> TestsView:
    """Return the view of the tests."""
    modules = [*(rest.module for rest in package.rest), *(mcp.module for mcp in package.mcp)]
    environ: dict[str, Value] = {
        each.variable: _value(each) for each in package.settings if each.default is None
    }
    credentials: dict[str, Value] = {
        client.attribute: dict(_header(client)) for client in package.clients
    }
    urls: dict[str, Value] = {
        package.setting(client.base_url).variable: call(
            fixed("str"), call(fixed("server.make_url"), f"/{client.attribute}")
        )
        for client in package.clients
    }
    return TestsView(
        package=name(package.name),
        modules=tuple(map(name, modules)),
        handle_type=name(package.handle.type),
        upstream=function(
            fixed("async def upstream"),
            [annotated(fixed("stub"), fixed("Stub"))],
            phrase(fixed("AsyncIterator["), name(package.handle.type), fixed("]")),
        ),
        settings_import=own_import(
            package,
            fixed(".settings"),
            *((fixed("SettingsError"),) if environ else ()),
            fixed("read_settings"),
        ),
        upstream_import=own_import(
            package, fixed(".upstream"), name(package.handle.type), fixed("connect")
        ),
        environ=data(environ),
        base_urls=data(urls),
        credentials=data(credentials),
        tools=_tools(package),
        incomplete=_incomplete(package),
        rest=_rest(package),
        refused=_refused(package),
        multipart=any(
            isinstance(method.body, MultipartBody)
            for client in package.clients
            for method in client.methods
        ),
        shaped=any(operation.output for rest in package.rest for operation in rest.operations),
        required=bool(environ),
        secrets=any(each.secret for each in package.settings),
    )


def _value(each: Setting) -> str:
    return "http://127.0.0.1" if each.kind is SettingKind.URL else EXAMPLE_SECRET


def _text(template: TextTemplate) -> str:
    return "".join(part if isinstance(part, str) else EXAMPLE_SECRET for part in template)


def _header(client: Client) -> list[tuple[str, str]]:
    match client.credential:
        case HeaderCredential(headers=headers):
            return [(header, _text(value)) for header, value in headers]
        case CookieCredential(name=name, value=value) if not any(m.cookies for m in client.methods):
            return [("Cookie", f"{name}={_text(value)}")]
        case BasicCredential(username=username, password=password):
            pair = f"{_text(username)}:{_text(password)}".encode()
            return [("Authorization", f"Basic {base64.b64encode(pair).decode()}")]
        case _:
            return []


def _sent(package: Package, exchange: Exchange) -> Group:
    """Return the expected request; each client's base URL has a path of its own."""
    client = next(each for each in package.clients if each.attribute == exchange.client)
    target = f"/{client.attribute}{exchange.target}"
    if isinstance(client.credential, QueryCredential):
        key, value = client.credential.name, _text(client.credential.value)
        target += "&" if "?" in target else "?"
        target += f"{quote(key, safe='')}={quote(value, safe='')}"
    headers: dict[str, Value] = dict(exchange.headers)
    return call(fixed("Sent"), exchange.verb, target, headers, exchange.body or "")


def _parametrize(names: tuple[str, ...], rows: list[Value]) -> Group | None:
    if not rows:
        return None
    return call(fixed("@pytest.mark.parametrize"), names, rows)


def _factory(module: Identifier, function: PyCode) -> PyCode:
    return phrase(name(module), fixed("."), function)


def _tools(package: Package) -> Group | None:
    rows: list[Value] = []
    for module, examples in package.tool_examples:
        create = _factory(module, fixed("create_server"))
        for each in examples:
            rows.append((create, each.tool.name, _arguments(each), _sent(package, each.sent)))
    return _parametrize(("create", "tool", "arguments", "expected"), rows)


def _arguments(example: ToolExample) -> Value:
    arguments: dict[str, Value] = dict(example.arguments)
    return arguments


def _incomplete(package: Package) -> Group | None:
    rows: list[Value] = []
    for module, examples in package.tool_examples:
        create = _factory(module, fixed("create_server"))
        for each in examples:
            needed = [i.wire for i in each.tool.inputs if i.required]
            if needed:
                rows.append((create, each.tool.name, needed[0]))
    return _parametrize(("create", "tool", "missing"), rows)


def _rest(package: Package) -> Group | None:
    rows: list[Value] = []
    for module, examples in package.rest_examples:
        create = _factory(module, fixed("create_app"))
        for each in examples:
            headers: dict[str, Value] = dict(each.headers)
            expected = _sent(package, each.sent)
            verb = each.operation.verb
            rows.append((create, verb, each.target, headers, each.body, expected))
    return _parametrize(("create", "verb", "target", "headers", "body", "expected"), rows)


def _refused(package: Package) -> Group | None:
    """Return requests that are answered without the upstream, one of a kind an adapter."""
    rows: list[Value] = []
    for adapter in package.rest:
        create = _factory(adapter.module, fixed("create_app"))
        examples = dict(package.rest_examples).get(adapter.module, ())
        rows.append((create, "GET", "/no/such/path", "", 404))
        if adapter.serves_health:
            rows += [(create, "GET", "/health", "", 200), (create, "HEAD", "/health", "", 405)]
        rows += [(create, "GET", document.path, "", 200) for document in adapter.documents]
        if adapter.serves_openapi:
            rows.append((create, "GET", "/openapi.json", "", 200))
        rows += [
            (create, each.operation.verb, each.target, "{", 400)
            for each in _first_with_body(examples)
        ]
    return _parametrize(("create", "verb", "target", "body", "status"), rows)


def _first_with_body(examples: tuple[RestExample, ...]) -> list[RestExample]:
    return [each for each in examples if _has_body(each.operation)][:1]


def _has_body(operation: RestOperation) -> bool:
    return any(each.place in (Place.BODY, Place.MEMBER) for each in operation.inputs)
