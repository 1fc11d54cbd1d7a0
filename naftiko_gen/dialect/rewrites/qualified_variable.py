"""`{{env.NAME}}` for a bound variable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, text, texts
from naftiko_gen.source import Mapping, Node, Scalar

_QUALIFIED = re.compile(r"\{\{\s*([A-Za-z0-9_-]+)\.([A-Za-z0-9_]+)\s*\}\}")


class QualifiedVariable(Rewrite):
    """A variable with the namespace of its bind.

    ## What it does
    Reads `{{env.NAME}}`, where `env` is the namespace of a bind, as the variable `NAME`.

    ## Why is this bad?
    The prose specification allows it, but the reference engine never resolves it: the
    credentials stay empty.

    ## What to write instead
    `{{NAME}}`, which both understand.
    """

    code = "NK107"
    name = "qualified-variable"
    severity = Severity.INFO
    remedy = "drop the namespace"
    bad: ClassVar[Example] = Example('"{{env.SHOP_TOKEN}}"\n', '"{{SHOP_TOKEN}}"\n')
    good: ClassVar[Example] = Example('"{{SHOP_TOKEN}}"\n', '"{{SHOP_TOKEN}}"\n')

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Drop the namespace."""
        namespaces = {"env"}
        if isinstance(root, Mapping):
            for bind in items(root.get("binds")):
                if namespace := text(bind, "namespace"):
                    namespaces.add(str(namespace.value))

        def value(node: Scalar) -> Scalar:
            def short(match: re.Match[str]) -> str:
                return f"{{{{{match[2]}}}}}" if match[1] in namespaces else match[0]

            plain = _QUALIFIED.sub(short, str(node.value))
            if plain == node.value:
                return node
            message = "a variable with the namespace of its bind"
            found.append(cls.at(node.span, message, help=f"the official form is `{plain}`"))
            return replace(node, value=plain)

        def everything(node: Node) -> Node:
            return texts(node, value)

        return at(root, "capability/consumes/*", everything)
