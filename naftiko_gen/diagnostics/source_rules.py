"""Rules about the text itself: one for each kind of fault that the reader finds."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics.model import Diagnostic, Label, Severity
from naftiko_gen.diagnostics.rule import Example, Rule
from naftiko_gen.source.faults import Fault, FaultKind

_LABEL = "  label: Shop\n"
_KEYS = "  keys:\n    SHOP_TOKEN: SHOP_TOKEN\n"
_PORT = "    port: 9090\n"
_DESCRIPTION = "    description: Items of a shop.\n"


class SourceRule(Rule):
    """Base of the rules about the text. ``name`` is the value of its ``FaultKind``."""

    severity = Severity.ERROR
    remedy: ClassVar[str]


class Syntax(SourceRule):
    """The text is not YAML.

    ## What it does
    Reports the first place at which the text stops making sense as YAML 1.2. Nothing after
    it can be understood, so further faults may show once it is mended.

    ## Why is this bad?
    A text that cannot be read has no meaning at all.

    ## What to write instead
    Look at the place and at the line above it. Often a text with `: ` or ` #` in it wants
    quotes, a bracket or quote is left open, or a line is indented with a tab.
    """

    code = "NK001"
    name = "syntax"
    remedy = "the cause is often in the line above"
    bad = Example("    description: Items of a shop: all of them.\n", _DESCRIPTION)
    good = Example('    description: "Items of a shop: all of them."\n', _DESCRIPTION)


class Encoding(SourceRule):
    """The file is not UTF-8.

    ## What it does
    Reports the first byte that is not part of a UTF-8 character.

    ## Why is this bad?
    Which character such a byte means depends on the editor that wrote it. A guess would put
    wrong text into descriptions, or wrong bytes into requests.

    ## What to write instead
    Save the file as UTF-8.
    """

    code = "NK002"
    name = "encoding"
    remedy = "let the editor save it as UTF-8, or convert it: `iconv -f ENCODING -t UTF-8`"
    bad = Example("  label: Caf\udce9\n", _LABEL)
    good = Example("  label: Café\n", _LABEL)


class TooLarge(SourceRule):
    """The file is larger than a capability can be.

    ## What it does
    Refuses a file above the limit of bytes, or of keys and values, and one whose calls repeat
    the inputs, paths and templates of the called operations too many times.

    ## Why is this bad?
    No capability written by people comes near the limit. Such a file is a mistake, or an
    attempt to use up the memory of the machine that checks it.

    ## What to write instead
    Split the capability by the API that it consumes, and leave recorded data out of it.
    """

    code = "NK003"
    name = "too-large"
    remedy = "split the capability by the API that it consumes"
    bad = Example("# One comment among very many.\n", times=400_000)
    good = Example("# A comment.\nnaftiko: 1.0.0-alpha2\n", "naftiko: 1.0.0-alpha2\n")


class Empty(SourceRule):
    """The file holds nothing.

    ## What it does
    Reports a file without any content, or with comments only.

    ## Why is this bad?
    There is no capability to check or to generate from. Often it is the wrong file, or one
    that was cut short.

    ## What to write instead
    A capability, which starts with the version of the specification.
    """

    code = "NK004"
    name = "empty"
    remedy = "start with `naftiko:` and the version of the specification"
    bad = Example("# The shop will stand here.\n")
    good = Example("naftiko: 1.0.0-alpha2\n", "naftiko: 1.0.0-alpha2\n")


class SeveralDocuments(SourceRule):
    """The file holds more than one YAML document.

    ## What it does
    Reports the `---` that starts a second document.

    ## Why is this bad?
    A capability is one document. Reading the first and leaving the others would drop what
    somebody wrote.

    ## What to write instead
    One file for each capability; within a capability no `---` between the parts.
    """

    code = "NK005"
    name = "several-documents"
    remedy = "remove this `---`, or move what follows it to a file of its own"
    bad = Example(_KEYS + "---\ncapability:\n", _KEYS + "capability:\n")
    good = Example(_KEYS + "capability:\n", _KEYS + "capability:\n")


class DuplicateKey(SourceRule):
    """A mapping has the same key twice.

    ## What it does
    Reports the second key, with the place of the first, whose value is used.

    ## Why is this bad?
    YAML forbids it (1.2.2, section 3.2.1.3), and readers differ: some keep the first value,
    some the last. One of the two values is lost without a word.

    ## What to write instead
    Keep the one that is meant.
    """

    code = "NK006"
    name = "duplicate-key"
    remedy = "keep the one that is meant"
    bad = Example("    port: 9090\n    port: 9091\n", _PORT)
    good = Example(_PORT, _PORT)


class ComplexKey(SourceRule):
    """A key is not a text.

    ## What it does
    Reports a key that is a list, a mapping or null.

    ## Why is this bad?
    Every key of a capability is a name. The usual cause is a template without quotes: YAML
    reads `{{SHOP_TOKEN}}` as a mapping that is the key of another mapping.

    ## What to write instead
    Quotes around the template: `"{{SHOP_TOKEN}}"`.
    """

    code = "NK007"
    name = "complex-key"
    remedy = 'put quotes around a template: "{{NAME}}"'
    bad = Example("      token: {{SHOP_TOKEN}}\n", '      token: "{{SHOP_TOKEN}}"\n')
    good = Example('      token: "{{SHOP_TOKEN}}"\n', '      token: "{{SHOP_TOKEN}}"\n')


class Cycle(SourceRule):
    """An alias stands inside of what it repeats.

    ## What it does
    Reports an alias (`*name`) within the value that its anchor (`&name`) marks.

    ## Why is this bad?
    The value would hold itself, without an end.

    ## What to write instead
    The value that is meant, written out.
    """

    code = "NK008"
    name = "cycle"
    remedy = "write out the value that is meant"
    bad = Example("  keys: &keys\n    SHOP_TOKEN: *keys\n", _KEYS)
    good = Example(_KEYS, _KEYS)


class TooDeep(SourceRule):
    """Lists and mappings are nested too deeply.

    ## What it does
    Reports the place at which the nesting passes the limit.

    ## Why is this bad?
    No part of a capability needs so many levels. Such a text is a mistake, or an attempt to
    exhaust the stack of the program that reads it.

    ## What to write instead
    The value with the levels that the specification has.
    """

    code = "NK009"
    name = "too-deep"
    remedy = "use the levels that the specification has"
    bad = Example("  label: " + "[" * 200 + "]" * 200 + "\n", _LABEL)
    good = Example(_LABEL, _LABEL)


class AliasExpansion(SourceRule):
    """Aliases repeat too much.

    ## What it does
    Counts how large the document is with every alias (`*name`) written out, and refuses it
    above the limit.

    ## Why is this bad?
    Aliases of aliases multiply: a few lines can stand for more values than any memory holds.

    ## What to write instead
    The values themselves, or aliases that do not repeat other aliases.
    """

    code = "NK010"
    name = "alias-expansion"
    remedy = "write the values out, or do not alias what holds aliases"
    bad = Example(
        "a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
        + "".join(
            f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
    )
    good = Example(_LABEL, _LABEL)


class Tag(SourceRule):
    """A value has a tag that means nothing here.

    ## What it does
    Reports a YAML tag, such as `!secret` or `!include`, that is not one of YAML's core
    schema (1.2.2, section 10.3), and a core tag that does not fit its value.

    ## Why is this bad?
    A tag asks the reader of the file to do something special with the value. The
    specification knows no such tag, so it would be dropped and the bare value used.

    ## What to write instead
    The plain value. A secret comes from a bind, by its name in a template.
    """

    code = "NK011"
    name = "tag"
    remedy = 'remove the tag; a secret comes from a bind: "{{NAME}}"'
    bad = Example("      token: !secret SHOP_TOKEN\n", '      token: "{{SHOP_TOKEN}}"\n')
    good = Example('      token: "{{SHOP_TOKEN}}"\n', '      token: "{{SHOP_TOKEN}}"\n')


class MergeKey(SourceRule):
    """A merge key has nothing to merge.

    ## What it does
    Reports a key `<<` whose value is neither a mapping nor a list of mappings.

    ## Why is this bad?
    The key `<<` stands for the members of other mappings (yaml.org/type/merge.html). There
    are none here, so nothing of it would arrive in the capability.

    ## What to write instead
    An alias of a mapping (`<<: *name`), or the members themselves.
    """

    code = "NK012"
    name = "merge-key"
    remedy = "merge an alias of a mapping, or write the members out"
    bad = Example("        <<: readOnly\n", "        readOnly: true\n")
    good = Example("        <<: {readOnly: true}\n", "        readOnly: true\n")


class Character(SourceRule):
    """The text holds a character that YAML forbids.

    ## What it does
    Reports the first control character, or other code point outside of YAML's printable set
    (YAML 1.2.2, section 5.1).

    ## Why is this bad?
    Nobody sees them, and other readers of the file refuse it.

    ## What to write instead
    Remove the character. Where it is meant, write an escape in double quotes: `"\\b"`.
    """

    code = "NK013"
    name = "character"
    remedy = "such characters often come with text that was pasted"
    bad = Example("  label: Shop\x08\n", _LABEL)
    good = Example(_LABEL, _LABEL)


class Number(SourceRule):
    """A number that JSON cannot hold.

    ## What it does
    Reports infinities, not-a-number, fractions too large for a float, and integers of
    thousands of digits.

    ## Why is this bad?
    Such a value has no form in a request, an answer or a JSON Schema.

    ## What to write instead
    A finite number; quotes, where a text is meant.
    """

    code = "NK014"
    name = "number"
    remedy = "write a finite number; requests and answers can hold no other"
    bad = Example("  label: .inf\n", _LABEL)
    good = Example('  label: ".inf"\n', _LABEL)


class AmbiguousScalar(SourceRule):
    """A value that readers of YAML understand differently.

    ## What it does
    Warns of plain values that YAML 1.1 and 1.2 read differently, such as `012`, `0o17`,
    `1_000` and `yes`.

    ## Why is this bad?
    A leading zero is dropped, or makes the number octal; `yes` is a text for one reader and
    true for another. The value that is sent may not be the one that is written.

    ## What to write instead
    Quotes, where a text is meant; else the plain form of the number, or `true` or `false`.
    """

    code = "NK015"
    name = "ambiguous-scalar"
    severity = Severity.WARNING
    remedy = "write a text in quotes, a number in plain digits, a boolean as true or false"
    bad = Example("  label: yes\n", _LABEL)
    good = Example('  label: "yes"\n', _LABEL)


#: Every rule about the text. A code is never given to another rule.
RULES: tuple[type[SourceRule], ...] = (
    Syntax,
    Encoding,
    TooLarge,
    Empty,
    SeveralDocuments,
    DuplicateKey,
    ComplexKey,
    Cycle,
    TooDeep,
    AliasExpansion,
    Tag,
    MergeKey,
    Character,
    Number,
    AmbiguousScalar,
)

_BY_KIND = {FaultKind(rule.name): rule for rule in RULES}


def from_fault(fault: Fault) -> Diagnostic:
    """Return a fault as a diagnostic of the rule for its kind."""
    rule = _BY_KIND[fault.kind]
    related = tuple(Label(span, message) for span, message in fault.related)
    return rule.at(fault.span, fault.message, help=rule.remedy, related=related)
