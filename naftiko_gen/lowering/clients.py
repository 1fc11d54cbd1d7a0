"""Consumed APIs become typed clients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.ir import (
    Client,
    CookieCredential,
    Credential,
    Field,
    Filled,
    Fixed,
    HeaderCredential,
    Identifier,
    Method,
    Param,
    ParamRef,
    Place,
    Setting,
    SettingKind,
    SettingRef,
)
from naftiko_gen.lowering.bodies import Templates
from naftiko_gen.lowering.credentials import credential
from naftiko_gen.lowering.names import identifiers, pascal, variable
from naftiko_gen.lowering.parameters import Parameter
from naftiko_gen.lowering.plans import Plan, parameter_type
from naftiko_gen.lowering.reserved import BUILTINS
from naftiko_gen.lowering.rules import BadBaseUri, NotCarriedOut, OpenBaseUri
from naftiko_gen.lowering.settings import Settings, field_name
from naftiko_gen.spec.model import HttpClient, Text
from naftiko_gen.spec.templates import (
    Placeholder,
    Target,
    path_names,
    split_path,
    split_text,
)

#: Seconds for one call, most bytes of one answer, most calls at once.
TIMEOUT, MAX_RESPONSE, MAX_CONNECTIONS = 30, 16 * 1024 * 1024, 256

#: Formats of answers that pass through as text; no mapping looks into them.
TEXT_FORMATS = frozenset("json xml yaml csv tsv psv html markdown text".split())

# What may stand in a path as it is: RFC 3986, section 3.3 (pchar, "/" and the escapes).
_SAFE = "/:@!$&'()*+,;=~-._"
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def lower_client(
    client: HttpClient,
    attribute: Identifier,
    targets: list[tuple[Target, tuple[Parameter, ...], list[Plan]]],
    settings: Settings,
    found: list[Diagnostic],
) -> Client:
    """Return the client of one API with a method for each of ``targets``.

    Each target comes with its parameters and with the plans that call it.
    """
    prefix = variable(client.namespace.value)
    span = client.namespace.span
    name = f"the API {client.namespace}"

    def setting(suffix: str, kind: SettingKind, default: str | int, help: str) -> Identifier:
        full = f"{prefix}_{suffix}"
        return settings.add(Setting(field_name(full), full, kind, default, help), span)

    secret = credential(client, settings, found)
    base_url = _base_url(client, prefix, settings, found)
    timeout = setting("TIMEOUT", SettingKind.SECONDS, TIMEOUT, f"seconds for one call of {name}")
    response = setting(
        "MAX_RESPONSE", SettingKind.COUNT, MAX_RESPONSE, f"most bytes of one answer of {name}"
    )
    connections = setting(
        "MAX_CONNECTIONS", SettingKind.COUNT, MAX_CONNECTIONS, f"most calls of {name} at once"
    )
    names = method_names(targets)
    methods = [
        _method(target, names[target.operation.name.value], parameters, plans, settings, found)
        for target, parameters, plans in targets
    ]
    if isinstance(secret, CookieCredential):
        methods = [_with_cookie(method, secret) for method in methods]
    for _, parameters, _ in targets:
        found += _clashes(secret, parameters)
    return Client(
        namespace=client.namespace.value,
        attribute=attribute,
        class_name=Identifier(pascal(attribute, "Client")),
        description=client.description.value if client.description else "",
        base_url=base_url,
        timeout=timeout,
        max_response=response,
        max_connections=connections,
        credential=secret,
        methods=tuple(methods),
    )


def _clashes(secret: Credential | None, parameters: tuple[Parameter, ...]) -> Iterator[Diagnostic]:
    """Yield the inputs that would stand where something else does.

    Cookies share a header. Inputs of the very name that the credentials have are gone by now:
    the dialect leaves them out.
    """
    has_cookies = any(each.place is Place.COOKIE for each in parameters)
    fills_cookie = isinstance(secret, CookieCredential)
    is_cookie = isinstance(secret, HeaderCredential) and any(
        header.lower() == "cookie" for header, _ in secret.headers
    )
    for each in parameters:
        header = each.place is Place.HEADER and each.wire.lower() == "cookie"
        if (header and fills_cookie) or (each.place is Place.COOKIE and is_cookie):
            yield NotCarriedOut.at(each.span, "the authentication of this API fills `Cookie`")
        elif header and has_cookies:
            yield NotCarriedOut.at(each.span, "the cookies of this operation fill `Cookie`")


def _with_cookie(method: Method, secret: CookieCredential) -> Method:
    """Return a method whose own cookies stand beside the credential: there is one header."""
    if not method.cookies:
        return method
    part = secret.value[0] if len(secret.value) == 1 else Filled(secret.value)
    return replace(method, cookies=(Field(secret.name, part), *method.cookies))


def method_names(
    targets: list[tuple[Target, tuple[Parameter, ...], list[Plan]]],
) -> Mapping[str, Identifier]:
    """Return the method of each operation, by its name."""
    return identifiers((target.operation.name.value for target, _, _ in targets), BUILTINS)


def parameter_names(parameters: tuple[Parameter, ...]) -> Mapping[str, Identifier]:
    """Return the identifier of each parameter, by its name on the wire."""
    return identifiers((parameter.wire for parameter in parameters), ("self",))


def _method(
    target: Target,
    name: Identifier,
    parameters: tuple[Parameter, ...],
    plans: list[Plan],
    settings: Settings,
    found: list[Diagnostic],
) -> Method:
    operation = target.operation
    if operation.raw_format and operation.raw_format.value.lower() not in TEXT_FORMATS:
        message = f"the format `{operation.raw_format}` is not carried out yet"
        found.append(NotCarriedOut.at(operation.raw_format.span, message))
    names = parameter_names(parameters)
    params: list[Param] = []
    query: list[Field] = []
    headers: list[Field] = []
    cookies: list[Field] = []
    templates = Templates(f"the API {target.client.namespace}", names, settings, found)
    for parameter in parameters:
        value: ParamRef | SettingRef | Filled | str = ParamRef(names[parameter.wire])
        if parameter.fixed is not None:
            filled = templates.text(parameter.fixed)
            value = str(filled.value) if isinstance(filled, Fixed) else filled
        else:
            type, required = parameter_type(parameter, plans)
            params.append(Param(names[parameter.wire], parameter.wire, type, required))
        if parameter.place is Place.QUERY:
            query.append(Field(parameter.wire, value))
        elif parameter.place is Place.HEADER:
            headers.append(Field(parameter.wire, value))
        elif parameter.place is Place.COOKIE:
            cookies.append(Field(parameter.wire, value))
    path = _path(target.resource.path, names, settings, found)
    return Method(
        name=name,
        verb=operation.method.value,
        path=path,
        display_path=display_path(target.resource.path.value),
        description=operation.description.value if operation.description else "",
        params=tuple(sorted(params, key=lambda param: not param.required)),
        query=tuple(query),
        headers=tuple(headers),
        cookies=tuple(cookies),
        body=templates.body(operation, parameters),
    )


def display_path(path: str) -> str:
    """Return a path with ``{name}`` for each placeholder."""
    return "".join(
        f"{{{part.name}}}" if isinstance(part, Placeholder) else part for part in split_path(path)
    )


def encode_path(text: str) -> str:
    """Percent-encode what cannot stand in a path; escapes that are there stay."""
    return quote(_ESCAPE.sub("%25", text), safe=_SAFE + "%")


def _path(
    path: Text, names: Mapping[str, Identifier], settings: Settings, found: list[Diagnostic]
) -> tuple[str | ParamRef | SettingRef, ...]:
    parts: list[str | ParamRef | SettingRef] = []
    for part in split_path(path.value):
        if isinstance(part, Placeholder):
            if part.name in names:
                parts.append(ParamRef(names[part.name]))
            else:
                parts.append(settings.reference(part.name, path.span, "a part of paths"))
            continue
        if any(mark in part for mark in "?#{}"):
            message = "a query, a fragment or a lone brace in a path is not carried out yet"
            found.append(NotCarriedOut.at(path.span, message))
        parts.append(encode_path(part))
    first = parts[0] if parts else ""
    if isinstance(first, str) and not first.startswith("/"):
        parts[:1] = ["/" + first]
    elif not isinstance(first, str):
        parts.insert(0, "/")
    return tuple(parts)


def _base_url(
    client: HttpClient, prefix: str, settings: Settings, found: list[Diagnostic]
) -> Identifier:
    """Return the setting that holds the base URL of an API.

    A variable that is the whole URI is the setting; a URI with other placeholders must be set
    as a whole, since nothing in the file says what stands for them.
    """
    uri, variable_name = client.base_uri, f"{prefix}_BASE_URL"
    default: str | None = None
    help = f"where the API {client.namespace} is"
    parts = split_text(uri.value.strip())
    if len(parts) == 1 and isinstance(parts[0], Placeholder) and settings.is_bound(parts[0].name):
        variable_name = settings.source(parts[0].name)
    elif path_names(uri.value) or not uri.value:
        found.append(_open(uri, parts, variable_name, settings))
        help += f", such as {uri.value}" if uri.value else ""
    else:
        default = _base_uri(uri, found)
    setting = Setting(field_name(variable_name), variable_name, SettingKind.URL, default, help)
    return settings.add(setting, uri.span)


def _open(
    uri: Text, parts: Sequence[str | Placeholder], variable: str, settings: Settings
) -> Diagnostic:
    bound = [part.name for part in parts if isinstance(part, Placeholder)]
    # Who has bound the variables is not to be told that nothing stands for them.
    if bound and set(bound) >= set(path_names(uri.value)) and all(map(settings.is_bound, bound)):
        part = f"`{bound[0]}` is only a part of the base URI"
        message = f"{part}; `{variable}` must be set to the whole of it"
        help = "let one bound variable be the whole of `baseUri`"
        return OpenBaseUri.at(uri.span, message, help=help)
    message = f"the base URI is open; `{variable}` must be set to the whole of it"
    return OpenBaseUri.at(uri.span, message)


def _base_uri(uri: Text, found: list[Diagnostic]) -> str:
    text = uri.value.rstrip("/")
    fault = _fault(text)
    if fault:
        message = "no http or https URL that a path could be appended to"
        found.append(BadBaseUri.at(uri.span, message, help=fault))
    return text


def _fault(text: str) -> str | None:
    """Return what keeps a text from being a base URL (RFC 3986), or None."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "the port is a number up to 65535, an IPv6 address stands in brackets"
    faults = {
        "it starts with http:// or https://": parts.scheme not in ("http", "https"),
        "it names a host": not parts.hostname,
        "the port is not 0": port == 0,
        "credentials belong into `authentication`": parts.username is not None,
        "a query or a fragment belongs into the paths": "?" in text or "#" in text,
        "it is printable ASCII; write an international name in punycode": not (
            text.isascii() and text.isprintable()
        ),
        "blanks, quotes, `<>\\^|`, lone braces and backticks are percent-encoded": any(
            mark in text for mark in ' "<>\\^`|{}'
        ),
        "it has no `.` or `..` as a segment": bool({".", ".."} & set(parts.path.split("/"))),
    }
    return next((fault for fault, there in faults.items() if there), None)
