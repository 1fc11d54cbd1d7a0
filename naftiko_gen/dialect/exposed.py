"""What exposed operations and tools call, as the tree says it: for fixes that move facts there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from naftiko_gen.dialect.rewrite import at, items, text, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence, Span

_NAME = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Owner:
    """An operation or a tool, its adapter's namespace, and the operation that it calls.

    ``resource`` is what a REST operation belongs to.
    """

    node: Mapping
    namespace: str
    called: Mapping
    resource: Mapping | None = None

    def sources(self) -> dict[str, str]:
        """Return, by name of a consumed input, the name of the exposed input that feeds it.

        `with` says so; a declared input of the same name feeds what `with` leaves out.
        """
        prefix = f"{self.namespace}."
        declared = {words(each, "name") for each in self.inputs()}
        block = self.node.get("with")
        said: dict[str, str] = {}
        if isinstance(block, Mapping):
            for entry in block.entries:
                value = text(block, entry.name)
                whole = str(value.value) if value else ""
                said[entry.name] = whole.removeprefix(prefix) if whole.startswith(prefix) else ""
        own: dict[str, str] = {}
        for each in self.consumed():
            name = words(each, "name")
            own[name] = said.get(name, name if name in declared or self._is_needed(each) else "")
        return {name: source for name, source in own.items() if name and source}

    def _is_needed(self, consumed: Mapping) -> bool:
        """Return whether an input of that name is added here, for nothing else feeds it."""
        if words(consumed, "in") == "path":
            return self.resource is None or words(consumed, "name") in self.path_names()
        return is_required(consumed) and not consumed.entry("value")

    def path_names(self) -> set[str]:
        """Return the names in the path of the resource."""
        path = words(self.resource, "path") if self.resource else ""
        return {name.strip() for name in _NAME.findall(path)}

    def inputs(self) -> Iterator[Mapping]:
        """Yield the inputs that are declared here, or at the resource."""
        yield from items(self.node.get("inputParameters"))
        if self.resource:
            yield from items(self.resource.get("inputParameters"))

    def consumed(self) -> Iterator[Mapping]:
        """Yield the inputs of the called operation."""
        return items(self.called.get("inputParameters"))


def owners(root: Node, change: Callable[[Owner], Node]) -> Node:
    """Apply ``change`` to each operation and tool that calls a known operation."""
    known = dict(_operations(root))

    def adapter(node: Node) -> Node:
        namespace = text(node, "namespace") if isinstance(node, Mapping) else None
        if namespace is None:
            return node

        def one(node: Node, resource: Mapping | None) -> Node:
            call = text(node, "call") if isinstance(node, Mapping) else None
            called = known.get(str(call.value)) if call else None
            if not isinstance(node, Mapping) or called is None:
                return node
            return change(Owner(node, str(namespace.value), called, resource))

        def resource(node: Node) -> Node:
            if not isinstance(node, Mapping):
                return node
            return at(node, "operations/*", lambda each: one(each, node))

        node = at(node, "tools/*", lambda each: one(each, None))
        return at(node, "resources/*", resource)

    return at(root, "capability/exposes/*", adapter)


def described(node: Mapping, words: str, span: Span, *, behind: str | None = None) -> Mapping:
    """Return ``node`` with a description, at its end or behind the key ``behind``."""
    entry = Entry(Scalar(span, "description"), Scalar(span, words))
    names = [each.name for each in node.entries]
    place = names.index(behind) + 1 if behind in names else len(names)
    return replace(node, entries=(*node.entries[:place], entry, *node.entries[place:]))


def with_inputs(node: Mapping, change: Callable[[Mapping], Mapping]) -> Mapping:
    """Return ``node`` with each of its inputs changed."""
    inputs = node.get("inputParameters")
    if not isinstance(inputs, Sequence):
        return node
    changed = tuple(change(each) if isinstance(each, Mapping) else each for each in inputs.items)
    if all(new is old for new, old in zip(changed, inputs.items, strict=True)):
        return node
    return with_value(node, "inputParameters", replace(inputs, items=changed))


def is_required(consumed: Mapping) -> bool:
    """Return whether a consumed input says that it must be given."""
    match consumed.get("required"):
        case Scalar(value=bool(required)):
            return required
        case _:
            return False


def words(node: Mapping | None, key: str = "description") -> str:
    """Return a text, empty where there is none."""
    scalar = text(node, key) if node else None
    return str(scalar.value) if scalar else ""


def _operations(root: Node) -> Iterator[tuple[str, Mapping]]:
    capability = root.get("capability") if isinstance(root, Mapping) else None
    clients = capability.get("consumes") if isinstance(capability, Mapping) else None
    for client in items(clients):
        namespace = text(client, "namespace")
        for resource in items(client.get("resources")):
            for operation in items(resource.get("operations")):
                name = text(operation, "name")
                if namespace and name:
                    yield f"{namespace.value}.{name.value}", operation
