"""Names that must be unique are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, TypeVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.checks.surface import mcp_adapters
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import ConsumedInput, ExposedInput, RestAdapter, Text
from naftiko_gen.spec.templates import path_shape

_T = TypeVar("_T")

_ADAPTER = """\
    namespace: shop-mcp
    port: 9090
    description: Items of a shop.
    tools:
    - name: get-item
      description: Gets one item of the shop by its number.
      hints:
        readOnly: true
      inputParameters:
      - name: id
        type: string
        description: Number of the item.
      call: shop.get-item
      with:
        id: shop-mcp.id
"""
_INPUTS = "        - name: id\n          in: path\n  exposes:\n"


class DuplicateNamespace(Check):
    """Namespace used twice.

    ## What it does
    Compares the namespaces of consumed APIs and adapters.

    ## Why is this bad?
    A namespace names one thing in calls and `with`; with two of one name, which one is meant
    depends on the reader.

    ## What to write instead
    A namespace of its own for each API and adapter.
    """

    code = "NK401"
    name = "duplicate-namespace"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "    namespace: shop\n    port: 9090\n    description: Items of a shop.\n    tools:\n"
        "    - name: get-item\n      description: Gets one item of the shop by its number.\n"
        "      call: shop.get-item\n      with:\n        id: first\n",
        _ADAPTER,
    )
    good: ClassVar[Example] = Example(_ADAPTER, _ADAPTER)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated namespace."""
        namespaces = [client.namespace for client in context.capability.clients]
        namespaces += [adapter.namespace for adapter in context.capability.adapters]
        namespaces += [adapter.namespace for adapter in context.capability.skills]
        for first, again in repeated((n.value, n) for n in namespaces):
            message = f"the namespace `{again.value}` is used twice"
            yield cls.at(again.span, message, related=(Label(first.span, "first used here"),))


class DuplicateOperation(Check):
    """Two consumed operations of one name.

    ## What it does
    Compares the operation names of a consumed API, over all its resources.

    ## Why is this bad?
    `call: namespace.operation` cannot say which one is meant.

    ## What to write instead
    A name of its own for each operation of an API.
    """

    code = "NK402"
    name = "duplicate-operation"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "          in: path\n      - name: get-item\n        method: DELETE\n  exposes:\n",
        "          in: path\n  exposes:\n",
    )
    good: ClassVar[Example] = Example(
        "          in: path\n      - name: delete-item\n        method: DELETE\n  exposes:\n",
        "          in: path\n  exposes:\n",
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated operation name."""
        for client in context.capability.clients:
            names = [o.name for resource in client.resources for o in resource.operations]
            for first, again in repeated((name.value, name) for name in names):
                message = f"`{client.namespace}` has two operations named `{again.value}`"
                yield cls.at(again.span, message, related=(Label(first.span, "first named here"),))


class DuplicateTool(Check):
    """Two tools of one name.

    ## What it does
    Compares the tool names of an MCP adapter.

    ## Why is this bad?
    MCP demands unique names: clients show one of the two, or refuse the server.

    ## What to write instead
    A name of its own for each tool of an adapter.
    """

    code = "NK403"
    name = "duplicate-tool"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "        id: shop-mcp.id\n    - name: get-item\n      description: Gets it again.\n"
        "      call: shop.get-item\n      with:\n        id: first\n",
        "        id: shop-mcp.id\n",
    )
    good: ClassVar[Example] = Example("        id: shop-mcp.id\n", "        id: shop-mcp.id\n")

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated tool name."""
        for adapter in mcp_adapters(context):
            for first, again in repeated((t.name.value, t.name) for t in adapter.tools):
                message = f"`{adapter.namespace}` has two tools named `{again.value}`"
                yield cls.at(again.span, message, related=(Label(first.span, "first named here"),))


class DuplicateRoute(Check):
    """Two operations for one route.

    ## What it does
    Compares method and path of all operations of a REST adapter; the names of path
    parameters do not tell two paths apart. The first operation answers, as in the reference
    engine; the others are left out.

    ## Why is this bad?
    The other operations are never reached.

    ## What to write instead
    Another method or path, or one operation less.
    """

    code = "NK404"
    name = "duplicate-route"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "          id: shop-rest.id\n      - method: GET\n        name: get-again\n"
        "        inputParameters:\n        - name: id\n          in: path\n"
        "          type: string\n          description: Number of the item.\n"
        "        call: shop.get-item\n        with:\n          id: shop-rest.id\n",
        "          id: shop-rest.id\n",
    )
    good: ClassVar[Example] = Example(
        "          id: shop-rest.id\n", "          id: shop-rest.id\n"
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated route."""
        for adapter in context.capability.adapters:
            if not isinstance(adapter, RestAdapter):
                continue
            routes = [
                ((operation.method.value, path_shape(resource.path.value)), operation.method)
                for resource in adapter.resources
                for operation in resource.operations
            ]
            for first, again in repeated(routes):
                label = Label(first.span, "the operation that answers")
                message = "another operation has this method and path; this one is left out"
                yield cls.at(again.span, message, related=(label,))


class DuplicateInput(Check):
    """Two inputs of one name.

    ## What it does
    Compares the input names of each consumed operation, exposed operation and tool.

    ## Why is this bad?
    `with` and callers name an input by its name alone.

    ## What to write instead
    One input of that name, in one place.
    """

    code = "NK405"
    name = "duplicate-input"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n        - name: id\n          in: query\n"
        "  exposes:\n",
        _INPUTS,
    )
    good: ClassVar[Example] = Example(_INPUTS, _INPUTS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated input."""
        owners = [[_input(i) for i in operation.inputs] for _, _, operation in context.consumed()]
        owners += [[_input(i) for i in exposed.inputs] for _, _, exposed in context.exposed()]
        for names in owners:
            for first, again in repeated(names):
                message = f"another input is named `{again.value}`"
                yield cls.at(again.span, message, related=(Label(first.span, "first named here"),))


def _input(each: ConsumedInput | ExposedInput) -> tuple[str, Text]:
    """Return what tells an input apart, and its name; case does not tell headers apart."""
    header = each.place is not None and each.place.value == "header"
    return (each.name.value.lower() if header else each.name.value), each.name


def repeated(things: Iterable[tuple[object, _T]]) -> Iterator[tuple[_T, _T]]:
    """Yield each thing whose key has been seen before, behind the first one."""
    seen: dict[object, _T] = {}
    for key, thing in things:
        if key in seen:
            yield seen[key], thing
        else:
            seen[key] = thing
