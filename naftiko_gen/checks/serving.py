"""Ports, addresses and paths that servers and clients can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from naftiko_gen.checks.check import DocumentCheck
from naftiko_gen.checks.outline import Outline
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import Text

_BASE = "    baseUri: https://shop.test/v1\n"
_PORT = "    port: 9090\n"
_REST_PATH = "    - path: /items/{{id}}\n"
_CONSUMED_PATH = "      path: /items/{{id}}\n"
_EXPOSES = "  exposes:\n"
_CONTROL = """\
  exposes:
  - type: control
    address: {address}
    port: {port}
"""
#: Below it a process needs privileges on most systems (RFC 6335, section 6).
_FIRST_USER_PORT = 1024
#: Names that lead nowhere (RFC 2606, RFC 6761), and what documentation writes for the reader's own.
#: Who writes `.test` or `.example` writes an example, and knows it.
_PLACEHOLDER = re.compile(
    r"(?:^|\.)example\.(?:com|net|org)$|\.invalid$|(?:^|[.-])(?:your|my)-[a-z-]*"
    r"(?:domain|host|server|instance|company|org|tenant|site|subdomain|account|store|workspace)",
    re.IGNORECASE,
)


class PrivilegedPort(DocumentCheck):
    """Port below 1024.

    ## What it does
    Looks for adapters on ports 1 to 1023.

    ## Why is this bad?
    On most systems only root may open them; images that run as another user, as the generated
    one does, do not start.

    ## What to write instead
    A port from 1024 on. What publishes it to the outside may map 80 or 443 to it.
    """

    code = "NK751"
    name = "privileged-port"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    port: 80\n", _PORT)
    good: ClassVar[Example] = Example("    port: 8088\n", _PORT)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such port."""
        for adapter in outline.adapters:
            port = adapter.number("port")
            if port and port.value < _FIRST_USER_PORT:
                yield cls.at(port.span, f"port {port.value} needs privileges")


class ControlClash(DocumentCheck):
    """Control adapter that is not alone.

    ## What it does
    Looks for a second adapter of type `control`, and for another adapter on its port.

    ## Why is this bad?
    The reference engine takes the settings of the first one, and cannot open a port twice.

    ## What to write instead
    One control adapter, with a port of its own.
    """

    code = "NK752"
    name = "control-clash"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_CONTROL.format(address="localhost", port=8080), _EXPOSES)
    good: ClassVar[Example] = Example(_CONTROL.format(address="localhost", port=9091), _EXPOSES)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each further control adapter, and for each clash of ports."""
        controls = [*outline.adapters_of("control")]
        if not controls:
            return
        control = controls[0]
        first = Label(control.place, "the first control adapter")
        for other in controls[1:]:
            yield cls.at(other.place, "a second control adapter", related=(first,))
        port = control.number("port")
        for adapter in outline.adapters:
            own = adapter.number("port")
            if port and own and own.value == port.value and adapter.node is not control.node:
                label = Label(port.span, "of the control adapter")
                message = f"port {own.value} is that of the control adapter"
                yield cls.at(own.span, message, related=(label,))


class OpenControl(DocumentCheck):
    """Control adapter that others can reach.

    ## What it does
    Looks for an `address` of a control adapter other than `localhost`, `127.0.0.1` or `::1`.

    ## Why is this bad?
    Whoever reaches it can read logs and traces and reload the capability.

    ## What to write instead
    `address: localhost`, or nothing, which means the same.
    """

    code = "NK753"
    name = "open-control"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_CONTROL.format(address="0.0.0.0", port=9091), _EXPOSES)
    good: ClassVar[Example] = Example(_CONTROL.format(address="localhost", port=9091), _EXPOSES)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such address."""
        for adapter in outline.adapters_of("control"):
            address = adapter.text("address")
            if address and address.value not in ("localhost", "127.0.0.1", "::1"):
                yield cls.at(address.span, "others can reach the control adapter here")


class TrailingSlashRoute(DocumentCheck):
    """Exposed path that ends in a slash.

    ## What it does
    Looks for `/` at the end of the paths of REST resources; `/` alone is fine.

    ## Why is this bad?
    A client that leaves the slash out, as most do, gets a 404.

    ## What to write instead
    The path without it. The consumed path may go on ending in one.
    """

    code = "NK755"
    name = "trailing-slash-route"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    - path: /items/{{id}}/\n", _REST_PATH)
    good: ClassVar[Example] = Example("    - path: /things/{{id}}\n", _REST_PATH)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each path."""
        for adapter in outline.adapters_of("rest"):
            for resource in adapter.parts("resources"):
                path = resource.text("path")
                if path and path.value.strip("/") and path.value.endswith("/"):
                    yield cls.at(path.span, "the exposed path ends in `/`")


class TrailingSlashBase(DocumentCheck):
    """Base URI that ends in a slash.

    ## What it does
    Looks for `/` at the end of `baseUri`. Generated packages leave it out.

    ## Why is this bad?
    The reference engine refuses to load the file: each path would follow on two slashes.

    ## What to write instead
    The URI without it.
    """

    code = "NK756"
    name = "trailing-slash-base"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    baseUri: https://shop.test/v1/\n", _BASE)
    good: ClassVar[Example] = Example("    baseUri: https://shop.test/v2\n", _BASE)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each base URI."""
        for client in outline.clients:
            uri = client.text("baseUri")
            if uri and uri.value.endswith("/"):
                yield cls.at(uri.span, "the base URI ends in `/`", help="leave the slash out")


class UnjoinablePath(DocumentCheck):
    """Path that does not start with one slash.

    ## What it does
    Looks for consumed and exposed paths that start with no slash or with two, unless a placeholder
    starts them. Generated packages add a missing slash.

    ## Why is this bad?
    The reference engine puts base URI and path together as they are: `https://shop.test` and
    `items` become `https://shop.testitems`. Of two slashes, servers make different things.

    ## What to write instead
    One `/` at the start.
    """

    code = "NK757"
    name = "unjoinable-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("      path: items/{{id}}\n", _CONSUMED_PATH)
    good: ClassVar[Example] = Example("      path: /things/{{id}}\n", _CONSUMED_PATH)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each path."""
        for owner in (*outline.clients, *outline.adapters_of("rest")):
            for resource in owner.parts("resources"):
                path = resource.text("path")
                if path and path.value.startswith("//"):
                    yield cls.at(path.span, "the path starts with two slashes")
                elif path and path.value and path.value[0] not in "/{":
                    yield cls.at(path.span, "the path does not start with `/`")


class RepeatedBase(DocumentCheck):
    """Path of the base URI that is repeated in the paths.

    ## What it does
    Looks for consumed APIs all of whose paths, of two or more, start with the path of `baseUri`
    or with its last part: `https://shop.test/api` and `/api/items`.

    ## Why is this bad?
    The two are put together: requests go to `https://shop.test/api/api/items`.

    ## What to write instead
    `baseUri` without the part, or the paths without it.
    """

    code = "NK758"
    name = "repeated-base"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    - name: item\n      path: /v1/items/{{id}}\n      operations:\n"
        "      - name: list-items\n        method: GET\n    - name: other\n"
        "      path: /v1/items/{{id}}\n",
        "    - name: item\n" + _CONSUMED_PATH,
    )
    good: ClassVar[Example] = Example(_CONSUMED_PATH, _CONSUMED_PATH)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each API."""
        for client in outline.clients:
            uri = client.text("baseUri")
            base = [part for part in _path_of(uri.value).split("/") if part] if uri else []
            texts = (each.text("path") for each in client.parts("resources"))
            # By their places: a rewrite may make several resources of one.
            paths = list({path.span: path for path in texts if path}.values())
            if not uri or not base or len(paths) < 2:
                continue
            for repeated in ("/".join(base), base[-1]):
                if all(_starts(path, repeated) for path in paths):
                    message = f"every path starts with `/{repeated}`, as the base URI ends"
                    label = Label(paths[0].span, f"requests go to …/{repeated}{paths[0]}")
                    yield cls.at(uri.span, message, related=(label,))
                    break


class PlaceholderHost(DocumentCheck):
    """Host that stands for another one.

    ## What it does
    Looks for hosts in `baseUri` and `address` that lead nowhere: `example.com` and its like
    (RFC 2606), and words such as `your-domain`.

    ## Why is this bad?
    The package works only where a setting says otherwise, and nothing in the file says so.

    ## What to write instead
    The host, or `{{NAME}}` for the whole base URI and an entry of `binds`.
    """

    code = "NK759"
    name = "placeholder-host"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    baseUri: https://api.example.com/v1\n", _BASE)
    good: ClassVar[Example] = Example("    baseUri: https://api.shop.test/v1\n", _BASE)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each host."""
        for client in outline.clients:
            uri = client.text("baseUri")
            if uri and _PLACEHOLDER.search(_host_of(uri.value)):
                message = "the host stands for another one; the base URL must be set"
                yield cls.at(uri.span, message)
        for adapter in outline.adapters:
            address = adapter.text("address")
            if address and _PLACEHOLDER.search(address.value):
                yield cls.at(address.span, "no machine has this address")


def _path_of(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""  # another rule says so


def _host_of(uri: str) -> str:
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""  # another rule says so


def _starts(path: Text, part: str) -> bool:
    return path.value == f"/{part}" or path.value.startswith(f"/{part}/")
