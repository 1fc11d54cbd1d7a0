"""A consumed input `in: body`."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, text
from naftiko_gen.source import Mapping, Node


class BodyInput(Rewrite):
    """A consumed input in the body.

    ## What it does
    Reads a consumed input `in: body` as the JSON body of the request.

    ## Why is this bad?
    The official schema allows it, but the reference engine builds bodies from the operation's
    `body` key only and sends nothing.

    ## What to write instead
    Nothing, or a `body` template at the operation for the reference engine.
    """

    code = "NK108"
    name = "body-input"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "        method: POST\n        inputParameters:\n        - name: body\n"
        "          in: body\n        - name: id\n          in: path\n  exposes:\n",
        "        method: GET\n        inputParameters:\n        - name: id\n"
        "          in: path\n  exposes:\n",
    )
    good: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n  exposes:\n",
        "        - name: id\n          in: path\n  exposes:\n",
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the input; lowering sends it."""

        def read(operation: Node) -> Node:
            if not isinstance(operation, Mapping) or operation.get("body"):
                return operation
            method = text(operation, "method")
            if method is None or method.value in ("GET", "HEAD"):
                return operation
            for parameter in items(operation.get("inputParameters")):
                place = text(parameter, "in")
                if place and place.value == "body":
                    found.append(cls.at(place.span, "this input is sent in the JSON body"))
            return operation

        return at(root, "capability/consumes/*/resources/*/operations/*", read)
