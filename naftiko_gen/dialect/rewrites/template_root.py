"""`{{tools.x}}` and `{{rest.x}}` in the templates of a consumed operation."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, texts
from naftiko_gen.source import Node, Scalar

_ROOTED = re.compile(r"\{\{\s*(?:tools|rest)\.([^{}\s]+)\s*\}\}")
_END = "        - name: id\n          in: path\n  exposes:\n"


class TemplateRoot(Rewrite):
    """Words `tools.` and `rest.` in a template.

    ## What it does
    Reads `{{tools.x}}` and `{{rest.x}}` in the body, the path or an input of a consumed
    operation as the input `x` of that operation, whichever adapter calls it.

    ## Why is this bad?
    The reference engine knows no such names and sends empty text.

    ## What to write instead
    `{{x}}`.
    """

    code = "NK119"
    name = "template-root"
    severity = Severity.INFO
    remedy = "drop the word before the dot"
    bad: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n        - name: lang\n          in: query\n"
        '          value: "{{tools.id}}"\n  exposes:\n',
        _END,
    )
    good: ClassVar[Example] = Example(_END, _END)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Drop the word before the dot."""

        def rename(scalar: Scalar) -> Scalar:
            plain = _ROOTED.sub(r"{{\1}}", str(scalar.value))
            if plain == scalar.value:
                return scalar
            message = "an input of this operation, whoever calls it"
            found.append(cls.at(scalar.span, message, help=f"the official form is `{plain}`"))
            return replace(scalar, value=plain)

        def everything(node: Node) -> Node:
            return texts(node, rename)

        return at(root, "capability/consumes/*/resources/*", everything)
