"""Path parameters stand in their paths."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import RestAdapter
from naftiko_gen.spec.templates import lost_path_inputs, path_names

_OPERATION = """\
        method: GET
        inputParameters:
        - name: id
          in: path
  exposes:
"""
_INPUTS = "        - name: id\n          in: path\n  exposes:\n"


class LostPathParameter(Check):
    """Path parameter that the path lacks.

    ## What it does
    Compares the inputs `in: path` of a consumed operation with the placeholders of its path.

    ## Why is this bad?
    The request would go out without the value: `DELETE /items` instead of
    `DELETE /items/{id}`.

    ## What to write instead
    The placeholder in the path (`/items/{{id}}`), or another place for the input.
    """

    code = "NK501"
    name = "lost-path-parameter"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "        method: POST\n        inputParameters:\n        - name: id\n"
        "          in: path\n        - name: shelf\n          in: path\n  exposes:\n",
        _OPERATION,
    )
    good: ClassVar[Example] = Example(_OPERATION, _OPERATION)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each lost parameter."""
        called = context.called
        for client, resource, operation in context.consumed():
            if f"{client.namespace}.{operation.name}" not in called:
                continue  # no request goes out; another rule says so
            names = path_names(resource.path.value)
            for parameter in operation.inputs:
                name = parameter.name.value
                if parameter.place.value == "path" and name not in names:
                    near = context.nearest(name, names)
                    written = f"{resource.path.value.rstrip('/')}/{{{{{name}}}}}"
                    help = f"did you mean `{near}`?" if near else f"write the path as `{written}`"
                    yield cls.at(
                        parameter.name.span,
                        f"the path has no parameter `{name}`",
                        help=help,
                        related=(Label(resource.path.span, "the path"),),
                    )


class UncalledLostPath(Check):
    """Path parameter that the path of an operation lacks that nobody calls.

    ## What it does
    Leaves a consumed operation out of the client whose path lacks one of its inputs `in: path`
    and that no exposed operation calls.

    ## Why is this bad?
    Whoever calls it later would send the request to the collection.

    ## What to write instead
    The placeholder in the path (`/items/{{id}}`), or leave the operation out.
    """

    code = "NK503"
    name = "uncalled-lost-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "          in: path\n      - name: start\n        method: POST\n"
        "        inputParameters:\n        - name: shelf\n          in: path\n  exposes:\n",
        "          in: path\n  exposes:\n",
    )
    good: ClassVar[Example] = Example(_INPUTS, _INPUTS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such operation."""
        called = context.called
        for client, resource, operation in context.consumed():
            if f"{client.namespace}.{operation.name}" in called:
                continue
            lost = lost_path_inputs(resource, operation)
            if lost:
                message = f"the path has no parameter `{lost[0]}`; the operation is left out"
                label = Label(resource.path.span, "the path")
                yield cls.at(lost[0].span, message, related=(label,))


class LostRestPathInput(Check):
    """Declared path input that the exposed path lacks.

    ## What it does
    Compares the inputs `in: path` of a REST resource and its operations with the placeholders
    of its path.

    ## Why is this bad?
    The value can never arrive.

    ## What to write instead
    The placeholder in the path, or another place for the input.
    """

    code = "NK502"
    name = "lost-rest-path-input"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "        - name: number\n          in: path\n          type: string\n"
        "          description: Number of the item.\n        - name: id\n          in: path\n"
        "          type: string\n",
        "        - name: id\n          in: path\n          type: string\n",
    )
    good: ClassVar[Example] = Example("    - path: /items/{{id}}\n", "    - path: /items/{{id}}\n")

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each input that the path lacks."""
        adapters = context.capability.adapters
        rest = (each for each in adapters if isinstance(each, RestAdapter))
        for resource in (resource for adapter in rest for resource in adapter.resources):
            names = path_names(resource.path.value)
            of_operations = [each.inputs for each in resource.operations]
            for declared in chain(resource.inputs, *of_operations):
                place, name = declared.place, declared.name.value
                if place and place.value == "path" and name not in names:
                    yield cls.at(
                        declared.name.span,
                        f"the path has no parameter `{name}`",
                        related=(Label(resource.path.span, "the path"),),
                    )


class LostRouteParameter(Check):
    """Path parameter of a route that the called operation does not get.

    ## What it does
    Looks for each parameter of an exposed path in what is passed on to the called operation: in
    `with`, or as an input or placeholder of the same name.

    ## Why is this bad?
    Whoever asks for one thing by its number is given another answer, and a `DELETE /items/5`
    would become a `DELETE /items`.

    ## What to write instead
    The parameter in `with`, and an input or placeholder of the called operation that takes it.
    """

    code = "NK504"
    name = "lost-route-parameter"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "    - path: /shelves/{{shelf}}/items/{{id}}\n", "    - path: /items/{{id}}\n"
    )
    good: ClassVar[Example] = Example("    - path: /items/{{id}}\n", "    - path: /items/{{id}}\n")

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each operation and parameter."""
        for resource, call, target, values in context.routes:
            if values.pair:
                continue  # another rule says so
            for name in values.unused:
                message = f"`{target.reference}` does not get `{name}` of the path"
                label = Label(resource.path.span, "the exposed path")
                yield cls.at(call.span, message, related=(label,))
