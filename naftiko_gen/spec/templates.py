"""The small languages inside strings: path templates, variables, call references."""

from __future__ import annotations

import re
from dataclasses import dataclass

from naftiko_gen.spec.model import Capability, ConsumedOperation, HttpClient, Resource, Text

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}|\{\s*([^{}]*?)\s*\}")
_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in braces."""

    name: str


def split_path(path: str) -> tuple[str | Placeholder, ...]:
    """Split a path at its placeholders; ``{x}`` and ``{{x}}`` mean the same in a path."""
    return _split(path, _PLACEHOLDER)


def split_text(text: str) -> tuple[str | Placeholder, ...]:
    """Split a text at its ``{{variables}}``; single braces are text."""
    return _split(text, _VARIABLE)


def path_names(path: str) -> tuple[str, ...]:
    """Return the names of a path's placeholders, in order."""
    return tuple(part.name for part in split_path(path) if isinstance(part, Placeholder))


def _split(text: str, pattern: re.Pattern[str]) -> tuple[str | Placeholder, ...]:
    parts: list[str | Placeholder] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(Placeholder(next(group for group in match.groups() if group is not None)))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Target:
    """A consumed operation and what it belongs to."""

    client: HttpClient
    resource: Resource
    operation: ConsumedOperation

    @property
    def reference(self) -> str:
        """How a ``call`` names it."""
        return f"{self.client.namespace}.{self.operation.name}"


class CallIndex:
    """Every consumed operation by its reference ``namespace.operation``.

    Where a name stands twice, the first one counts, as in the reference engine.
    """

    def __init__(self, capability: Capability) -> None:
        self._targets: dict[str, Target] = {}
        for client in capability.clients:
            for resource in client.resources:
                for operation in resource.operations:
                    target = Target(client, resource, operation)
                    self._targets.setdefault(target.reference, target)

    @property
    def references(self) -> tuple[str, ...]:
        """All references, in the order of the file."""
        return tuple(self._targets)

    def resolve(self, call: Text) -> Target | None:
        """Return what ``call`` names, or None."""
        return self._targets.get(call.value)
