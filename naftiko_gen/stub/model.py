"""The consumed operations of a capability, out of its raw data.

This is a second reading of the spec beside the compiler's, and a forgiving one: whatever has an
unexpected shape is passed over, nothing is reported. Entries that import their content from
another file have nothing to serve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

from naftiko_gen.source import PlainData
from naftiko_gen.stub.credentials import Credential, read_credentials
from naftiko_gen.stub.paths import Template, variables
from naftiko_gen.stub.routes import Body, Operation, Route, make_routes
from naftiko_gen.stub.store import Path

Data: TypeAlias = dict[str, PlainData]
#: Reference and method of a called operation → the paths that it is exposed at.
Exposed: TypeAlias = dict[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Client:
    """One consumed namespace.

    ``path`` is where the stub serves it: the namespace, then the path of its baseUri, such as
    ``/rooms/v2``; ``prefix`` is the same as a template.
    """

    namespace: str
    path: str
    credentials: tuple[Credential, ...]
    routes: tuple[Route, ...]
    prefix: Template

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, route by route."""
        return tuple(operation for route in self.routes for operation in route.operations)

    def match(self, raw: Sequence[str], trailing_slash: bool) -> list[tuple[Route, Path]]:
        """Return the routes that fit the raw segments of a request path, the best first."""
        found: list[tuple[Route, Path]] = []
        below = len(self.prefix.segments)
        if self.prefix.match(raw[:below], False) is None:
            return found
        for route in self.routes:
            keys = route.template.match(raw[below:], trailing_slash)
            if keys is not None:
                found.append((route, keys))
        return found


def read_clients(data: PlainData) -> tuple[Client, ...]:
    """Read the consumed clients of a capability; never raises.

    Entries with the same namespace become one client, since one setting names its base URL.
    Lists with names (up to alpha2) and maps by name (since alpha3) are both understood.
    """
    capability = _mapping(_mapping(data).get("capability"))
    exposed = _exposed_paths(capability)
    entries: dict[str, list[Data]] = {}
    for entry in _named(capability.get("consumes"), "namespace"):
        namespace = _text(entry.get("namespace"))
        if namespace:
            entries.setdefault(namespace, []).append(entry)
    return tuple(_client(namespace, group, exposed) for namespace, group in entries.items())


def _client(namespace: str, entries: list[Data], exposed: Exposed) -> Client:
    first = entries[0]
    operations = [o for entry in entries for o in _operations(entry, namespace, exposed)]
    path = "/" + quote(namespace, safe="", errors="replace")
    path += _base_path(_text(first.get("baseUri")))
    return Client(
        namespace,
        path,
        read_credentials(first.get("authentication", first.get("auth"))),
        make_routes(operations),
        Template.parse(path),
    )


def _exposed_paths(capability: Data) -> Exposed:
    """Return the paths from which each operation is called, by its reference and method."""
    found: Exposed = {}
    for adapter in _named(capability.get("exposes"), "namespace"):
        for resource in _named(adapter.get("resources"), "name"):
            for operation in _named(resource.get("operations"), "name"):
                called = (_text(operation.get("call")), _text(operation.get("method")))
                found.setdefault(called, []).append(_text(resource.get("path")))
    return found


def _operations(entry: Data, namespace: str, exposed: Exposed) -> Iterator[Operation]:
    known = set(variables(_text(entry.get("baseUri"))))
    for resource in _named(entry.get("resources"), "name"):
        for operation in _named(resource.get("operations"), "name"):
            inputs = list(_named(operation.get("inputParameters"), "name"))
            path = _full_path(_text(resource.get("path")), _text(operation.get("path")))
            name = _text(operation.get("name")) or _text(operation.get("id"))
            method = (_text(operation.get("method")) or "GET").upper()
            yield Operation(
                name,
                method,
                _with_lost_variables(
                    path, inputs, known, exposed.get((f"{namespace}.{name}", method), [])
                ),
                _body(operation.get("body"), inputs),
            )


def _full_path(resource: str, operation: str) -> str:
    # An operation's path is meant below its resource's; some authors repeat that one.
    resource, operation = (re.split(r"[?#]", path)[0] for path in (resource, operation))
    if not operation:
        return resource
    resource = resource.rstrip("/")
    if operation == resource or operation.startswith(f"{resource}/"):
        return operation
    return f"{resource}/{operation.removeprefix('/')}"


def _with_lost_variables(path: str, inputs: list[Data], known: set[str], exposed: list[str]) -> str:
    # `DELETE /assets` with the path input `assetId`: the author means /assets/{assetId}, and
    # a request to /assets would be a dangerous one. What is behind it only a caller's path tells.
    known = known | set(variables(path))
    names = [_text(entry.get("name")) for entry in inputs if entry.get("in") == "path"]
    lost = [name for name in dict.fromkeys(names) if name and name not in known]
    if not lost:
        return path
    tails = {tail for each in exposed if (tail := _tail(each, path, lost))}
    tail = tails.pop() if len(tails) == 1 else "".join(f"/{{{name}}}" for name in lost)
    return path.rstrip("/") + tail


def _tail(exposed: str, path: str, lost: list[str]) -> str | None:
    """Return the end of an exposed path behind the same word as the last one of ``path``."""
    word = re.sub("[-_]", "", path.rstrip("/").rpartition("/")[2]).lower().removesuffix("s")
    segments = exposed.strip("/").split("/")
    for position, segment in enumerate(segments):
        below = segments[position + 1 :]
        same = re.sub("[-_]", "", segment).lower().removesuffix("s") == word
        if same and below and variables(below[0]) and len(variables("/".join(below))) == len(lost):
            return "".join(f"/{each}" for each in below)
    return None


def _body(block: PlainData, inputs: list[Data]) -> Body:
    if any(_text(entry.get("name")).lower() == "content-type" for entry in inputs):
        return Body.OTHER
    if isinstance(block, str):
        return Body.JSON if block.lstrip()[:1] in ("{", "[") else Body.OTHER
    if isinstance(block, dict) and _text(block.get("type", "json")).lower() != "json":
        return Body.OTHER
    if isinstance(block, dict) and isinstance(block.get("data"), dict | list) and block["data"]:
        return Body.REQUIRED
    in_body = [entry for entry in inputs if entry.get("in") == "body"]
    return Body.REQUIRED if any(e.get("required") is True for e in in_body) else Body.JSON


def _base_path(base_uri: str) -> str:
    # Whoever sets a base URL replaces the whole of it, so a variable part need not be served.
    path = "/".join(re.sub(r"^\w+://", "", base_uri).split("/")[1:])
    fixed: list[str] = []
    for segment in re.split(r"[?#]", path)[0].split("/"):
        if variables(segment):
            break
        if segment:
            fixed.append(quote(segment, safe="%:@!$&'()*+,;=", errors="replace"))
    return "".join(f"/{segment}" for segment in fixed)


def _named(value: PlainData, key: str) -> Iterator[Data]:
    if isinstance(value, dict):
        for name, entry in value.items():
            if isinstance(entry, dict):
                yield {key: name, **entry}
    elif isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))


def _mapping(value: PlainData) -> Data:
    return value if isinstance(value, dict) else {}


def _text(value: PlainData) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
