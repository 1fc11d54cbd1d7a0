"""Descriptions that are left out."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.exposed import Owner, described, owners, with_inputs, words
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
    remedy = "write the description of the other end"
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

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Write the descriptions, where the other end has one."""

        def owner(owner: Owner) -> Node:
            sources = owner.sources()
            lent: dict[str, str] = {}
            for each in owner.consumed():
                if (source := sources.get(words(each, "name"))) and words(each):
                    lent.setdefault(source, words(each))

            def describe(node: Mapping) -> Mapping:
                borrowed = lent.get(words(node, "name"))
                if not borrowed or node.entry("description"):
                    return node
                return described(node, borrowed, node.entries[0].key.span)

            return with_inputs(owner.node, describe)

        tools: dict[tuple[str, str], str] = {}

        def note(node: Node) -> Node:
            if isinstance(node, Mapping):
                for path in ("resources/*/operations/*", "tools/*"):
                    at(node, path, lambda each: remember(node, each))
            return node

        def remember(adapter: Mapping, node: Node) -> Node:
            if isinstance(node, Mapping):
                tools[words(adapter, "namespace"), words(node, "name")] = words(node)
            return node

        def skill_tool(node: Node) -> Node:
            source = node.get("from") if isinstance(node, Mapping) else None
            if not isinstance(node, Mapping) or not isinstance(source, Mapping):
                return node
            borrowed = tools.get((words(source, "sourceNamespace"), words(source, "action")))
            if not borrowed or not node.get("name") or node.entry("description"):
                return node
            return described(node, borrowed, node.entries[0].key.span, behind="name")

        root = owners(root, owner)
        at(root, "capability/exposes/*", note)
        return at(root, _SKILL_TOOLS, skill_tool)


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
    remedy = "write the description of the operation"
    remedy_is_safe = False
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

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Write the description that the tool has."""

        def describe(owner: Owner) -> Node:
            node, lent = owner.node, words(owner.called) or words(owner.node, "label")
            if owner.resource or not lent or node.entry("description"):
                return node
            return described(node, lent, node.entries[0].key.span, behind="name")

        return owners(root, describe)
