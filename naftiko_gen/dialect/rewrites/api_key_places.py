"""API keys in places that the specification does not know."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, without
from naftiko_gen.source import Entry, Mapping, Node, Scalar

_OFFICIAL = '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n'
_KEY = '      type: apikey\n      key: {}\n      value: "{{{{SHOP_TOKEN}}}}"\n      placement: {}\n'


class ApiKeyHeaders(Rewrite):
    """API key with `headers`.

    ## What it does
    Reads `headers` of an API key as several headers, each with a value of its own.

    ## Why is this bad?
    The specification knows one key only; the reference engine finds no placement and refuses
    every call.

    ## What to write instead
    One header as `key`, `value` and `placement: header`. There is no official form for several:
    declare the others as consumed inputs with a `value`.
    """

    code = "NK140"
    name = "api-key-headers"
    severity = Severity.WARNING
    remedy = "write the official form"
    bad: ClassVar[Example] = Example(
        '      type: apikey\n      headers:\n        X-Key: "{{SHOP_TOKEN}}"\n'
        "        X-Client: shop\n",
        _OFFICIAL,
    )
    good: ClassVar[Example] = Example(_KEY.format("X-Key", "header"), _OFFICIAL)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the headers; the superset schema knows them."""

        def read(node: Node) -> Node:
            if isinstance(node, Mapping) and _is_key(node):
                entry = node.entry("headers")
                if entry is not None:
                    message = "each of these headers carries a key"
                    help = "the official form is `key`, `value` and `placement: header`"
                    found.append(cls.at(entry.key.span, message, help=help))
            return node

        return at(root, "capability/consumes/*/authentication", read)

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Write a sole header in the official form; there is none for several."""

        def change(node: Node) -> Node:
            headers = node.get("headers") if isinstance(node, Mapping) else None
            if not isinstance(node, Mapping) or not _is_key(node):
                return node
            if not isinstance(headers, Mapping) or len(headers.entries) != 1:
                return node
            (header,) = headers.entries
            span = header.key.span
            official = (
                Entry(Scalar(span, "key"), Scalar(span, header.name)),
                Entry(Scalar(span, "value"), header.value),
                Entry(Scalar(span, "placement"), Scalar(span, "header")),
            )
            rest = without(node, "headers", "key", "value", "placement")
            return replace(rest, entries=(*rest.entries, *official))

        return at(root, "capability/consumes/*/authentication", change)


class ApiKeyCookie(Rewrite):
    """API key in a cookie.

    ## What it does
    Reads `placement: cookie` of an API key as a cookie that every request carries.

    ## Why is this bad?
    The specification knows headers and the query; the reference engine sends no key.

    ## What to write instead
    `placement: header` or `query`, if the API takes the key there too.
    """

    code = "NK141"
    name = "api-key-cookie"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_KEY.format("session", "cookie"), _OFFICIAL)
    good: ClassVar[Example] = Example(_KEY.format("X-Key", "header"), _OFFICIAL)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the placement; the superset schema knows it."""

        def read(node: Node) -> Node:
            if isinstance(node, Mapping) and _is_key(node):
                placement = text(node, "placement")
                if placement is not None and placement.value == "cookie":
                    message = "`cookie` is read as a cookie that carries the key"
                    found.append(cls.at(placement.span, message))
            return node

        return at(root, "capability/consumes/*/authentication", read)


def _is_key(node: Mapping) -> bool:
    kind = text(node, "type")
    return kind is not None and kind.value == "apikey"
