"""`value` and `placement: header` of a bearer authentication."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_key, without
from naftiko_gen.source import Mapping, Node


class BearerValue(Rewrite):
    """Key `value` for `token`.

    ## What it does
    Reads `value` of a bearer authentication as its `token`; `placement: header` beside it
    says what bearer does anyway.

    ## Why is this bad?
    The official schema knows `token` only, and the reference engine sends no credentials.

    ## What to write instead
    `token`, and no `placement`.
    """

    code = "NK106"
    name = "bearer-value"
    severity = Severity.INFO
    remedy = "name it `token`"
    bad: ClassVar[Example] = Example(
        '      value: "{{SHOP_TOKEN}}"\n      placement: header\n',
        '      token: "{{SHOP_TOKEN}}"\n',
    )
    good: ClassVar[Example] = Example(
        '      token: "{{SHOP_TOKEN}}"\n', '      token: "{{SHOP_TOKEN}}"\n'
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename `value`, drop the placement."""

        def token(node: Node) -> Node:
            if not isinstance(node, Mapping) or node.get("token"):
                return node
            kind, entry = text(node, "type"), node.entry("value")
            if not kind or kind.value != "bearer" or not entry:
                return node
            found.append(cls.at(entry.key.span, "`value` of a bearer authentication is its token"))
            node = with_key(node, "value", "token")
            placement = text(node, "placement")
            return without(node, "placement") if placement and placement.value == "header" else node

        return at(root, "capability/consumes/*/authentication", token)
