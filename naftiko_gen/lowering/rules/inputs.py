"""Inputs that follow, are added, or lead nowhere."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Example, Rule, Severity

_WITH = "        id: shop-mcp.id\n"
_PLACE = "          in: path\n  exposes:\n"


class InferredInput(Rule):
    """Input that follows from its use.

    ## What it does
    Gives a tool or a REST operation an input that it uses without declaring it: named as in
    `with` or in the path, typed like the input of the called operation that it feeds.

    ## Why is this bad?
    It is not: most published tools declare no inputs. In the reference engine such a tool has
    an empty input schema.

    ## What to write instead
    Nothing, or declare the input with `inputParameters`.
    """

    code = "NK902"
    name = "inferred-input"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "      call: shop.get-item\n",
        "      inputParameters:\n      - name: id\n        type: string\n"
        "        description: Number of the item.\n      call: shop.get-item\n",
    )
    good: ClassVar[Example] = Example("      call: shop.get-item\n", "      call: shop.get-item\n")


class AddedInput(Rule):
    """Required input that nobody supplies.

    ## What it does
    Gives a tool or a REST operation an input of the same name for each required input of the
    called operation that gets no value.

    ## Why is this bad?
    The upstream would refuse the request; the reference engine sends it all the same.

    ## What to write instead
    A value in `with`, or declare the input.
    """

    code = "NK903"
    name = "added-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      call: shop.get-item\n",
        "      inputParameters:\n      - name: id\n        type: string\n"
        "        description: Number of the item.\n      call: shop.get-item\n      with:\n"
        + _WITH,
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


class OptionalPathInput(Rule):
    """Optional input that feeds a path parameter.

    ## What it does
    Makes an input required that is declared optional and feeds a path parameter.

    ## Why is this bad?
    Without the value there is no path.

    ## What to write instead
    Leave `required: false` out.
    """

    code = "NK913"
    name = "optional-path-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "        type: string\n        required: false\n", "        type: string\n"
    )
    good: ClassVar[Example] = Example("        type: string\n", "        type: string\n")


class UnusedInput(Rule):
    """Input that no request carries.

    ## What it does
    Leaves out a declared input of a tool or REST operation that the called operation has
    nothing for, or that the authentication fills, an optional input `in: body` of a GET, and
    an input `in: body` that the body template of its operation does not name.

    ## Why is this bad?
    Callers would give a value that goes nowhere.

    ## What to write instead
    Take the input out, or name it in the template.
    """

    code = "NK914"
    name = "unused-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "          in: path\n        - name: body\n          in: body\n  exposes:\n", _PLACE
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)
