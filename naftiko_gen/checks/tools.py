"""Tools that clients take and models tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.checks.duplicates import repeated
from naftiko_gen.checks.examples import from_operation
from naftiko_gen.checks.surface import mcp_adapters, plain, tool_inputs, tools
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import McpAdapter, Output, Text, Tool

#: Characters that model APIs take as the name of a function: OpenAI's limit.
_FUNCTION = 64
#: What clients put before a tool's name, at the least: `mcp__x__`, for a server called x.
_PREFIX = 8
#: Names of arguments that Anthropic's API takes.
_ARGUMENT = re.compile(r"[a-zA-Z0-9_.-]{1,64}")
_TOOL = "    - name: get-item\n"
_END = "        id: shop-mcp.id\n"
_INPUT = """\
      - name: id
        type: string
        description: Number of the item.
      call: shop.get-item
      with:
        id: shop-mcp.id
"""
_SECOND = """\
        id: shop-mcp.id
    - name: {name}
      description: {description}
      hints:
        readOnly: true
      inputParameters:
      - name: {input}
        type: string
        description: What stands on the label.
      call: shop.get-item
      with:
        id: shop-mcp.{input}
"""


def _second(name: str, description: str, input: str) -> str:
    return _SECOND.format(name=name, description=description, input=input)


class LongToolName(Check):
    """Tool name that clients have no room for.

    ## What it does
    Looks for tool names of more than 56 characters. MCP allows 128, but OpenAI's API takes
    64, and clients put the server's name before the tool's: `mcp__x__` has eight characters.

    ## Why is this bad?
    The API refuses the whole request, whichever tool is called, or the client leaves the tool
    out.

    ## What to write instead
    A shorter name. Thirty characters leave room for the name of any server.
    """

    code = "NK810"
    name = "long-tool-name"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    - name: get-item-of-the-shop-by-the-number-that-stands-on-its-label\n", _TOOL
    )
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each long name."""
        for _, tool, _ in tools(context):
            length = len(tool.name.value)
            if length > _FUNCTION - _PREFIX:
                yield cls.at(
                    tool.name.span,
                    f"{length} characters, and {_FUNCTION} with the server's name are the most",
                    help=f"take {_FUNCTION - _PREFIX} at most",
                )


class SimilarToolNames(Check):
    """Two tools whose names differ in case or punctuation only.

    ## What it does
    Compares the tool names of an MCP adapter without case, `-`, `_` and `.`.

    ## Why is this bad?
    A model that copies a name from memory calls the wrong tool.

    ## What to write instead
    Names that say what is different.
    """

    code = "NK812"
    name = "similar-tool-names"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _second("getItem", "Gets one item by its label.", "label"), _END
    )
    good: ClassVar[Example] = Example(
        _second("read-label", "Gets one item by its label.", "label"), _END
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each name that resembles an earlier one."""
        for adapter in mcp_adapters(context):
            for first, again in _alike(tool.name for tool in adapter.tools):
                yield cls.at(
                    again.span,
                    f"`{again}` is easily taken for `{first}`",
                    related=(Label(first.span, "the other tool"),),
                )


class SimilarInputNames(Check):
    """Two inputs of a tool whose names differ in case or punctuation only.

    ## What it does
    Compares the names of a tool's inputs without case and punctuation.

    ## Why is this bad?
    A model gives a value to the wrong one.

    ## What to write instead
    Names that say what is different, and `with` to bring them to where they belong.
    """

    code = "NK813"
    name = "similar-input-names"
    severity = Severity.WARNING
    bad: ClassVar[Example] = from_operation(
        "        method: GET\n        inputParameters:\n        - name: id\n"
        "          in: path\n        - name: colour\n          in: query\n",
        "    - name: get-item\n      description: Gets one item of the shop.\n"
        "      inputParameters:\n      - name: item_id\n        type: string\n"
        "        description: Number of the item.\n      - name: itemId\n        type: string\n"
        "        description: What colour it has.\n      call: shop.get-item\n      with:\n"
        "        id: shop-mcp.item_id\n        colour: shop-mcp.itemId\n",
    )
    good: ClassVar[Example] = Example(_INPUT, _INPUT)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each name that resembles an earlier one."""
        for _, tool, _ in tools(context):
            for first, again in _alike(each.name for each in tool.inputs):
                yield cls.at(
                    again.span,
                    f"`{again}` is easily taken for `{first}`",
                    related=(Label(first.span, "the other input"),),
                )


class IndistinguishableTools(Check):
    """Two tools that do the same.

    ## What it does
    Compares the tools of an MCP adapter: the operation they call, `with`, the names of the
    inputs and the outputs.

    ## Why is this bad?
    A model has to choose between them, and whatever it chooses, the same happens. Often one
    of them lacks what was to make it different: `close-issue` without `status: closed`.

    ## What to write instead
    One tool, or the constant in `with` that makes the difference.
    """

    code = "NK814"
    name = "indistinguishable-tools"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _second("show-item", "Shows one item of the shop.", "id"), _END
    )
    good: ClassVar[Example] = Example(
        _second("read-label", "Gets one item by its label.", "label"), _END
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each tool that does what an earlier one does."""
        for adapter in mcp_adapters(context):
            for first, again in twins(adapter):
                if first.name.value == again.name.value:
                    continue  # another rule says so
                if not again.call or context.calls.resolve(again.call) is None:
                    continue  # another rule says so
                yield cls.at(
                    again.name.span,
                    f"`{again.name}` makes the same call of `{again.call}` as `{first.name}`",
                    related=(Label(first.name.span, "the other tool"),),
                )


class RefusedInputName(Check):
    """Input name that clients refuse.

    ## What it does
    Holds the names of a tool's inputs, declared or not, against what Anthropic's API takes: 1
    to 64 letters, digits, `_`, `.` and `-`.

    ## Why is this bad?
    The API refuses the whole request, so that no tool of any server works, or the client
    leaves the tool out.

    ## What to write instead
    Another name, and `with` to bring the value to where it belongs: `$top: shop-mcp.top`.
    """

    code = "NK815"
    name = "refused-input-name"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _INPUT.replace("name: id", 'name: "item*"').replace("shop-mcp.id", "shop-mcp.item*"),
        _INPUT,
    )
    good: ClassVar[Example] = Example(_INPUT, _INPUT)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each name; it stands where the input comes from."""
        for adapter, tool, target in tools(context):
            for name, source in tool_inputs(adapter, tool, target).items():
                if not _ARGUMENT.fullmatch(name):
                    message = f"clients refuse `{name}` as the name of an input"
                    help = "take 1 to 64 letters, digits, `_`, `.` and `-`"
                    yield cls.at(source.span, message, help=help)


def twins(adapter: McpAdapter) -> Iterator[tuple[Tool, Tool]]:
    """Yield each tool that does what an earlier one of the adapter does, behind that one."""
    return repeated((_deed(tool), tool) for tool in adapter.tools)


def _deed(tool: Tool) -> object:
    """Return what a tool does, whatever it is called."""
    arguments = [(each.name.value, repr(each.value.value)) for each in tool.arguments]
    inputs = [each.name.value for each in tool.inputs]
    outputs = [_form(output) for output in tool.outputs]
    call = tool.call.value if tool.call else None
    return call, tuple(sorted(arguments)), tuple(sorted(inputs)), tuple(outputs)


def _form(output: Output) -> object:
    """Return an output without its places."""
    texts = [text.value if text else None for text in (output.type, output.mapping, output.value)]
    members = tuple((name.value, _form(each)) for name, each in output.members)
    return (*texts, members, _form(output.items) if output.items else None)


def _alike(names: Iterable[Text]) -> Iterator[tuple[Text, Text]]:
    """Yield each name that resembles an earlier one without being the same, behind that one."""
    seen: dict[str, Text] = {}
    for name in names:
        first = seen.setdefault(plain(name.value), name)
        if first.value != name.value:
            yield first, name
