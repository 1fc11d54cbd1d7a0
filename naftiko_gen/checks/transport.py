"""Credentials and bodies travel as HTTP wants them to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import ClassVar
from urllib.parse import urlsplit

from naftiko_gen.checks.check import Check, Context, DocumentCheck
from naftiko_gen.checks.examples import from_operation
from naftiko_gen.checks.outline import Outline, Part
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import ConsumedOperation, RestAdapter

_BASE = "    baseUri: https://shop.test/v1\n"
_OPERATION = """\
        method: GET
        inputParameters:
        - name: id
          in: path
  exposes:
"""
_BODY = """\
        body:
          type: json
          data:
            reason: sold out
"""
_BEARER = '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n'
_LANGUAGE = """\
naftiko: 1.0.0-alpha2
info:
  label: Shop
  description: Items of a shop.
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop's API.
    baseUri: https://shop.test/v1
    resources:
    - name: items
      path: /items
      operations:
      - name: list-items
        method: GET
        inputParameters:
        - name: language
          in: query
  exposes:
  - type: rest
    namespace: shop-rest
    port: 8080
    resources:
    - path: /items
      description: All items.
      operations:
      - method: GET
        inputParameters:
        - name: {name}
          in: header
          type: string
          description: Language of the descriptions.
        call: shop.list-items
        with:
          language: shop-rest.{name}
"""
_MCP = "    description: Items of a shop.\n    tools:\n"
_OAUTH = """\
    description: Items of a shop.
    authentication:
      type: oauth2
      authorizationServerUri: {server}
      resource: https://shop.test/mcp
{scopes}\
    tools:
"""
_SCOPES = "      scopes:\n      - items:read\n"
#: RFC 9110, section 5.6.2.
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


def _delete(body: str) -> Example:
    """Return an example with an operation DELETE that has this body."""
    return from_operation(
        "        method: DELETE\n        inputParameters:\n        - name: id\n"
        f"          in: path\n{body}",
        "    - name: delete-item\n      description: Takes an item out of the shop.\n"
        "      hints: {destructive: true}\n      call: shop.get-item\n      with:\n"
        "        id: first\n",
    )


class CredentialsInClear(DocumentCheck):
    """Credentials over plain HTTP.

    ## What it does
    Looks for consumed APIs with `authentication` whose `baseUri` starts with `http://`; a
    loopback address (`localhost`, `127.0.0.1`, `[::1]`) is fine.

    ## Why is this bad?
    Everyone on the way reads the credentials, and can change the answers that models act on.

    ## What to write instead
    `https://`.
    """

    code = "NK704"
    name = "credentials-in-clear"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    baseUri: http://shop.test/v1\n", _BASE)
    good: ClassVar[Example] = Example("    baseUri: http://localhost:8000/v1\n", _BASE)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such API."""
        for client in outline.clients:
            uri, secret = client.text("baseUri"), client.part("authentication")
            if uri and secret and uri.value.startswith("http://") and not is_loopback(uri.value):
                message = "the credentials of this API go over plain HTTP"
                label = Label(secret.place, "the credentials")
                yield cls.at(uri.span, message, help="write `https://`", related=(label,))


class CredentialInQuery(DocumentCheck):
    """API key in the query.

    ## What it does
    Looks for `placement: query` of an API key.

    ## Why is this bad?
    URLs are kept in the logs of every server and proxy on the way; headers seldom are.

    ## What to write instead
    `placement: header`, if the API takes the key there; else nothing.
    """

    code = "NK705"
    name = "credential-in-query"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "      type: apikey\n      key: api_key\n"
        '      value: "{{SHOP_TOKEN}}"\n      placement: query\n',
        _BEARER,
    )
    good: ClassVar[Example] = Example(
        "      type: apikey\n      key: X-Api-Key\n"
        '      value: "{{SHOP_TOKEN}}"\n      placement: header\n',
        _BEARER,
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each API whose key stands in the query."""
        for client in outline.clients:
            secret = client.part("authentication")
            placement = secret.text("placement") if secret else None
            if placement and placement.value == "query":
                yield cls.at(placement.span, "the API key will stand in URLs, and so in logs")


class BodyOfGet(Check):
    """Body of a GET or HEAD.

    ## What it does
    Looks for consumed operations GET and HEAD with a `body`, or with a required input in the
    body.

    ## Why is this bad?
    Such a body has no meaning (RFC 9110, section 9.3.1): caches and proxies drop it, and some
    servers refuse the request.

    ## What to write instead
    Inputs `in: query`, or `method: POST`, whichever the API has.
    """

    code = "NK707"
    name = "body-of-get"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _OPERATION.replace("  exposes:\n", f"{_BODY}  exposes:\n"), _OPERATION
    )
    good: ClassVar[Example] = Example(
        _OPERATION.replace("GET", "POST").replace("  exposes:\n", f"{_BODY}  exposes:\n"),
        _OPERATION,
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each operation."""
        for _, _, operation in context.consumed():
            # An optional input in the body of a GET is left out, and another rule says so.
            if operation.method.value in ("GET", "HEAD") and _has_body(operation, required=True):
                message = f"the body of a {operation.method} has no meaning"
                yield cls.at(operation.name.span, message)


class BodyOfDelete(Check):
    """Body of a DELETE.

    ## What it does
    Looks for consumed operations DELETE with a `body`, or with an input in the body.

    ## Why is this bad?
    RFC 9110, section 9.3.5, gives such a body no meaning: proxies may drop it, and what is
    deleted is then more than was meant. Some APIs demand it all the same.

    ## What to write instead
    Inputs in the path or the query, unless the API wants the body.
    """

    code = "NK708"
    name = "body-of-delete"
    severity = Severity.INFO
    bad: ClassVar[Example] = _delete(_BODY)
    good: ClassVar[Example] = _delete("")

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each operation."""
        for _, _, operation in context.consumed():
            if operation.method.value == "DELETE" and _has_body(operation, required=False):
                yield cls.at(operation.name.span, "not every proxy passes the body of a DELETE on")


class UnreachableHeader(Check):
    """Header or cookie of a REST operation that no client can send.

    ## What it does
    Holds the names of inputs `in: header` and `in: cookie` of REST resources and operations
    against RFC 9110, section 5.6.2: letters, digits and ``!#$%&'*+-.^_`|~``.

    ## Why is this bad?
    The value can never arrive; where it is required, every request is refused.

    ## What to write instead
    The header's name, without colon or blanks.
    """

    code = "NK709"
    name = "unreachable-header"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_LANGUAGE.format(name="Accept Language"))
    good: ClassVar[Example] = Example(_LANGUAGE.format(name="Accept-Language"))

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each input."""
        rest = (each for each in context.capability.adapters if isinstance(each, RestAdapter))
        for resource in (resource for adapter in rest for resource in adapter.resources):
            of_operations = [each.inputs for each in resource.operations]
            for each in (i for inputs in (resource.inputs, *of_operations) for i in inputs):
                place = each.place.value if each.place else ""
                if place in ("header", "cookie") and not _TOKEN.fullmatch(each.name.value):
                    yield cls.at(each.name.span, f"no client can send a {place} of this name")


class InsecureAuthorizationServer(DocumentCheck):
    """OAuth over plain HTTP.

    ## What it does
    Holds `authorizationServerUri`, `tokenEndpoint` and `resource` of `type: oauth2` against
    `https://`.

    ## Why is this bad?
    Whoever is on the way reads the tokens, or hands out own keys to check them with. OAuth 2.1
    and MCP demand https; with a `resource` that is no URI the reference engine does not start.

    ## What to write instead
    `https://`.
    """

    code = "NK710"
    name = "insecure-authorization-server"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _OAUTH.format(server="http://login.shop.test", scopes=_SCOPES), _MCP
    )
    good: ClassVar[Example] = Example(
        _OAUTH.format(server="https://login.shop.test", scopes=_SCOPES), _MCP
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each URI."""
        for secret in _oauth(outline):
            for key in ("authorizationServerUri", "tokenEndpoint", "resource"):
                uri = secret.text(key)
                if uri and not uri.value.lower().startswith("https://"):
                    yield cls.at(uri.span, f"`{key}` does not start with `https://`")


class OauthWithoutScopes(DocumentCheck):
    """OAuth without scopes.

    ## What it does
    Demands `scopes` of `type: oauth2`, and one of them at least.

    ## Why is this bad?
    Every token of the authorization server opens all tools and routes, whatever it was issued for.

    ## What to write instead
    `scopes` with what a token must allow.
    """

    code = "NK711"
    name = "oauth-without-scopes"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _OAUTH.format(server="https://login.shop.test", scopes=""), _MCP
    )
    good: ClassVar[Example] = Example(
        _OAUTH.format(server="https://login.shop.test", scopes=_SCOPES), _MCP
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such authentication."""
        for secret in _oauth(outline):
            scopes = secret.node.get("scopes")
            if scopes is None or not getattr(scopes, "items", ()):
                kind = secret.text("type")
                yield cls.at(kind.span if kind else secret.place, "`oauth2` names no scopes")


def _oauth(outline: Outline) -> Iterator[Part]:
    for owner in (*outline.clients, *outline.adapters):
        secret = owner.part("authentication")
        kind = secret.text("type") if secret else None
        if secret and kind and kind.value == "oauth2":
            yield secret


def is_loopback(uri: str) -> bool:
    """Return whether a URI leads to the machine itself."""
    try:
        host = urlsplit(uri).hostname or ""
    except ValueError:
        return False  # another rule says so
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _has_body(operation: ConsumedOperation, *, required: bool) -> bool:
    """Return whether a request carries a body; ``required``: only required inputs count."""
    return operation.body is not None or any(
        each.place.value == "body" and (not required or (each.required and each.required.value))
        for each in operation.inputs
    )
