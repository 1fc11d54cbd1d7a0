"""What stands in the way of a migration. These rules speak when a document is migrated only."""

from __future__ import annotations

from naftiko_gen.diagnostics import Example, Rule, Severity

_LABEL = "  label: Shop\n"
_TOOLS = "    tools:\n    - name: get-item\n"
_TOOL_INPUT = "      - name: id\n        type: string\n"
_OPERATION = "      - method: GET\n        name: get-item\n"


class NoCounterpart(Rule):
    """The target version has no form for this.

    ## What it does
    Reports what the official form of the target version does not take, though that of the
    document's own version does: a tunnel, tags, binary contents, a section that is imported.
    Nothing is changed.

    ## Why is this bad?
    The document would lose what stands here, or be refused by the target version.

    ## What to write instead
    Something that both versions know, or nothing; or stay with the version that you have.
    """

    code = "NK651"
    name = "no-counterpart"
    severity = Severity.ERROR
    bad = Example(
        "ikanos: 1.0.0-beta4\ninfo: {display: Shop, description: A shop., version: 1.2.0}\n"
        "capability:\n  consumes: [{namespace: shop, type: http, baseUri: https://shop.test}]\n"
    )
    good = Example(
        "ikanos: 1.0.0-beta4\ninfo: {display: Shop, description: A shop.}\n"
        "capability:\n  consumes: [{namespace: shop, type: http, baseUri: https://shop.test}]\n"
    )


class RepeatedName(Rule):
    """Two entries of a list have the same name.

    ## What it does
    Reports the second entry of a name in a list that is a mapping by names in Ikanos. Nothing
    is changed.

    ## Why is this bad?
    A mapping has each key once: one of the two entries would be lost.

    ## What to write instead
    Another name for one of them.
    """

    code = "NK652"
    name = "repeated-name"
    severity = Severity.ERROR
    bad = Example(_TOOL_INPUT + "        description: A number.\n" + _TOOL_INPUT, _TOOL_INPUT)
    good = Example(
        _TOOL_INPUT + "        description: A number.\n" + _TOOL_INPUT.replace("id", "lang"),
        _TOOL_INPUT,
    )


class NamelessEntry(Rule):
    """An entry of a list has no name.

    ## What it does
    Reports an entry without a `name` that is text, in a list that is a mapping by names in
    Ikanos, where nothing else could be the name. Nothing is changed.

    ## Why is this bad?
    The mapping would have no key for it.

    ## What to write instead
    A `name`.
    """

    code = "NK653"
    name = "nameless-entry"
    severity = Severity.ERROR
    bad = Example("      - type: string\n", _TOOL_INPUT)
    good = Example(_TOOL_INPUT, _TOOL_INPUT)


class GivenName(Rule):
    """An entry without a name was given one.

    ## What it does
    Tells which key an entry has in Ikanos that has no `name` in Naftiko, where it needs none:
    an operation or a tool is named after what it refers to or calls, or else after its method,
    a resource after its path.

    ## Why is this bad?
    It is not, but the name is new, and people may know the thing by another.

    ## What to write instead
    A `name` of your own choice.
    """

    code = "NK654"
    name = "given-name"
    severity = Severity.WARNING
    bad = Example("      - method: GET\n", _OPERATION)
    good = Example(_OPERATION, _OPERATION)


class FixedLayout(Rule):
    """The text cannot be changed here.

    ## What it does
    Reports text that is written so that it cannot be changed piece by piece: an alias or a
    merge key in the place of what changes, an anchor or a tag on it, a comment between the
    entries of a mapping in braces. Nothing is changed. Each migrated text is read again and
    compared with what it should say; a text that says something else is reported too.

    ## Why is this bad?
    The migrated text would not say the same, or a comment would be lost.

    ## What to write instead
    The same in plain layout: in place of an alias what it repeats, a mapping in braces
    without comments.
    """

    code = "NK655"
    name = "fixed-layout"
    severity = Severity.ERROR
    bad = Example("    tools:\n    - &tool\n      name: get-item\n", _TOOLS)
    good = Example(_TOOLS, _TOOLS)


class UnexpectedShape(Rule):
    """A value of a shape that its version does not have.

    ## What it does
    Reports, where something is to be converted, a value that is no list or no mapping although
    one is due, an adapter of an unknown type, and a key beside the one that would take its
    name. Nothing is changed.

    ## Why is this bad?
    There is no saying what the value would be in the other version.

    ## What to write instead
    What the document's own version prescribes; `lint --strict` tells.
    """

    code = "NK656"
    name = "unexpected-shape"
    severity = Severity.ERROR
    bad = Example(_LABEL + "  display: Shop\n", _LABEL)
    good = Example(_LABEL, _LABEL)


#: In the order of their codes.
RULES: tuple[type[Rule], ...] = (
    NoCounterpart,
    RepeatedName,
    NamelessEntry,
    GivenName,
    FixedLayout,
    UnexpectedShape,
)
