"""`type: object, mapping: $.` as the output of an exposed operation or tool."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, without
from naftiko_gen.source import Mapping, Node, Sequence

_OWNERS = ("capability/exposes/*/resources/*/operations/*", "capability/exposes/*/tools/*")
PLACES = tuple(f"{owner}/outputParameters/*" for owner in _OWNERS)


class WholeAnswer(Rewrite):
    """The whole answer as output.

    ## What it does
    Reads an output of type `object` or `array` with the mapping `$.` and without `properties`
    or `items` as the upstream's whole answer, passed through byte for byte.

    ## Why is this bad?
    The official schema demands `properties` or `items`, and the reference engine answers
    `{}` for such an object.

    ## What to write instead
    Leave `outputParameters` out: the answer then passes through in the reference engine too.
    """

    code = "NK104"
    name = "whole-answer"
    severity = Severity.INFO
    remedy = "leave the outputs out"
    bad: ClassVar[Example] = Example(
        "        id: shop-mcp.id\n      outputParameters:\n      - type: object\n"
        "        mapping: $.\n",
        "        id: shop-mcp.id\n",
    )
    good: ClassVar[Example] = Example("        id: shop-mcp.id\n", "        id: shop-mcp.id\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the output; the superset schema knows the form."""

        def owner(node: Node) -> Node:
            # What calls nothing has no answer to pass through.
            if isinstance(node, Mapping) and node.get("call"):
                at(node, "outputParameters/*", read)
            return node

        def read(node: Node) -> Node:
            if isinstance(node, Mapping) and _is_whole(node):
                mapping = text(node, "mapping")
                assert mapping is not None
                message = f"`mapping: {mapping.value}` passes the whole answer through"
                found.append(cls.at(mapping.span, message))
            return node

        for place in _OWNERS:
            at(root, place, owner)
        return root

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Leave out outputs that are nothing but the whole answer."""

        def owner(node: Node) -> Node:
            outputs = node.get("outputParameters") if isinstance(node, Mapping) else None
            if not isinstance(node, Mapping) or not node.get("call"):
                return node
            if not isinstance(outputs, Sequence) or not all(map(_is_whole, outputs.items)):
                return node
            return without(node, "outputParameters")

        for place in _OWNERS:
            root = at(root, place, owner)
        return root


def _is_whole(node: Node) -> bool:
    """Return whether an output is the whole answer."""
    if not isinstance(node, Mapping):
        return False
    kind, mapping = text(node, "type"), text(node, "mapping")
    shape = {"object": "properties", "array": "items"}.get(str(kind.value) if kind else "")
    return bool(shape and mapping and mapping.value in ("$", "$.") and not node.get(shape))
