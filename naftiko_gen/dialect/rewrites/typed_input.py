"""`type`, `required` and `description` on a consumed input."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at
from naftiko_gen.source import Mapping, Node

FACTS = ("type", "required", "description")


class TypedConsumedInput(Rewrite):
    """Facts about a consumed input.

    ## What it does
    Reads `type`, `required` and `description` of a consumed input: tools and REST operations
    that pass the input on take over its type, its description, and whether it must be given.

    ## Why is this bad?
    It is not: the facts are what makes tool schemas exact. The official schema has no room
    for them, so its validator refuses the file.

    ## What to write instead
    Nothing, or declare the inputs at the tools and REST operations to satisfy the official
    validator.
    """

    code = "NK102"
    name = "typed-consumed-input"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n          type: string\n  exposes:\n",
        "        - name: id\n          in: path\n  exposes:\n",
    )
    good: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n  exposes:\n",
        "        - name: id\n          in: path\n  exposes:\n",
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the keys; the superset schema knows them."""

        def read(node: Node) -> Node:
            if isinstance(node, Mapping):
                keys = [entry for entry in node.entries if entry.name in FACTS]
                if keys:
                    words = ", ".join(f"`{entry.name}`" for entry in keys)
                    message = f"a consumed input with {words}"
                    found.append(cls.at(keys[0].key.span, message))
            return node

        path = "capability/consumes/*/resources/*/operations/*/inputParameters/*"
        return at(root, path, read)
