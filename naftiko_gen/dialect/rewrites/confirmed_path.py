"""A path parameter that the consumed path lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Label, Rule, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, plain, text, with_value
from naftiko_gen.source import Mapping, Node, Scalar, Sequence

# White space round a name is taken off afterwards: a pattern that skipped it would try every
# way to split a long run of it.
_NAME = re.compile(r"\{([^{}]+)\}")
_ALONE = re.compile(r"\{\{?([^{}]+)\}\}?")
#: A longer path is none that people write, and each operation would get one of its own.
_LONGEST = 1000
#: With these a value at the end of the path names one thing; a POST may name an action.
_NAMING = ("GET", "HEAD", "PUT", "PATCH", "DELETE")
_ITEMS = "      path: /items\n      operations:\n      - name: get-item\n"
_ITEM = "      path: /items/{{id}}\n      operations:\n      - name: get-item\n"


@dataclass(frozen=True, slots=True)
class _Route:
    """A route from which an operation is called; ``names``: consumed → exposed name."""

    method: str
    path: Scalar
    names: dict[str, str]

    def has(self, parameter: str) -> bool:
        return self._name(parameter) in {_plain(name) for name in _names(str(self.path.value))}

    def tail(self, lost: list[str]) -> _Tail | None:
        """Return the end of the path that begins at the first of ``lost``, if it has all."""
        segments = str(self.path.value).strip("/").split("/")
        found: list[str] = []
        start = len(segments)
        for position, segment in enumerate(segments):
            alone = _ALONE.fullmatch(segment)
            here = [each for each in lost if alone and self._name(each) == _plain(alone[1])]
            if here and here[0] not in found:
                start = min(start, position)
                found.append(here[0])
                segments[position] = f"{{{{{here[0]}}}}}"
            elif "{" in segment and position > start:
                return None  # this parameter is another matter
        if len(found) != len(lost):
            return None
        below = segments[start:]
        before = segments[start - 1] if start else ""
        return _Tail("/" + "/".join(below), _plain(before), all("{" in each for each in below))

    def _name(self, parameter: str) -> str:
        return _plain(self.names.get(parameter, parameter))


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a route; ``bare``: there is nothing in it but parameters."""

    path: str
    before: str
    bare: bool


class AssumedPath(Rule):
    """Path parameter that the path lacks, read at its end.

    ## What it does
    Where an operation other than a POST declares one input `in: path` that its path lacks, and
    no exposed path says otherwise, reads the path with the parameter at its end.

    ## Why is this bad?
    As written, the request goes to the collection: `DELETE /items` instead of
    `DELETE /items/{id}`. With the value at the end, a wrong guess is a 404, not a loss.

    ## What to write instead
    A consumed resource with the whole path.
    """

    code = "NK121"
    name = "assumed-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        """\
naftiko: 1.0.0-alpha2
info:
  label: Shop
  description: Items of a shop.
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop's API.
    baseUri: https://shop.test/v1
    resources:
    - name: items
      path: /items
      operations:
      - name: get-item
        method: GET
        inputParameters:
        - name: id
          in: path
  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    description: Items of a shop.
    tools:
    - name: get-item
      description: Gets one item of the shop by its number.
      inputParameters:
      - name: id
        type: string
        description: Number of the item.
      call: shop.get-item
      with:
        id: shop-mcp.id
"""
    )
    good: ClassVar[Example] = Example(_ITEM, _ITEM)


class MirroredPath(Rule):
    """Path parameter that only the exposed path has, with more behind it.

    ## What it does
    Where a consumed operation declares inputs `in: path` that its path lacks, and a REST
    operation with the same method that calls it has them behind the same word, as in
    `/items/{id}/parts` for `/items`, reads the consumed path as it goes on there.

    ## Why is this bad?
    As written, the request goes to the collection. Only the exposed path tells what is behind
    the parameter, and the API may have another word for it: then it answers 404.

    ## What to write instead
    A consumed resource with the whole path.
    """

    code = "NK131"
    name = "mirrored-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      path: /items\n      operations:\n      - name: get-item\n        method: GET\n"
        "        inputParameters:\n        - name: id\n          in: path\n  exposes:\n"
        "  - type: rest\n    namespace: shop-rest\n    port: 8080\n    resources:\n"
        "    - path: /items/{{id}}/parts\n",
        _ITEM + "        method: GET\n"
        "        inputParameters:\n        - name: id\n          in: path\n  exposes:\n"
        "  - type: rest\n    namespace: shop-rest\n    port: 8080\n    resources:\n"
        "    - path: /items/{{id}}\n",
    )
    good: ClassVar[Example] = Example(_ITEM, _ITEM)


class ConfirmedPath(Rewrite):
    """Path parameter that only the exposed path has.

    ## What it does
    Where a consumed operation declares inputs `in: path` that its path lacks, and a REST
    operation that calls it has a path that ends in these parameters, reads the consumed path
    with the parameters at its end.

    ## Why is this bad?
    As written, the request goes to the collection: `DELETE /items` instead of
    `DELETE /items/{id}`.

    ## What to write instead
    A consumed resource with the whole path.
    """

    code = "NK118"
    name = "confirmed-path"
    severity = Severity.WARNING
    remedy = "give it a resource with the whole path"
    remedy_is_safe = False
    says = ("NK121", "NK131")
    bad: ClassVar[Example] = Example(_ITEMS, _ITEM)
    good: ClassVar[Example] = Example(_ITEM, _ITEM)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Move each such operation into a resource with the whole path."""
        routes: dict[str, list[_Route]] = {}
        for call, route in _routes(root):
            routes.setdefault(call, []).append(route)

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
                split += _split(str(namespace.value), resource, routes, found)
            if len(split) == len(resources.items) and all(
                new is old for new, old in zip(split, resources.items, strict=True)
            ):
                return node
            return with_value(node, "resources", replace(resources, items=tuple(split)))

        return at(root, "capability/consumes/*", client)


def _names(path: str) -> set[str]:
    """Return the names in braces, single or double."""
    return {name.strip() for name in _NAME.findall(path)}


def _split(
    namespace: str, resource: Node, routes: dict[str, list[_Route]], found: list[Diagnostic]
) -> list[Node]:
    path = text(resource, "path") if isinstance(resource, Mapping) else None
    operations = resource.get("operations") if isinstance(resource, Mapping) else None
    if not isinstance(resource, Mapping) or path is None or not isinstance(operations, Sequence):
        return [resource]
    if len(str(path.value)) > _LONGEST:
        return [resource]
    moved: list[Node] = []
    staying: list[Node] = []
    present = _names(str(path.value))
    for operation in operations.items:
        lost = _lost(operation, present)
        reading = _reading(namespace, operation, lost, str(path.value), routes) if lost else None
        if reading is None:
            staying.append(operation)
            continue
        diagnostic, whole = reading
        found.append(diagnostic)
        own = with_value(resource, "path", replace(path, value=whole))
        moved.append(with_value(own, "operations", replace(operations, items=(operation,))))
    if not moved:
        return [resource]
    rest = with_value(resource, "operations", replace(operations, items=tuple(staying)))
    return [rest, *moved] if staying else moved


def _reading(
    namespace: str,
    operation: Node,
    lost: list[Scalar],
    path: str,
    routes: dict[str, list[_Route]],
) -> tuple[Diagnostic, str] | None:
    """Return how the path may be read with the lost parameters, and why, or None."""
    name = text(operation, "name") if isinstance(operation, Mapping) else None
    method = text(operation, "method") if isinstance(operation, Mapping) else None
    if name is None or method is None:
        return None
    parameters = [str(each.value) for each in lost]
    path = path.rstrip("/")
    callers = routes.get(f"{namespace}.{name.value}", [])
    tails = [(route, tail) for route in callers if (tail := route.tail(parameters))]
    rule: type[Rule] | None = None
    related: tuple[Label, ...] = ()
    whole = ""
    for route, tail in tails:
        if tail.bare:
            rule, whole = ConfirmedPath, path + tail.path
            related = (Label(route.path.span, "the exposed path ends in it"),)
            break
    if rule is None and len({tail.path for _, tail in tails}) == 1:
        route, tail = tails[0]
        if route.method == method.value and tail.before == _plain(path.rpartition("/")[2]):
            rule, whole = MirroredPath, path + tail.path
            related = (Label(route.path.span, "the exposed path goes on like this"),)
    # A route that has a parameter elsewhere contradicts the guess.
    contradicted = any(route.has(each) for route in callers for each in parameters)
    if rule is None and len(lost) == 1 and method.value in _NAMING and not contradicted:
        rule, whole = AssumedPath, f"{path}/{{{{{parameters[0]}}}}}"
    if rule is None:
        return None
    message = f"the path lacks `{'`, `'.join(parameters)}`; this operation is read as `{whole}`"
    return rule.at(lost[0].span, message, related=related), whole


def _lost(operation: Node, present: set[str]) -> list[Scalar]:
    """Return the names of the path inputs that the path lacks."""
    lost: list[Scalar] = []
    if isinstance(operation, Mapping):
        for parameter in items(operation.get("inputParameters")):
            place, name = text(parameter, "in"), text(parameter, "name")
            if place and place.value == "path" and name and name.value not in present:
                lost.append(name)
    return lost


def _plain(word: str) -> str:
    """Return a word without what different writers write differently, the plural too."""
    return plain(word.strip()).removesuffix("s")


def _routes(root: Node) -> Iterator[tuple[str, _Route]]:
    """Yield each call of a REST operation and the route that it is made from."""
    capability = root.get("capability") if isinstance(root, Mapping) else None
    exposes = capability.get("exposes") if isinstance(capability, Mapping) else None
    for adapter in items(exposes):
        for resource in items(adapter.get("resources")):
            path = text(resource, "path")
            for operation in items(resource.get("operations")):
                call = text(operation, "call")
                if call is None or path is None:
                    continue
                block, names = operation.get("with"), dict[str, str]()
                if isinstance(block, Mapping):
                    for entry in block.entries:
                        value = text(block, entry.name)
                        if value:
                            names[entry.name] = str(value.value).partition(".")[2]
                method = text(operation, "method")
                yield str(call.value), _Route(str(method.value) if method else "", path, names)
