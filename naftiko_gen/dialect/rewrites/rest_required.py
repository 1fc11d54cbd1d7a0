"""`required` on an input of a REST operation."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, without
from naftiko_gen.source import Mapping, Node, Scalar

_PLACES = (
    "capability/exposes/*/resources/*/inputParameters/*",
    "capability/exposes/*/resources/*/operations/*/inputParameters/*",
)
_LAST = "          description: Number of the item.\n"


class RestInputRequired(Rewrite):
    """Required-ness of a REST input.

    ## What it does
    Reads `required` of an input of a REST operation as OpenAPI does. Left out, an input in the
    path is required, and any other one is if the called operation needs it.

    ## Why is this bad?
    It is not. The official schema knows the key for inputs of tools only, so its validator
    refuses the file.

    ## What to write instead
    Nothing, or leave it out to satisfy the official validator.
    """

    code = "NK129"
    name = "rest-input-required"
    severity = Severity.INFO
    remedy = "take the key out"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example(_LAST + "          required: true\n", _LAST)
    good: ClassVar[Example] = Example(_LAST, _LAST)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the key; the superset schema knows it."""

        def read(node: Node) -> Node:
            entry = node.entry("required") if isinstance(node, Mapping) else None
            if entry and isinstance(entry.value, Scalar) and isinstance(entry.value.value, bool):
                message = "`required` of a REST input, as OpenAPI writes it"
                found.append(cls.at(entry.key.span, message))
            return node

        for place in _PLACES:
            root = at(root, place, read)
        return root

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Take the key out."""

        def take_out(node: Node) -> Node:
            has = isinstance(node, Mapping) and node.entry("required") is not None
            return without(node, "required") if has and isinstance(node, Mapping) else node

        for place in _PLACES:
            root = at(root, place, take_out)
        return root
