"""Where a template puts out its values.

The environment cannot see the context of a value: a correct literal inside of quotes, or of a
comment, that the template wrote itself is an injection. Nor can it count columns.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import TypeAlias

from jinja2 import nodes

from naftiko_gen.emit.guard_markup import MarkupScanner
from naftiko_gen.emit.languages import Markup, Syntax, Vocabulary

#: A line of a template, and what is wrong there.
Fault: TypeAlias = tuple[int, str]

#: Stands for a value, or for text that is not known, in the text of a template.
_HOLE = "\0"


def context_faults(tree: nodes.Template, vocabulary: Vocabulary) -> list[Fault]:
    """Return the values that stand in quotes or comments, and wrong numbers of columns."""
    context = _Context(vocabulary)
    context.walk(tree.body)
    return context.faults


class _Scanner:
    """Follows the text of a template; knows at each place whether a quote is open."""

    def __init__(self, syntax: Syntax) -> None:
        self._token = re.compile(
            rf"(?P<escape>\\[^\n])|(?P<end>\n)|(?P<comment>{syntax.comment})"
            rf"|(?P<quote>{syntax.delimiters})"
        )
        self._text = ""
        #: What opened the string in which the text ends, "#" for a comment, "" for code.
        self.open = ""

    @property
    def line(self) -> str:
        """The line on which the text ends, up to there."""
        return self._text.rpartition("\n")[2]

    def feed(self, text: str) -> None:
        start = len(self._text)
        self._text += text
        for token in self._token.finditer(self._text, start):
            match token.lastgroup:
                case "end" if len(self.open) < 3:
                    self.open = ""
                case "comment" if not self.open:
                    self.open = "#"
                case "quote" if not self.open:
                    self.open = token[0]
                case "quote" if token[0] == self.open:
                    self.open = ""
                case _:
                    pass

    def obscure(self) -> None:
        """Note that what stands on this line is not known in full."""
        self._text += _HOLE

    def refusal(self, node: nodes.Node) -> str:
        """Return why nothing may be put out here, ``node`` or whatever; "" where it may."""
        if self.open == "#":
            return "a value in a comment"
        return f"a value inside of {self.open}" if self.open else ""


class _Context:
    """Looks at each place where a template puts something out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        syntax = vocabulary.syntax
        self._scanner: _Scanner | MarkupScanner = (
            MarkupScanner(syntax) if isinstance(syntax, Markup) else _Scanner(syntax)
        )
        self.faults: list[Fault] = []

    def walk(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._output(node)
                case nodes.If():
                    branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
                    ends = {self._block(branch, node.lineno) for branch in branches}
                    # A comment may end on the line behind a branch.
                    self._scanner.open = "#" if "#" in ends else self._scanner.open
                case nodes.For():
                    self._closed(node.body, node.lineno)
                    self._closed(node.else_, node.lineno)
                case nodes.Macro():
                    self._scanner.obscure()
                    self._closed(node.body, node.lineno)
                case nodes.CallBlock():
                    self._place(node)
                    self._closed(node.body, node.lineno)
                case nodes.Include():
                    self._place(node)
                case _:
                    pass

    def _block(self, body: list[nodes.Node], line: int) -> str:
        """Walk a body that may be left out; return what is open at its end."""
        start = self._scanner.open
        if self._scanner.line:
            self._scanner.obscure()
        self.walk(body)
        end, self._scanner.open = self._scanner.open, start
        if self._scanner.line:
            self._scanner.obscure()
        if end not in (start, "#"):
            self.faults.append((line, "a quote is opened or closed in one branch only"))
        return end

    def _closed(self, body: list[nodes.Node], line: int) -> None:
        """Walk a body that may be put out many times, or elsewhere."""
        if self._block(body, line) == "#" != self._scanner.open:
            self.faults.append((line, "a comment is still open at the end"))

    def _output(self, output: nodes.Output) -> None:
        for index, node in enumerate(output.nodes):
            if isinstance(node, nodes.TemplateData):
                self._scanner.feed(node.data)
                continue
            self._place(node)
            behind = output.nodes[index + 1 : index + 2]
            text = behind[0].data if behind and isinstance(behind[0], nodes.TemplateData) else ""
            self._check_columns(node, text.partition("\n")[0] if "\n" in text else None)
            self._scanner.obscure()

    def _place(self, node: nodes.Node) -> None:
        if refusal := self._scanner.refusal(node):
            self.faults.append((node.lineno, refusal))

    def _check_columns(self, node: nodes.Node, behind: str | None) -> None:
        """Compare the columns that a layout function is told with those of the template."""
        line = self._scanner.line
        told = _told_columns(node, self._vocabulary)
        if _HOLE in line:
            return
        indent = len(line) - len(line.lstrip(" ")) if "indent" in told else 0
        true = {"indent": indent, "lead": len(line) - indent}
        if behind is not None:
            true["trail"] = len(behind)
        for name in true.keys() & told.keys():
            if true[name] != told[name]:
                self.faults.append((node.lineno, f"{name} is {true[name]}, not {told[name]}"))


def _told_columns(node: nodes.Node, vocabulary: Vocabulary) -> dict[str, int]:
    """Return the columns that a layout function is told where they are written out."""
    arguments: list[nodes.Expr]
    match node:
        case nodes.Filter(name=str(name)):
            known = vocabulary.filters.get(name)
            arguments = [nodes.Const(None), *node.args]
        case nodes.Call(node=nodes.Name(name=str(name))):
            known = vocabulary.functions.get(name)
            arguments = node.args
        case _:
            return {}
    if known is None:
        return {}
    parameters = inspect.signature(known).parameters
    given = dict(zip(parameters, arguments, strict=False))
    for keyword in node.kwargs:
        if isinstance(keyword, nodes.Keyword):
            given[keyword.key] = keyword.value
    # What only takes an indentation stands at the begin of a line.
    told = {"lead": 0} if "indent" in parameters else {}
    for name in parameters.keys() & {"indent", "lead", "trail"}:
        match given.get(name, nodes.Const(parameters[name].default)):
            case nodes.Const(value=int(columns)):
                told[name] = columns
            case _:
                told.pop(name, None)
    return told
