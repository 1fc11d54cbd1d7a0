"""`rest.x` and `tools.x` as values in `with`."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text
from naftiko_gen.source import Entry, Mapping, Node, Scalar

#: Adapter type → the word, and where its `with` stands.
ROOTS = {"rest": ("rest", "resources/*/operations/*/with"), "mcp": ("tools", "tools/*/with")}


class InputRoot(Rewrite):
    """Words `rest.` and `tools.` before an input.

    ## What it does
    Reads `rest.name` in a REST adapter and `tools.name` in an MCP adapter as the input `name`
    of the operation or tool at hand.

    ## Why is this bad?
    The reference engine knows only the adapter's own namespace before the dot; it sends
    `tools.name` upstream as that text.

    ## What to write instead
    The adapter's namespace: `rooms-mcp.name`.
    """

    code = "NK105"
    name = "input-root"
    severity = Severity.INFO
    remedy = "name the adapter"
    bad: ClassVar[Example] = Example("        id: tools.id\n", "        id: shop-mcp.id\n")
    good: ClassVar[Example] = Example("        id: shop-mcp.id\n", "        id: shop-mcp.id\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Put the adapter's namespace before the dot."""

        def adapter(node: Node) -> Node:
            if not isinstance(node, Mapping):
                return node
            kind, namespace = text(node, "type"), text(node, "namespace")
            if not kind or not namespace or str(kind.value) not in ROOTS:
                return node
            word, path = ROOTS[str(kind.value)]
            if namespace.value == word:
                return node

            def value(entry: Entry) -> Entry:
                scalar = entry.value
                if not (isinstance(scalar, Scalar) and isinstance(scalar.value, str)):
                    return entry
                first, dot, rest = scalar.value.partition(".")
                if first != word or not rest:
                    return entry
                official = f"{namespace.value}{dot}{rest}"
                found.append(
                    cls.at(
                        scalar.span,
                        f"`{word}.` stands for the inputs of this adapter",
                        help=f"the official form is `{official}`",
                    )
                )
                return Entry(entry.key, replace(scalar, value=official))

            def with_block(block: Node) -> Node:
                if not isinstance(block, Mapping):
                    return block
                changed = tuple(value(entry) for entry in block.entries)
                same = all(new is old for new, old in zip(changed, block.entries, strict=True))
                return block if same else replace(block, entries=changed)

            return at(node, path, with_block)

        return at(root, "capability/exposes/*", adapter)
