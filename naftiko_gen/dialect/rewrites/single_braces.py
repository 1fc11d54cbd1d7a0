"""`/rooms/{room_id}` as the path of a consumed resource."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at
from naftiko_gen.source import Node, Scalar

_SINGLE = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")


class SingleBracePath(Rewrite):
    """Single braces in a consumed path.

    ## What it does
    Reads `{name}` in the path of a consumed resource as a path parameter, as OpenAPI writes
    it.

    ## Why is this bad?
    The reference engine takes single braces for text and asks the upstream for
    `/rooms/%7Broom_id%7D`.

    ## What to write instead
    `{{name}}`, which both understand.
    """

    code = "NK103"
    name = "single-brace-path"
    severity = Severity.INFO
    remedy = "double the braces"
    bad: ClassVar[Example] = Example(
        "      path: /items/{id}\n      operations:\n      - name: get-item\n",
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n",
    )
    good: ClassVar[Example] = Example("/items/{{id}}\n", "/items/{{id}}\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Double the braces."""

        def double(node: Node) -> Node:
            if not (isinstance(node, Scalar) and isinstance(node.value, str)):
                return node
            path = _SINGLE.sub(r"{{\1}}", node.value)
            if path == node.value:
                return node
            names = ", ".join(f"`{name}`" for name in _SINGLE.findall(node.value))
            message = f"single braces make {names} a path parameter"
            found.append(
                cls.at(
                    node.span,
                    message,
                    help=f"the official form is `{path}`",
                )
            )
            return replace(node, value=path)

        return at(root, "capability/consumes/*/resources/*/path", double)
