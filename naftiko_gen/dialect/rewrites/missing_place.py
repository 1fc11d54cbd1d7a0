"""Inputs without `in`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

_NAME = re.compile(r"\{([^{}]+)\}")
_WITHOUT_BODY = ("GET", "HEAD", "DELETE")
_LAST = "          in: path\n  exposes:\n"


class MissingPlace(Rewrite):
    """Input without a place.

    ## What it does
    Reads an input of a request without `in` as a part of the path if the path names it, else
    of the query of a GET, HEAD or DELETE, and of the JSON body of any other request.

    ## Why is this bad?
    The official schema demands the place; a value in the wrong place is lost.

    ## What to write instead
    `in: path`, `query`, `header`, `cookie` or `body`.
    """

    code = "NK126"
    name = "missing-place"
    severity = Severity.WARNING
    remedy = "add `in`"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example(
        "          in: path\n        - name: lang\n  exposes:\n", _LAST
    )
    good: ClassVar[Example] = Example(
        "          in: path\n        - name: lang\n          in: query\n  exposes:\n", _LAST
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Add the places."""

        def resource(node: Node) -> Node:
            path = text(node, "path") if isinstance(node, Mapping) else None
            if path is None:
                return node
            names = {name.strip() for name in _NAME.findall(str(path.value))}
            return at(node, "operations/*", lambda each: cls._operation(each, names, found))

        root = at(root, "capability/consumes/*/resources/*", resource)
        return at(root, "capability/exposes/*/resources/*", resource)

    @classmethod
    def _operation(cls, operation: Node, names: set[str], found: list[Diagnostic]) -> Node:
        inputs = operation.get("inputParameters") if isinstance(operation, Mapping) else None
        method = text(operation, "method") if isinstance(operation, Mapping) else None
        if not isinstance(operation, Mapping) or method is None or not isinstance(inputs, Sequence):
            return operation
        rest = "query" if method.value in _WITHOUT_BODY else "body"
        placed: list[Node] = []
        for each in inputs.items:
            name = text(each, "name") if isinstance(each, Mapping) else None
            if not isinstance(each, Mapping) or each.entry("in") or name is None or not name.value:
                placed.append(each)
                continue
            place = "path" if name.value in names else rest
            span = each.entries[0].key.span
            found.append(cls.at(span, f"without a place, this input is read as `in: {place}`"))
            entry = Entry(Scalar(span, "in"), Scalar(span, place))
            placed.append(replace(each, entries=(*each.entries, entry)))
        if all(new is old for new, old in zip(placed, inputs.items, strict=True)):
            return operation
        return with_value(operation, "inputParameters", replace(inputs, items=tuple(placed)))
