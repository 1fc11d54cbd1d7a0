"""What a spec says that each tool and route calls: read from the raw file, not by our lowering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from naftiko_gen.source import PlainData, to_data
from naftiko_gen.source.reader import read

_VARIABLE = re.compile(r"\{\{?[^{}]*\}?\}")


@dataclass(slots=True)
class Declared:
    """The calls (``namespace.operation``) by tool, and by method and path."""

    tools: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    routes: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def of_route(self, method: str, path: str) -> set[str]:
        """Return what a route calls; the names of its path variables do not matter."""
        return self.routes.get(_route(method, path), set())


def read_declared(path: str, data: bytes) -> Declared:
    """Read the exposed side of a spec."""
    document, _ = read(path, data)
    declared = Declared()
    if document.root is None:
        return declared
    capability = _get(to_data(document.root), "capability")
    for adapter in _entries(_get(capability, "exposes")):
        for name, tool in _named(_get(adapter, "tools")):
            declared.tools.setdefault(name, set()).add(str(_get(tool, "call")))
        for _, resource in _named(_get(adapter, "resources")):
            for _, operation in _named(_get(resource, "operations")):
                method = str(_get(operation, "method") or "GET")
                route = _route(method, str(_get(resource, "path")))
                declared.routes.setdefault(route, set()).add(str(_get(operation, "call")))
    return declared


def _route(method: str, path: str) -> str:
    return f"{method.upper()} {_VARIABLE.sub('{}', path).lstrip('/')}"


def _get(value: PlainData, key: str) -> PlainData:
    return value.get(key) if isinstance(value, dict) else None


def _entries(value: PlainData) -> Iterator[PlainData]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        yield from value.values()


def _named(value: PlainData) -> Iterator[tuple[str, PlainData]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        for entry in value:
            yield str(_get(entry, "name")), entry
