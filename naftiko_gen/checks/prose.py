"""Descriptions that tell a model what a tool is good for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.checks.surface import described, mcp_adapters, plain, tools, words
from naftiko_gen.checks.tools import twins
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import Text

#: Characters of a description: what OpenAI's API took of a function for years.
_LONGEST = 1024
_FEWEST = 3
#: Texts that somebody wanted to replace. Alone; within a sentence they are words.
_BLANKS = frozenset(
    """
    bar baz blah changeme desc description example fixme foo lorem na nodescription
    nodescriptionavailable nodescriptionprovided none null placeholder sample tbd test text
    tobedefined tobedetermined todo undefined xxx
    """.split()
)
#: Names of types are no descriptions either, unless somebody made a sentence of one.
_TYPES = frozenset("array boolean int integer number object string".split())
_MARK = re.compile(
    r"\b(?:TODO|FIXME|TBD)(?:[:(]|\W*$)|lorem ipsum|"
    r"[<\[](?:your |insert |add |the )?(?:description|text)(?: here| goes here)?[>\]]|"
    r"\b(?:insert|add|your) description here\b",
    re.IGNORECASE,
)
#: Words that say nothing by themselves.
_FILLERS = frozenset("a all an by for of or p s single specified the this to using with".split())
#: Verbs that say what the method says, and the one that they stand for.
_VERBS = {
    each: verb
    for verb, same in (
        ("get", "fetch list read retrieve return show"),
        ("create", "add post"),
        ("update", "modify patch put replace"),
        ("delete", "remove"),
    )
    for each in same.split()
}
_TOOL = "      description: Gets one item of the shop by its number.\n"
_END = "        id: shop-mcp.id\n"


def _repeats(name: str, description: str) -> bool:
    """Say whether a description has no word that the name lacks."""
    if len(description) > _LONGEST:
        return False
    said = [_meaning(word) for word in words(description) if word not in _FILLERS]
    if not said:
        return False
    # Of names without separators, `listusers`, the letters are compared.
    return {_meaning(word) for word in words(name)}.issuperset(said) or (
        len(said) > 1 and plain(description) in plain(name)
    )


def _meaning(word: str) -> str:
    """Return a word in the singular, or the first of the verbs that say the same."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and len(word) > 3:
        word = word[:-1]
    return _VERBS.get(word, word)


def _is_placeholder(description: str) -> bool:
    text = description.strip().lower()
    if not text or text in _TYPES or plain(description) in _BLANKS:
        return True
    return _MARK.search(description) is not None


class PlaceholderDescription(Check):
    """Description that is still to be written.

    ## What it does
    Looks in the descriptions of tools, their inputs and MCP adapters for `TODO:`, `lorem ipsum`
    and the like, and for those that consist of a word like `string`, `TBD` or `description`, or
    of nothing.

    ## Why is this bad?
    The model reads it, and learns nothing.

    ## What to write instead
    What the tool does, or what the input means.
    """

    code = "NK820"
    name = "placeholder-description"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example('      description: "TODO: describe this tool"\n', _TOOL)
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such description."""
        texts = [(a.namespace, a.description) for a in mcp_adapters(context) if a.description]
        texts += [pair for _, tool, _ in tools(context) for pair in described(tool)]
        for name, text in texts:
            if _is_placeholder(text.value) and not _repeats(name.value, text.value):
                what = "a placeholder for a" if text.value.strip() else "an empty"
                yield cls.at(text.span, f"`{name}` has {what} description")


class EchoedName(Check):
    """Description that only repeats the name.

    ## What it does
    Looks for descriptions of tools and their inputs that have no word beyond those of the name:
    `list-users: List all users.`

    ## Why is this bad?
    The model has read the name. When to use the tool, what comes back, which form a value has:
    a description is the place to say so.

    ## What to write instead
    What the name does not say.
    """

    code = "NK821"
    name = "echoed-name"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example("      description: Get the item.\n", _TOOL)
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such description."""
        for _, tool, _ in tools(context):
            for name, text in described(tool):
                if _repeats(name.value, text.value):
                    yield cls.at(text.span, f"says nothing that `{name}` does not say")


class ShortDescription(Check):
    """Description of a tool in one or two words.

    ## What it does
    Looks for descriptions of tools in one or two words that say more than the name.

    ## Why is this bad?
    A model chooses tools by their descriptions. Some need no more than `Search invoices`, others
    do, so this is for information only.

    ## What to write instead
    A sentence: what the tool does, and when to use it.
    """

    code = "NK822"
    name = "short-description"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example("      description: Looks up.\n", _TOOL)
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such description."""
        for _, tool, _ in tools(context):
            if text := tool.description:
                # Some scripts have no blanks between words.
                if len(text.value.split(None, _FEWEST)) >= _FEWEST or not text.value.isascii():
                    continue
                if not _repeats(tool.name.value, text.value) and not _is_placeholder(text.value):
                    # The text may hold a secret, which no output shows.
                    message = f"a word or two are all that a model learns of `{tool.name}`"
                    yield cls.at(text.span, message, help="say what it does, and when to use it")


class LongDescription(Check):
    """Description that is very long.

    ## What it does
    Looks for descriptions of tools and their inputs with more than 1,024 characters.

    ## Why is this bad?
    Clients and model APIs cut it off or refuse it, and it is part of every request.

    ## What to write instead
    The few sentences that a model needs. A skill has room for more.
    """

    code = "NK823"
    name = "long-description"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      description: Gets one item of the shop, " + "not another one, " * 64 + "just one.\n",
        _TOOL,
    )
    good: ClassVar[Example] = Example(_TOOL, _TOOL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each long description."""
        for _, tool, _ in tools(context):
            for name, text in described(tool):
                if len(text.value) > _LONGEST:
                    message = f"`{name}` is described in {len(text.value):,} characters"
                    yield cls.at(text.span, message, help=f"keep to {_LONGEST:,}")


class SameDescription(Check):
    """Two tools with one description.

    ## What it does
    Compares the descriptions of an adapter's tools, without case and white space.

    ## Why is this bad?
    A model cannot know which of the two to call.

    ## What to write instead
    What each of them does that the other does not.
    """

    code = "NK824"
    name = "same-description"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "        id: shop-mcp.id\n    - name: read-label\n"
        "      description: Gets one item of the shop by its number.\n      call: shop.get-item\n"
        "      with:\n        id: first\n",
        _END,
    )
    good: ClassVar[Example] = Example(
        "        id: shop-mcp.id\n    - name: read-label\n"
        "      description: Gets the first item of the shop.\n      call: shop.get-item\n"
        "      with:\n        id: first\n",
        _END,
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated description of tools that differ otherwise."""
        for adapter in mcp_adapters(context):
            same = {id(again) for _, again in twins(adapter)}
            seen: dict[str, tuple[Text, Text]] = {}
            for tool in adapter.tools:
                text = tool.description
                if text is None or id(tool) in same:
                    continue
                key = " ".join(text.value.lower().split())
                name, first = seen.setdefault(key, (tool.name, text))
                if key and name.value != tool.name.value:
                    yield cls.at(
                        text.span,
                        f"`{tool.name}` has the description of `{name}`",
                        related=(Label(first.span, "the same description"),),
                    )
