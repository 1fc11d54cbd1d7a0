"""A path parameter that the consumed path lost and the exposed path still has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, text, with_value
from naftiko_gen.source import Mapping, Node, Scalar, Sequence

_NAMES = re.compile(r"\{\{?\s*([^{}]+?)\s*\}?\}")
_LAST = re.compile(r"/\{\{?\s*([^{}/]+?)\s*\}?\}/?$")


class ConfirmedPath(Rewrite):
    """Path parameter that only the exposed path has.

    ## What it does
    Where a consumed operation declares one input `in: path` that its path lacks, and a REST
    operation that calls it has a path that ends in this parameter, reads the consumed path
    with the parameter at its end.

    ## Why is this bad?
    As written, the request goes to the collection: `DELETE /items` instead of
    `DELETE /items/{id}`.

    ## What to write instead
    A consumed resource with the whole path.
    """

    code = "NK118"
    name = "confirmed-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      path: /items\n      operations:\n      - name: get-item\n",
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n",
    )
    good: ClassVar[Example] = Example(
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n",
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n",
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Move each such operation into a resource with the whole path."""
        exposed = dict(_last_parameters(root))
        if not exposed:
            return root

        def client(node: Node) -> Node:
            namespace = text(node, "namespace") if isinstance(node, Mapping) else None
            resources = node.get("resources") if isinstance(node, Mapping) else None
            if (
                not isinstance(node, Mapping)
                or namespace is None
                or not isinstance(resources, Sequence)
            ):
                return node
            split: list[Node] = []
            for resource in resources.items:
                split += cls._split(str(namespace.value), resource, exposed, found)
            if len(split) == len(resources.items) and all(
                new is old for new, old in zip(split, resources.items, strict=True)
            ):
                return node
            return with_value(node, "resources", replace(resources, items=tuple(split)))

        return at(root, "capability/consumes/*", client)

    @classmethod
    def _split(
        cls,
        namespace: str,
        resource: Node,
        exposed: dict[tuple[str, str], Scalar],
        found: list[Diagnostic],
    ) -> list[Node]:
        path = text(resource, "path") if isinstance(resource, Mapping) else None
        operations = resource.get("operations") if isinstance(resource, Mapping) else None
        if (
            not isinstance(resource, Mapping)
            or path is None
            or not isinstance(operations, Sequence)
        ):
            return [resource]
        moved: list[Node] = []
        staying: list[Node] = []
        present = set(_NAMES.findall(str(path.value)))
        for operation in operations.items:
            lost = _lost(operation, present)
            name = text(operation, "name") if isinstance(operation, Mapping) else None
            key = (f"{namespace}.{name.value}", str(lost.value)) if name and lost else None
            if lost is None or key not in exposed:
                staying.append(operation)
                continue
            whole = f"{str(path.value).rstrip('/')}/{{{{{lost.value}}}}}"
            found.append(
                cls.at(
                    lost.span,
                    f"the path lacks `{lost.value}`; this operation is read as `{whole}`",
                    related=(Label(exposed[key].span, "the exposed path ends in it"),),
                )
            )
            own = with_value(resource, "path", replace(path, value=whole))
            moved.append(with_value(own, "operations", replace(operations, items=(operation,))))
        if not moved:
            return [resource]
        rest = with_value(resource, "operations", replace(operations, items=tuple(staying)))
        return [rest, *moved] if staying else moved


def _lost(operation: Node, present: set[str]) -> Scalar | None:
    """Return the name of the one path input that the path lacks."""
    if not isinstance(operation, Mapping):
        return None
    lost: list[Scalar] = []
    for parameter in items(operation.get("inputParameters")):
        place, name = text(parameter, "in"), text(parameter, "name")
        if place and place.value == "path" and name and name.value not in present:
            lost.append(name)
    return lost[0] if len(lost) == 1 else None


def _last_parameters(root: Node) -> Iterator[tuple[tuple[str, str], Scalar]]:
    """Yield (call, consumed parameter) and the exposed path that ends in the parameter."""
    capability = root.get("capability") if isinstance(root, Mapping) else None
    exposes = capability.get("exposes") if isinstance(capability, Mapping) else None
    for adapter in items(exposes):
        for resource in items(adapter.get("resources")):
            path = text(resource, "path")
            last = _LAST.search(str(path.value)) if path else None
            if path is None or last is None:
                continue
            for operation in items(resource.get("operations")):
                call = text(operation, "call")
                if call is None:
                    continue
                yield (str(call.value), last[1]), path
                block = operation.get("with")
                if isinstance(block, Mapping):
                    for entry in block.entries:
                        value = text(block, entry.name)
                        if value and str(value.value).partition(".")[2] == last[1]:
                            yield (str(call.value), entry.name), path
