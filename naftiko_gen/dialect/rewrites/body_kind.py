"""Other spellings of the kinds of body."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_value
from naftiko_gen.source import Mapping, Node

_OFFICIAL = (
    "        method: GET\n        inputParameters:\n        - name: id\n          in: path\n"
)


class BodyKind(Rewrite):
    """Kind `form` for `formUrlEncoded`.

    ## What it does
    Reads the body kinds `form` and `form-urlencoded` as `formUrlEncoded`.

    ## Why is this bad?
    The specification knows neither; the reference engine refuses the file.

    ## What to write instead
    `formUrlEncoded`.
    """

    code = "NK120"
    name = "body-kind"
    severity = Severity.WARNING
    remedy = "correct the spelling"
    bad: ClassVar[Example] = Example(
        "        method: POST\n        body:\n          type: form\n          data:\n"
        "            colour: red\n        inputParameters:\n        - name: id\n"
        "          in: path\n",
        _OFFICIAL,
    )
    good: ClassVar[Example] = Example(_OFFICIAL, _OFFICIAL)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Write the kind in its official spelling."""

        def rename(body: Node) -> Node:
            kind = text(body, "type") if isinstance(body, Mapping) else None
            if not isinstance(body, Mapping) or kind is None:
                return body
            if kind.value not in ("form", "form-urlencoded"):
                return body
            message = f"`{kind.value}` is read as `formUrlEncoded`"
            found.append(cls.at(kind.span, message))
            return with_value(body, "type", replace(kind, value="formUrlEncoded"))

        return at(root, "capability/consumes/*/resources/*/operations/*/body", rename)
