"""Mappings that give what the output promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import Output

_WITH = "        id: shop-mcp.id\n"
_OUTPUTS = """\
        id: shop-mcp.id
      outputParameters:
      - type: object
        properties:
          names: {{type: {type}, mapping: "$.names[*]"{more}}}
"""


class ListForSingle(Check):
    """List where a single value is promised.

    ## What it does
    Looks for outputs of a type other than `array` whose `mapping` has a `[*]`.

    ## Why is this bad?
    `[*]` gives a list, even of one element or none: never what the type says.

    ## What to write instead
    `[0]` for the first element, or `type: array` with `items`.
    """

    code = "NK505"
    name = "list-for-single"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_OUTPUTS.format(type="string", more=""), _WITH)
    good: ClassVar[Example] = Example(
        _OUTPUTS.format(type="array", more=", items: {type: string, mapping: $.}"), _WITH
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such output."""
        for _, _, exposed in context.exposed():
            for output in exposed.outputs:
                for each in _within(output):
                    kind, mapping = each.type, each.mapping
                    if mapping and kind and kind.value != "array" and "[*]" in mapping.value:
                        yield cls.at(
                            mapping.span,
                            f"`[*]` gives a list, and the type is {kind}",
                            help="write `[0]`, or `type: array`",
                            related=(Label(kind.span, "the type"),),
                        )


def _within(output: Output) -> Iterator[Output]:
    yield output
    for _, member in output.members:
        yield from _within(member)
    if output.items:
        yield from _within(output.items)
