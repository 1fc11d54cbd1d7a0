"""Tool lists that leave a model room to think."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.checks.surface import mcp_adapters, tool_inputs
from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.spec.model import McpAdapter, Text, Tool
from naftiko_gen.spec.templates import Target

#: Tools of one server: as many as Cursor takes of all servers together.
_TOOLS = 40
#: Bytes of a tool list. A token is about four bytes, so these are 5,000 tokens, of a window of
#: 200,000. Claude Code holds tools back once those of all servers take a tenth of the window:
#: four servers of this size.
_BYTES, _TOKEN = 20_000, 4
#: What JSON adds to each tool and to each input: keys, quotes, the schema around them.
_PER_TOOL, _PER_INPUT = 120, 40
_END = "        id: shop-mcp.id\n"


def _tools(count: int, filler: str = "") -> Example:
    """Return an example with so many more tools, a line each."""
    lines = [
        f'    - {{name: get-item-{number}, description: "Gets item {number} of the shop{filler}.", '
        f'call: shop.get-item, with: {{id: "{number}"}}}}\n'
        for number in range(1, count + 1)
    ]
    return Example(_END + "".join(lines), _END)


class TooManyTools(Check):
    """Server with very many tools.

    ## What it does
    Looks for MCP adapters with more than 40 tools.

    ## Why is this bad?
    Cursor takes 40 tools of all servers together. And the more tools there are, the more often
    a model chooses the wrong one.

    ## What to write instead
    Fewer tools, or several adapters, each for one kind of work.
    """

    code = "NK816"
    name = "too-many-tools"
    severity = Severity.WARNING
    bad: ClassVar[Example] = _tools(_TOOLS)
    good: ClassVar[Example] = Example(_END, _END)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such adapter."""
        for adapter in mcp_adapters(context):
            if len(adapter.tools) > _TOOLS:
                message = f"`{adapter.namespace}` has {len(adapter.tools)} tools"
                help = f"keep to {_TOOLS}, or make several adapters"
                yield cls.at(adapter.namespace.span, message, help=help)


class LargeToolList(Check):
    """Server whose tool list is very long.

    ## What it does
    Adds up what clients load of an MCP adapter before anything is asked: names, descriptions
    and input schemas. It reports more than 20,000 bytes, some 5,000 tokens.

    ## Why is this bad?
    The list is part of every request to the model: it costs money, time and attention.

    ## What to write instead
    Shorter descriptions, fewer tools, or several adapters.
    """

    code = "NK817"
    name = "large-tool-list"
    severity = Severity.WARNING
    bad: ClassVar[Example] = _tools(22, ": " + "what it is, " * 70 + "and so on")
    good: ClassVar[Example] = Example(_END, _END)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such adapter, unless it has too many tools."""
        for adapter in mcp_adapters(context):
            if len(adapter.tools) > _TOOLS:
                continue
            size = 0
            for tool in adapter.tools:
                target = context.calls.resolve(tool.call) if tool.call else None
                size += _size(adapter, tool, target)
            if size > _BYTES:
                message = (
                    f"the tool list of `{adapter.namespace}` has about {size:,} bytes, "
                    f"{size // _TOKEN:,} tokens"
                )
                help = f"keep to {_BYTES:,} bytes"
                yield cls.at(adapter.namespace.span, message, help=help)


def _size(adapter: McpAdapter, tool: Tool, target: Target | None) -> int:
    """Return about how many bytes of a tool list a tool takes."""
    operation = target.operation if target else None
    said = tool.description or (operation.description if operation else None)
    lent = {each.name.value: each.description for each in operation.inputs} if operation else {}
    own = {each.name.value: each.description for each in tool.inputs}
    size = _PER_TOOL + _bytes(tool.name) + _bytes(said) + _bytes(tool.label)
    for name in tool_inputs(adapter, tool, target):
        size += _PER_INPUT + len(name.encode("utf-8", "replace"))
        size += _bytes(own.get(name) or lent.get(name))
    return size


def _bytes(text: Text | None) -> int:
    return len(text.value.encode("utf-8", "replace")) if text else 0
