"""Secrets stay out of the file, and out of what models say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context, DocumentCheck
from naftiko_gen.checks.outline import Outline
from naftiko_gen.checks.secret_shapes import is_credential, is_opaque, issued
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity, Span
from naftiko_gen.source import Entry, Mapping, Node, Scalar, walk
from naftiko_gen.spec.model import McpAdapter, Text, Tool
from naftiko_gen.spec.templates import has_variable

_TOOL = "      description: Gets one item of the shop by its number.\n"
_END = "          in: path\n  exposes:\n"
_SESSION = """\
naftiko: 1.0.0-alpha2
info:
  label: Shop
  description: Items of a shop.
{binds}\
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop's API.
    baseUri: https://shop.test/v1
    resources:
    - name: basket
      path: /basket
      operations:
      - name: get-basket
        method: GET
        inputParameters:
        - name: X-Session-Token
          in: header
{value}\
  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    tools:
    - name: get-basket
      description: Gets the items in the customer's basket.
      hints:
        readOnly: true
{inputs}\
      call: shop.get-basket
{call}\
"""
#: User name and password of a URL, RFC 3986, section 3.2.1. Both are bounded: a text of nothing but
#: colons is then read once.
_USER_INFO = re.compile(
    r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}://[^/?#\s@:{}<>$]{0,256}:"
    r"([^/?#\s@:{}<>$]{1,256})@[A-Za-z0-9\[]"
)
#: What documentation writes in the place of a password.
_WORDS = frozenset("password pass pwd passwd secret token xxx xxxx".split())


class IssuedSecret(DocumentCheck):
    """Secret that is told by its form.

    ## What it does
    Looks through all keys and texts, descriptions too, for secrets that their issuers give a
    form of their own: tokens of GitHub, GitLab, Slack, npm, PyPI and Hugging Face, keys of AWS,
    Google, Stripe, SendGrid and providers of models, JSON web tokens, private keys. What
    documentation shows as an example is passed over. The message never shows the secret.

    ## Why is this bad?
    Whoever reads the file, its history or the generated package has the secret. Text of a tool
    goes to every model that lists the tools.

    ## What to write instead
    `{{NAME}}`, and an entry of `binds` for `NAME`. Revoke the secret: it has been seen.
    """

    code = "NK701"
    name = "issued-secret"
    secret = True
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "      description: Gets one item. Try it with glpat-Zq4vTn8RwKx2LmB9sHcD.\n",
        _TOOL,
    )
    good: ClassVar[Example] = Example(
        "      description: Gets one item. Tokens start with glpat-.\n", _TOOL
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each text and key that holds a secret."""
        for scalar in _scalars(outline.root.node, _judged(outline)):
            if isinstance(scalar.value, str) and (kind := issued(scalar.value)):
                message = f"this text holds what looks like a {kind}"
                yield cls.at(scalar.span, message, help="revoke it, and bind a variable instead")


class OpaqueCredential(DocumentCheck):
    """Credential that looks drawn by lot.

    ## What it does
    Looks at what is given to keys, headers and parameters whose names say that they carry a
    credential (`Authorization`, `X-Api-Key`, `access_token`, `client_secret` …): a word of 16
    or more letters and digits without order is one. What `authentication` of a consumed API
    holds is left to literal-secret (NK910), which demands a variable there.

    ## Why is this bad?
    Whoever reads the file, its history or the generated package has the credential.

    ## What to write instead
    `authentication` with `{{NAME}}`, or `value: "{{NAME}}"`, and an entry of `binds`.
    """

    code = "NK702"
    name = "opaque-credential"
    secret = True
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "          in: path\n        - name: access_token\n          in: query\n"
        "          value: 7fQ2xLp9Rk4TzW8mVb3N\n  exposes:\n",
        _END,
    )
    good: ClassVar[Example] = Example(
        "          in: path\n        - name: access_token\n          in: query\n"
        '          value: "{{SHOP_TOKEN}}"\n  exposes:\n',
        _END,
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such value."""
        # Binds hold names of values, not values.
        binds = (bind.node for bind in outline.section("binds"))
        passed = _judged(outline) | _identities(binds)
        for node in walk(outline.root.node):
            if isinstance(node, Mapping) and id(node) not in passed:
                for name, value in _named(node):
                    opaque = is_credential(name) and is_opaque(str(value.value))
                    if opaque and not issued(str(value.value)):
                        message = f"the value of `{name}` looks like a credential"
                        yield cls.at(value.span, message, help="bind a variable instead")


class UrlPassword(DocumentCheck):
    """Password in a URL.

    ## What it does
    Looks through all texts for URLs with a user name and a password before the host.

    ## Why is this bad?
    Whoever reads the file has the password. RFC 3986, section 3.2.1, deprecates the form: URLs
    are logged, shown and sent on as referrers.

    ## What to write instead
    The URL without them, and `authentication` of type `basic` with variables.
    """

    code = "NK703"
    name = "url-password"
    secret = True
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      description: Gets one item of https://ada:h4ckney@shop.test/v1 by its number.\n",
        _TOOL,
    )
    good: ClassVar[Example] = Example(
        "      description: Gets one item of https://shop.test/v1 by its number.\n", _TOOL
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each text with such a URL."""
        for scalar in _scalars(outline.root.node, frozenset()):
            text = scalar.value
            if isinstance(text, str) and "://" in text and any(map(_is_password, _urls(text))):
                yield cls.at(scalar.span, "a URL in this text holds a password")


class SecretArgument(Check):
    """Credential that a tool takes as an argument.

    ## What it does
    Looks for tools that pass one of their inputs on as a credential: a header, cookie or query
    parameter of the called operation named `Authorization`, `X-Api-Key`, `access_token` and
    the like.

    ## Why is this bad?
    A model would have to know the secret: it stands in the conversation and its logs, and a
    text that the model reads can make it send the secret elsewhere.

    ## What to write instead
    `authentication` of the consumed API, or a fixed `value: "{{NAME}}"` with a bound variable.
    """

    code = "NK706"
    name = "secret-argument"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _SESSION.format(
            binds="",
            value="",
            inputs="      inputParameters:\n      - name: session\n        type: string\n"
            "        description: Token of the session.\n",
            call="      with:\n        X-Session-Token: shop-mcp.session\n",
        )
    )
    good: ClassVar[Example] = Example(
        _SESSION.format(
            binds="binds:\n- namespace: env\n  keys:\n    SHOP_TOKEN: SHOP_TOKEN\n",
            value='          value: "{{SHOP_TOKEN}}"\n',
            inputs="",
            call="",
        )
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each input of a consumed operation that a tool fills."""
        told: set[Span] = set()
        for adapter, _, tool, target in context.resolved():
            if not isinstance(adapter, McpAdapter) or not isinstance(tool, Tool):
                continue
            for each in target.operation.inputs:
                if each.place.value not in ("header", "cookie", "query") or each.value:
                    continue
                if not _is_secret(each.name.value) or each.name.span in told:
                    continue
                required = each.required is not None and each.required.value
                if source := _source(tool, adapter.namespace.value, each.name, required):
                    told.add(each.name.span)
                    message = f"a model would have to know the secret `{each.name}`"
                    label = Label(source.span, "this tool takes it from its caller")
                    yield cls.at(each.name.span, message, related=(label,))


def _source(tool: Tool, namespace: str, name: Text, required: bool) -> Text | None:
    """Return where a tool says that its caller gives an input of the called operation."""
    for entry in tool.arguments:
        if entry.name.value == name.value:
            given = entry.value
            is_input = isinstance(given, Text) and given.value.startswith(f"{namespace}.")
            return given if is_input and isinstance(given, Text) else None
    declared = next((i.name for i in tool.inputs if i.name.value == name.value), None)
    return declared or (tool.name if required else None)


def _is_secret(name: str) -> bool:
    # `token` alone may be the mark of a page.
    return is_credential(name) and name.lower() not in ("token", "secret")


def _judged(outline: Outline) -> frozenset[int]:
    """Return the identities of the nodes that the rule literal-secret judges."""
    found = (client.node.get("authentication") for client in outline.clients)
    return _identities(node for node in found if node)


def _identities(nodes: Iterable[Node]) -> frozenset[int]:
    return frozenset(id(each) for node in nodes for each in walk(node))


def _scalars(root: Node, judged: frozenset[int]) -> Iterator[Scalar]:
    """Yield the keys and values of a document, but for those that another rule judges."""
    for node in walk(root):
        if isinstance(node, Scalar) and id(node) not in judged:
            yield node
        elif isinstance(node, Mapping):
            yield from (entry.key for entry in node.entries)


def _named(mapping: Mapping) -> Iterator[tuple[str, Scalar]]:
    """Yield what a mapping gives to names: by its keys, as `name` and `value`, or both."""
    for entry in mapping.entries:
        yield from _of_entry(entry)
    name = mapping.get("name")
    value = mapping.get("value")
    if isinstance(name, Scalar) and isinstance(value, Scalar) and isinstance(value.value, str):
        yield str(name.value), value


def _of_entry(entry: Entry) -> Iterator[tuple[str, Scalar]]:
    match entry.value:
        case Scalar(value=str()) as scalar:
            yield entry.name, scalar
        case Mapping() as inner if isinstance(value := inner.get("value"), Scalar):
            if isinstance(value.value, str):
                yield entry.name, value
        case _:
            pass


def _urls(text: str) -> Iterator[re.Match[str]]:
    return _USER_INFO.finditer(text)


def _is_password(url: re.Match[str]) -> bool:
    return url[1].lower() not in _WORDS and not has_variable(url[0])
