"""A consumed input `in: body`."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text
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
        "        method: PUT\n        inputParameters:\n        - name: body\n"
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

        def read(node: Node) -> Node:
            if isinstance(node, Mapping):
                place = text(node, "in")
                if place and place.value == "body":
                    found.append(cls.at(place.span, "this input is sent as the JSON body"))
            return node

        path = "capability/consumes/*/resources/*/operations/*/inputParameters/*"
        return at(root, path, read)
