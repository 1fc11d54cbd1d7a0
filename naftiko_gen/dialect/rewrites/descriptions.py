"""Descriptions that are left out."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at
from naftiko_gen.source import Mapping, Node

_INPUTS = (
    "capability/exposes/*/resources/*/inputParameters/*",
    "capability/exposes/*/resources/*/operations/*/inputParameters/*",
    "capability/exposes/*/tools/*/inputParameters/*",
)
_SKILL_TOOLS = "capability/exposes/*/skills/*/tools/*"
_INPUT = "        type: string\n        description: Number of the item.\n"
_TOOL = "    - name: get-item\n      description: Gets one item of the shop by its number.\n"


class BorrowedDescription(Rewrite):
    """Input, or tool of a skill, without a description.

    ## What it does
    Gives an input of a tool or a REST operation the description of the consumed input that it
    feeds, and a tool of a skill that of the tool or operation behind it, if these have one.

    ## Why is this bad?
    It is not, where the other end is described. The official validator refuses the file.

    ## What to write instead
    Nothing, or `description`.
    """

    code = "NK123"
    name = "borrowed-description"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example("        type: string\n", _INPUT)
    good: ClassVar[Example] = Example(_INPUT, _INPUT)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the places; lowering fills them."""

        def of(owner: str, source: str) -> None:
            def read(node: Node) -> Node:
                if isinstance(node, Mapping) and node.get("name") and not node.entry("description"):
                    message = f"{owner} without `description` has that of {source}"
                    found.append(cls.at(node.entries[0].key.span, message))
                return node

            for path in _INPUTS if owner == "an input" else (_SKILL_TOOLS,):
                at(root, path, read)

        of("an input", "the consumed input that it feeds")
        of("a tool of a skill", "the tool behind it")
        return root


class UndescribedTool(Rewrite):
    """Tool without a description.

    ## What it does
    Gives a tool without `description` that of the operation that it calls, or its label.

    ## Why is this bad?
    A model chooses tools by their descriptions. What describes a request to an upstream seldom
    says what the tool is good for.

    ## What to write instead
    `description`: what the tool does, and when to use it.
    """

    code = "NK124"
    name = "undescribed-tool"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    - name: get-item\n", _TOOL)
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the tools; lowering describes them."""

        def read(node: Node) -> Node:
            # Of a tool that calls nothing something worse is said.
            if isinstance(node, Mapping) and node.get("call") and not node.entry("description"):
                message = "a tool without `description`; models choose by it"
                help = "it has the description of the operation that it calls"
                found.append(cls.at(node.entries[0].key.span, message, help=help))
            return node

        return at(root, "capability/exposes/*/tools/*", read)
