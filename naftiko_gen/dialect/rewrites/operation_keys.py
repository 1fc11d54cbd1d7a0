"""Keys of a consumed operation: `path`, `id`, a missing `method`."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_key, with_value, without
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

_OPERATIONS = "capability/consumes/*/resources/*/operations/*"
_METHOD = (
    "        method: GET\n        inputParameters:\n        - name: id\n          in: path\n"
    "  exposes:\n"
)


class OperationId(Rewrite):
    """Key `id` for `name`.

    ## What it does
    Reads `id` of a consumed operation as its `name`.

    ## Why is this bad?
    Without a name the reference engine cannot call the operation.

    ## What to write instead
    `name`.
    """

    code = "NK114"
    name = "operation-id"
    severity = Severity.WARNING
    remedy = "rename the key"
    bad: ClassVar[Example] = Example(
        "      - id: get-item\n        method: GET\n        inputParameters:\n"
        "        - name: id\n          in: path\n  exposes:\n",
        "      - name: get-item\n" + _METHOD,
    )
    good: ClassVar[Example] = Example(_METHOD, _METHOD)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename the key where there is no `name`."""

        def rename(operation: Node) -> Node:
            if not isinstance(operation, Mapping) or operation.get("name"):
                return operation
            entry = operation.entry("id")
            if entry is None:
                return operation
            message = "`id` is read as `name`"
            found.append(cls.at(entry.key.span, message))
            return with_key(operation, "id", "name")

        return at(root, _OPERATIONS, rename)


class MissingMethod(Rewrite):
    """Operation without a method.

    ## What it does
    Reads a consumed operation without `method` as a GET, the default of the schema.

    ## Why is this bad?
    A reader has to know the default, and a forgotten POST looks the same.

    ## What to write instead
    `method: GET`.
    """

    code = "NK115"
    name = "missing-method"
    severity = Severity.WARNING
    remedy = "add `method: GET`"
    bad: ClassVar[Example] = Example(
        "        inputParameters:\n        - name: id\n          in: path\n  exposes:\n", _METHOD
    )
    good: ClassVar[Example] = Example(_METHOD, _METHOD)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Add the method."""

        def add(operation: Node) -> Node:
            if not isinstance(operation, Mapping) or operation.entry("method"):
                return operation
            name = operation.entry("name")
            if name is None:
                return operation
            found.append(cls.at(name.value.span, "without a `method`, this is a GET"))
            span = name.value.span
            method = Entry(Scalar(span, "method"), Scalar(span, "GET"))
            return replace(operation, entries=(*operation.entries, method))

        return at(root, _OPERATIONS, add)


class OperationPath(Rewrite):
    """Operation with a path of its own.

    ## What it does
    Reads `path` of a consumed operation as a path behind the one of its resource, or in place
    of it where it starts with the resource's path.

    ## Why is this bad?
    The specification has paths of resources only; the reference engine sends the request to
    the resource itself.

    ## What to write instead
    A resource of its own for each path.
    """

    code = "NK116"
    name = "operation-path"
    severity = Severity.WARNING
    remedy = "give each path a resource of its own"
    bad: ClassVar[Example] = Example(
        "      path: /items\n      operations:\n      - name: get-item\n"
        '        path: "/{{id}}"\n' + _METHOD,
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n" + _METHOD,
    )
    good: ClassVar[Example] = Example(_METHOD, _METHOD)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Move each such operation into a resource of its own."""

        def split(resources: Node) -> Node:
            if not isinstance(resources, Sequence):
                return resources
            result: list[Node] = []
            for resource in resources.items:
                result += cls._split(resource, found)
            same = len(result) == len(resources.items) and all(
                new is old for new, old in zip(result, resources.items, strict=True)
            )
            return resources if same else replace(resources, items=tuple(result))

        return at(root, "capability/consumes/*/resources", split)

    @classmethod
    def _split(cls, resource: Node, found: list[Diagnostic]) -> list[Node]:
        if not isinstance(resource, Mapping):
            return [resource]
        operations = resource.get("operations")
        if not isinstance(operations, Sequence):
            return [resource]
        prefix = text(resource, "path")
        moved: list[Node] = []
        staying: list[Node] = []
        for operation in operations.items:
            path = text(operation, "path") if isinstance(operation, Mapping) else None
            if path is None or not isinstance(operation, Mapping):
                staying.append(operation)
                continue
            whole = below(str(prefix.value) if prefix else "", str(path.value))
            found.append(
                cls.at(
                    path.span,
                    f"this operation is read as `{whole}`",
                    help="the official form is a resource of its own with this path",
                )
            )
            own = replace(operations, items=(without(operation, "path"),))
            entries = {entry.name: entry for entry in resource.entries}
            base = resource
            if "path" not in entries:
                key = Scalar(path.span, "path")
                base = replace(base, entries=(Entry(key, path), *base.entries))
            base = with_value(base, "path", replace(path, value=whole))
            moved.append(with_value(base, "operations", own))
        if not moved:
            return [resource]
        rest = with_value(resource, "operations", replace(operations, items=tuple(staying)))
        return [rest, *moved] if staying else moved


def below(prefix: str, path: str) -> str:
    """Return the whole path of an operation below a resource's path.

    A path that starts with the prefix at a segment's border is whole already.
    """
    prefix = prefix.rstrip("/")
    path = path if path.startswith("/") else f"/{path}"
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        return path
    return f"{prefix}{path}" if path != "/" else prefix or "/"
