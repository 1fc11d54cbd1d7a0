"""JSON bodies of which nothing is said."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, text, without
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

_OPERATION = "        method: GET\n        inputParameters:\n"


class OpenBody(Rewrite):
    """JSON body without data.

    ## What it does
    Reads `body: {type: json}` without `data` as a JSON body that the caller gives: as the
    inputs `in: body` of the operation, or else as an input `body` of any type.

    ## Why is this bad?
    The reference engine refuses the file. Nobody learns what the body is made of.

    ## What to write instead
    `data` with the members of the body, or an input `in: body`.
    """

    code = "NK136"
    name = "open-body"
    severity = Severity.WARNING
    remedy = "declare the body as an input"
    bad: ClassVar[Example] = Example(
        "        method: POST\n        body:\n          type: json\n        inputParameters:\n",
        _OPERATION,
    )
    good: ClassVar[Example] = Example(_OPERATION, _OPERATION)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Declare the body as an input where there is none."""

        def declare(operation: Node) -> Node:
            body = operation.get("body") if isinstance(operation, Mapping) else None
            kind = text(body, "type") if isinstance(body, Mapping) else None
            if not isinstance(operation, Mapping) or not isinstance(body, Mapping) or not kind:
                return operation
            if kind.value != "json" or [entry.name for entry in body.entries] != ["type"]:
                return operation
            inputs = list(items(operation.get("inputParameters")))
            names = {str(name.value) for each in inputs if (name := text(each, "name"))}
            places = [str(place.value) for each in inputs if (place := text(each, "in"))]
            if "body" in names and "body" not in places:
                return operation
            message = "nothing says what this body holds; a caller may give it"
            found.append(cls.at(kind.span, message))
            changed = without(operation, "body")
            if "body" in places:
                return changed
            whole = Mapping(
                kind.span,
                tuple(
                    Entry(Scalar(kind.span, key), Scalar(kind.span, "body"))
                    for key in ("name", "in")
                ),
            )
            rest = tuple(entry for entry in changed.entries if entry.name != "inputParameters")
            key = Scalar(kind.span, "inputParameters")
            return replace(
                changed, entries=(*rest, Entry(key, Sequence(kind.span, (*inputs, whole))))
            )

        return at(root, "capability/consumes/*/resources/*/operations/*", declare)
