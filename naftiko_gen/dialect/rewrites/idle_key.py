"""Keys without effect."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, without
from naftiko_gen.dialect.rewrites.whole_answer import PLACES
from naftiko_gen.source import Mapping, Node

_CONSUMED = "capability/consumes/*/resources/*/operations/*/inputParameters/*"
#: Where a key without effect stands, and which ones.
_KEYS = (
    ("info", ("title", "personas")),
    (_CONSUMED, ("properties", "items")),
    *((place, ("description",)) for place in PLACES),
)


class IdleKey(Rewrite):
    """A key that says something, but changes nothing.

    ## What it does
    Leaves keys out that published files have, that are harmless, and that generated packages
    make no use of: `personas` of `info`, `title` beside its `label`, `properties` and `items`
    of a consumed input, `description` of an output.

    ## Why is this bad?
    What stands under the key has no effect. The official validator refuses the file.

    ## What to write instead
    Nothing. Words for people fit into `description` of what has one.
    """

    code = "NK125"
    name = "idle-key"
    severity = Severity.WARNING
    remedy = "take the key out"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example("  label: Shop\n  personas: [buyer]\n", "  label: Shop\n")
    good: ClassVar[Example] = Example("  label: Shop\n", "  label: Shop\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Take the keys out."""
        if isinstance(root, Mapping) and root.entry("ikanos"):
            return root  # its keys have other names
        for path, keys in _KEYS:

            def take_out(node: Node, keys: tuple[str, ...] = keys) -> Node:
                if not isinstance(node, Mapping):
                    return node
                idle = [entry for entry in node.entries if entry.name in keys]
                for entry in idle:
                    message = f"`{entry.name}` has no effect here"
                    found.append(cls.at(entry.key.span, message))
                return without(node, *keys) if idle else node

            root = at(root, path, take_out)
        return root
