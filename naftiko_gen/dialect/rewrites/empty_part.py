"""Parts that hold nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, without
from naftiko_gen.source import Mapping, Node, Sequence

#: What an adapter holds, by its type.
_PARTS = {"rest": "resources", "mcp": "tools"}
_END = "        id: shop-mcp.id\n"


class EmptyPart(Rewrite):
    """A part that was begun and left empty.

    ## What it does
    Leaves out an adapter without resources or tools, and an empty list of binds.

    ## Why is this bad?
    Nothing is served there. Something may have been forgotten, or lost on the way.

    ## What to write instead
    The missing entries, or nothing at all.
    """

    code = "NK128"
    name = "empty-part"
    severity = Severity.WARNING
    remedy = "take the empty part out"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example(
        _END + "  - type: mcp\n    namespace: shop-more\n    port: 9091\n", _END
    )
    good: ClassVar[Example] = Example(_END, _END)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the parts; lowering leaves them out."""

        def adapter(node: Node) -> Node:
            kind = text(node, "type") if isinstance(node, Mapping) else None
            key = _PARTS.get(str(kind.value)) if kind else None
            if not isinstance(node, Mapping) or key is None:
                return node
            entry = node.entry(key)
            message = f"an adapter without `{key}` is left out"
            if entry is None:
                found.append(cls.at(node.entries[0].key.span, message))
            elif isinstance(entry.value, Sequence) and not entry.value.items:
                found.append(cls.at(entry.value.span, message))
            return node

        binds = root.get("binds") if isinstance(root, Mapping) else None
        if isinstance(binds, Sequence) and not binds.items:
            found.append(cls.at(binds.span, "an empty list of binds"))
        return at(root, "capability/exposes/*", adapter)

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Take the parts out."""

        def exposes(node: Node) -> Node:
            if not isinstance(node, Sequence):
                return node
            kept = tuple(each for each in node.items if not _is_empty(each))
            return node if len(kept) == len(node.items) else replace(node, items=kept)

        binds = root.get("binds") if isinstance(root, Mapping) else None
        if isinstance(root, Mapping) and isinstance(binds, Sequence) and not binds.items:
            root = without(root, "binds")
        return at(root, "capability/exposes", exposes)


def _is_empty(adapter: Node) -> bool:
    kind = text(adapter, "type") if isinstance(adapter, Mapping) else None
    key = _PARTS.get(str(kind.value)) if kind else None
    if not isinstance(adapter, Mapping) or key is None:
        return False
    part = adapter.entry(key)
    return part is None or (isinstance(part.value, Sequence) and not part.value.items)
