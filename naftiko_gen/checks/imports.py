"""Imports and tunnels, which Ikanos documents have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from naftiko_gen.checks.check import DocumentCheck
from naftiko_gen.checks.duplicates import repeated
from naftiko_gen.checks.outline import Outline, Part
from naftiko_gen.checks.transport import is_loopback
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.source import Mapping
from naftiko_gen.spec.model import Text
from naftiko_gen.spec.templates import Placeholder, split_text

_SECTIONS = ("consumes", "exposes", "aggregates", "binds")
_HEAD = """\
ikanos: 1.0.0-beta5
info:
  display: Shop
  description: Items of a shop.
"""
_IMPORTS = (
    _HEAD
    + """\
capability:
  consumes:
  - from: {source}
    import: shop
    description: The shop's API.
  - from: ./stock.yaml
    import: shop
    as: {name}
    description: The API of the stock.
  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    tools:
      get-item:
        description: Gets one item of the shop.
        call: shop.get-item
"""
)
_SHARED = (
    _HEAD
    + """\
consumes:
- type: http
  namespace: shop
  description: The shop's API.
  baseUri: https://shop.test/v1
  resources:
    item:
      path: /item
      operations:
        get-item:
          method: GET
"""
)
_TUNNEL = (
    _HEAD
    + """\
binds:
- namespace: ziti
  keys:
    IDENTITY: identity
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop's API.
    baseUri: {uri}
    tunnel:
      type: ziti
      service: shop
      identity: "{identity}"
      fallback: {fallback}
    resources:
      item:
        path: /item
        operations:
          get-item:
            method: GET
  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    tools:
      get-item:
        description: Gets one item of the shop.
        call: shop.get-item
"""
)
_AGGREGATE = (
    _IMPORTS.format(source="./shop.yaml", name="stock")
    + """\
  aggregates:
  - display: Items
{namespace}\
    flows:
      get:
        description: Gets one item.
        call: shop.get-item
"""
)
_LOOPBACK, _INTERNAL, _PUBLIC = "http://localhost:8000", "https://shop.internal", "https://shop.com"
_BOUND = "{{IDENTITY}}"
#: Ends of names that the ruleset takes for public.
_PUBLIC_END = re.compile(r"\.(?:com|net|org|io|co|app|dev|cloud|ai)$", re.IGNORECASE)


class ImportOfItself(DocumentCheck):
    """Import from the document itself.

    ## What it does
    Looks for `from: .` in imports.

    ## Why is this bad?
    A document cannot import its own parts; they are there already.

    ## What to write instead
    The path of the other document, or the namespace without an import.
    """

    code = "NK771"
    name = "import-of-itself"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_IMPORTS.format(source=".", name="stock"))
    good: ClassVar[Example] = Example(_IMPORTS.format(source="./shop.yaml", name="stock"))

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such import."""
        for _, part in _imports(outline):
            source = part.text("from")
            if source and source.value == ".":
                yield cls.at(source.span, "this document imports from itself")


class DuplicateImport(DocumentCheck):
    """Two imports under one name.

    ## What it does
    Compares the names under which a section imports: `as`, or else `import`.

    ## Why is this bad?
    `call` and `ref` cannot say which one is meant; the reference engine does not start.

    ## What to write instead
    `as` with a name of its own.
    """

    code = "NK772"
    name = "duplicate-import"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(_IMPORTS.format(source="./shop.yaml", name="shop"))
    good: ClassVar[Example] = Example(_IMPORTS.format(source="./shop.yaml", name="stock"))

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated name."""
        names = [
            ((section, name.value), name)
            for section, part in _imports(outline)
            if (name := part.text("as") or part.text("import"))
        ]
        for first, again in repeated(names):
            message = f"two imports are named `{again.value}`"
            yield cls.at(again.span, message, related=(Label(first.span, "first named here"),))


class SharedImport(DocumentCheck):
    """Import in a document that others import.

    ## What it does
    Looks for imports in documents without a `capability`.

    ## Why is this bad?
    The reference engine does not follow imports of what it imports.

    ## What to write instead
    The part itself, or the import in the capability.
    """

    code = "NK773"
    name = "shared-import"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        _SHARED + "- from: ./stock.yaml\n  import: stock\n  description: The stock.\n"
    )
    good: ClassVar[Example] = Example(_SHARED)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each import."""
        if not outline.root.part("capability"):
            for _, part in _imports(outline):
                yield cls.at(part.place, "a document without a `capability` cannot import")


class NamelessAggregate(DocumentCheck):
    """Aggregate without a namespace.

    ## What it does
    Demands a `namespace` of each aggregate with functions or flows.

    ## Why is this bad?
    No `ref` can name what is in it.

    ## What to write instead
    `namespace` with a name of its own.
    """

    code = "NK774"
    name = "nameless-aggregate"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(_AGGREGATE.format(namespace=""))
    good: ClassVar[Example] = Example(_AGGREGATE.format(namespace="    namespace: items\n"))

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each aggregate."""
        for aggregate in outline.section("aggregates"):
            has_parts = aggregate.node.entry("functions") or aggregate.node.entry("flows")
            if has_parts and not aggregate.text("namespace"):
                yield cls.at(aggregate.place, "nothing can refer to this aggregate")


class UnboundIdentity(DocumentCheck):
    """Identity of a tunnel that no bind declares.

    ## What it does
    Looks up each `{{KEY}}` and `{{namespace.KEY}}` of `tunnel.identity` among the binds.

    ## Why is this bad?
    The tunnel cannot be opened, and requests fail or go out without it.

    ## What to write instead
    A key of a bind, with or without its namespace and a dot before it.
    """

    code = "NK775"
    name = "unbound-identity"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        _TUNNEL.format(uri=_INTERNAL, identity="{{IDENTTY}}", fallback="fail")
    )
    good: ClassVar[Example] = Example(
        _TUNNEL.format(uri=_INTERNAL, identity=_BOUND, fallback="fail")
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each name that leads nowhere."""
        bound: set[str] = set()
        for bind in outline.section("binds"):
            # What an imported bind declares, its own document says.
            if bind.node.entry("from"):
                return
            keys = bind.node.get("keys")
            for entry in keys.entries if isinstance(keys, Mapping) else ():
                bound |= {entry.name, f"{bind.text('namespace')}.{entry.name}"}
        for _, tunnel in _tunnels(outline):
            identity = tunnel.text("identity")
            for part in split_text(identity.value) if identity else ():
                if identity and isinstance(part, Placeholder) and part.name not in bound:
                    yield cls.at(identity.span, f"no bind declares `{part.name}`")


class DirectFallback(DocumentCheck):
    """Tunnel that is done without.

    ## What it does
    Looks for `fallback: direct` of a tunnel to a host other than a loopback one.

    ## Why is this bad?
    Where the tunnel is down, requests go to the host past it, with the credentials.

    ## What to write instead
    `fallback: fail`, or nothing, which means the same.
    """

    code = "NK776"
    name = "direct-fallback"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _TUNNEL.format(uri=_INTERNAL, identity=_BOUND, fallback="direct")
    )
    good: ClassVar[Example] = Example(
        _TUNNEL.format(uri=_LOOPBACK, identity=_BOUND, fallback="direct")
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tunnel."""
        for uri, tunnel in _tunnels(outline):
            fallback = tunnel.text("fallback")
            if fallback and fallback.value == "direct" and not is_loopback(uri.value):
                label = Label(uri.span, "to this host")
                message = "without the tunnel, requests go past it"
                yield cls.at(fallback.span, message, related=(label,))


class PublicTunnel(DocumentCheck):
    """Tunnel to a public host.

    ## What it does
    Looks for tunnels whose `baseUri` has a host that ends in `.com`, `.net`, `.org`, `.io`,
    `.co`, `.app`, `.dev`, `.cloud` or `.ai`.

    ## Why is this bad?
    It need not be. But what a tunnel is for is mostly not public, and what is public mostly
    needs no tunnel: one of the two may be wrong.

    ## What to write instead
    Nothing, or the name that the service has in the overlay network.
    """

    code = "NK777"
    name = "public-tunnel"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(_TUNNEL.format(uri=_PUBLIC, identity=_BOUND, fallback="fail"))
    good: ClassVar[Example] = Example(
        _TUNNEL.format(uri=_INTERNAL, identity=_BOUND, fallback="fail")
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tunnel."""
        for uri, tunnel in _tunnels(outline):
            if _PUBLIC_END.search(_host(uri.value)):
                label = Label(tunnel.place, "the tunnel")
                yield cls.at(uri.span, "a tunnel leads to this public host", related=(label,))


def _imports(outline: Outline) -> Iterator[tuple[str, Part]]:
    for section in _SECTIONS:
        for part in outline.section(section):
            if part.node.entry("from") and part.node.entry("import"):
                yield section, part


def _tunnels(outline: Outline) -> Iterator[tuple[Text, Part]]:
    """Yield the base URI and the tunnel of each consumed API that has one."""
    for client in outline.clients:
        uri, tunnel = client.text("baseUri"), client.part("tunnel")
        if uri and tunnel:
            yield uri, tunnel


def _host(uri: str) -> str:
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""  # the schema, or another rule, says so
