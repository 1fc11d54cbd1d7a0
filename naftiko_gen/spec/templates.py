"""The small languages inside strings: path templates, variables, call references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from naftiko_gen.source import Span
from naftiko_gen.spec.model import (
    Capability,
    ConsumedOperation,
    Exposed,
    ExposedResource,
    HttpClient,
    ListTemplate,
    ObjectTemplate,
    Resource,
    Template,
    Text,
)

# White space round a name is taken off afterwards: a pattern that skipped it would try every
# way to split a long run of it.
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}|\{([^{}]*)\}")
_VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")


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


def has_variable(text: str) -> bool:
    """Return whether a text has a ``{{variable}}``; braces that stay open are none."""
    return _VARIABLE.search(text) is not None


class PathNames(tuple[str, ...]):
    """The names of a path's placeholders, in order; any number of them is looked up at once."""

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self)

    @cached_property
    def _by_plain(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self:
            found.setdefault(_plain(name), []).append(name)
        return found

    def alike(self, word: str) -> list[str]:
        """Return the names that differ from ``word`` in nothing but case and separators."""
        return self._by_plain.get(_plain(word), [])


def path_names(path: str) -> PathNames:
    """Return the names of a path's placeholders, in order."""
    return PathNames(part.name for part in split_path(path) if isinstance(part, Placeholder))


def path_shape(path: str) -> tuple[str | None, ...]:
    """Return what tells a path from others: its text, with None for each placeholder."""
    return tuple(None if isinstance(part, Placeholder) else part for part in split_path(path))


def nameless(path: str) -> str:
    """Return a path with ``{}`` for each placeholder."""
    return "".join("{}" if part is None else part for part in path_shape(path))


def path_name(word: str, names: PathNames) -> str | None:
    """Return the one of a path's ``names`` that ``word`` means.

    It is the same, or the only one that differs in nothing but case and separators: of
    ``{room-id}`` a reference may say ``room_id`` or ``roomId``.
    """
    if word in names:
        return word
    alike = names.alike(word)
    return alike[0] if len(alike) == 1 else None


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def lost_path_inputs(resource: Resource, operation: ConsumedOperation) -> tuple[Text, ...]:
    """Return the names of an operation's inputs ``in: path`` that the path lacks."""
    names = path_names(resource.path.value)
    return tuple(
        i.name for i in operation.inputs if i.place.value == "path" and i.name.value not in names
    )


def bound_names(capability: Capability) -> frozenset[str]:
    """Return the names of all bound variables."""
    return frozenset(v.name.value for bind in capability.binds for v in bind.variables)


def template_names(operation: ConsumedOperation) -> tuple[tuple[str, Span], ...]:
    """Return the names in an operation's body and input values, each once, with a place."""
    names: dict[str, Span] = {}
    values: list[Template] = [i.value for i in operation.inputs if i.value]
    if operation.body and operation.body.data:
        values.append(operation.body.data)
    for value in values:
        for text in _texts(value):
            for part in split_text(text.value):
                if isinstance(part, Placeholder):
                    names.setdefault(part.name, text.span)
    return tuple(names.items())


def _texts(value: Template) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case ObjectTemplate(members=members):
            for _, member in members:
                yield from _texts(member)
        case ListTemplate(items=items):
            for item in items:
                yield from _texts(item)
        case _:
            pass


def _split(text: str, pattern: re.Pattern[str]) -> tuple[str | Placeholder, ...]:
    parts: list[str | Placeholder] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        name = next(group for group in match.groups() if group is not None)
        parts.append(Placeholder(name.strip()))
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


@dataclass(frozen=True, slots=True)
class PathValues:
    """What the path of a REST operation gives to the path of the operation that it calls.

    ``missing`` are the called path's parameters without a value, ``unused`` the parameters of
    the own path that nothing takes. Where one of each is left over, they are a ``pair``.
    """

    missing: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def pair(self) -> tuple[str, str] | None:
        """The missing parameter and the one that stands for it, where there is no choice."""
        alone = len(self.missing) == len(self.unused) == 1
        return (self.missing[0], self.unused[0]) if alone else None


def path_values(
    namespace: str,
    resource: ExposedResource,
    exposed: Exposed,
    target: Target,
    bound: frozenset[str],
) -> PathValues:
    """Compare the path of a REST operation with what the called operation takes.

    ``namespace`` is that of the adapter, ``bound`` are the names of all variables.
    """
    own = path_names(resource.path.value)
    operation = target.operation
    declared = {i.name.value for i in (*resource.inputs, *exposed.inputs)}
    taken = {entry.name.value for entry in exposed.arguments}
    used: set[str | None] = set()
    for entry in exposed.arguments:
        if isinstance(entry.value, Text):
            root, _, rest = entry.value.value.partition(".")
            if root == namespace and (rest in own or rest not in declared):
                used.add(path_name(rest, own))
    called = path_names(target.resource.path.value)
    known = {*called, *(i.name.value for i in operation.inputs)}
    known.update(name for name, _ in template_names(operation))
    used.update(path_name(name, own) for name in known - taken)
    supplied = bound | taken | declared | {i.name.value for i in operation.inputs if i.value}
    return PathValues(
        tuple(n for n in dict.fromkeys(called) if n not in supplied and not path_name(n, own)),
        tuple(n for n in dict.fromkeys(own) if n not in used),
    )


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
