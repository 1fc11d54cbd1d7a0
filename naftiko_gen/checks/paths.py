"""Path parameters stand in their paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context, nearest
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.templates import path_names

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
        "        - name: id\n          in: path\n        - name: shelf\n          in: path\n"
        "  exposes:\n",
        _INPUTS,
    )
    good: ClassVar[Example] = Example(_INPUTS, _INPUTS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each lost parameter."""
        for _, resource, operation in context.consumed():
            names = path_names(resource.path.value)
            for parameter in operation.inputs:
                name = parameter.name.value
                if parameter.place.value == "path" and name not in names:
                    near = nearest(name, names)
                    written = f"{resource.path.value.rstrip('/')}/{{{{{name}}}}}"
                    help = f"did you mean `{near}`?" if near else f"write the path as `{written}`"
                    yield cls.at(
                        parameter.name.span,
                        f"the path has no parameter `{name}`",
                        help=help,
                        related=(Label(resource.path.span, "the path"),),
                    )


class LostRestPathInput(Check):
    """Declared path input that the exposed path lacks.

    ## What it does
    Compares the inputs `in: path` of a REST operation with the placeholders of its path.

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
        for _, resource, exposed in context.exposed():
            if resource is None:
                continue
            names = path_names(resource.path.value)
            for declared in exposed.inputs:
                place, name = declared.place, declared.name.value
                if place and place.value == "path" and name not in names:
                    yield cls.at(
                        declared.name.span,
                        f"the path has no parameter `{name}`",
                        related=(Label(resource.path.span, "the path"),),
                    )
