"""The rules about structure: what the schema finds, and what is no capability at all."""

from __future__ import annotations

from naftiko_gen.diagnostics import Example, Rule, Severity

_MCP = "    port: 9090\n"
_OPERATIONS = "      operations:\n      - name: get-item\n        method: GET\n"


class UnknownKey(Rule):
    """A key that means nothing where it stands.

    ## What it does
    Reports each key that its mapping does not know. Where the key looks like a misspelling,
    the key that is meant is named; where it belongs to another mapping, that one is.

    ## Why is this bad?
    What stands under the key has no effect. Of a misspelt key the true one is missing.

    ## What to write instead
    The key that is meant, or nothing.
    """

    code = "NK201"
    name = "unknown-key"
    severity = Severity.ERROR
    bad = Example("      opertions:\n      - name: get-item\n        method: GET\n", _OPERATIONS)
    good = Example(_OPERATIONS, _OPERATIONS)


class MissingKey(Rule):
    """A key is missing.

    ## What it does
    Reports a mapping without a key that it needs, at the mapping's own key, or at its first
    key where the mapping is an entry of a list. Of some keys one out of several is needed.

    ## Why is this bad?
    Without the key the mapping says too little to be carried out.

    ## What to write instead
    The key with its value.
    """

    code = "NK202"
    name = "missing-key"
    severity = Severity.ERROR
    bad = Example("  - type: mcp\n", "  - type: mcp\n    namespace: shop-mcp\n")
    good = Example(
        "  - type: mcp\n    namespace: shop-mcp\n", "  - type: mcp\n    namespace: shop-mcp\n"
    )


class WrongType(Rule):
    """A value of another type than its key takes.

    ## What it does
    Reports text where a number is needed, a mapping where a list is needed, and so on.

    ## Why is this bad?
    The value cannot be used. Often quotes are missing, or the `-` before a list's entry.

    ## What to write instead
    A value of the type that the message names: numbers, `true` and `false` without quotes,
    text that looks like one of them in quotes, each entry of a list after `- `.
    """

    code = "NK203"
    name = "wrong-type"
    severity = Severity.ERROR
    bad = Example('    port: "9090"\n', _MCP)
    good = Example(_MCP, _MCP)


class BadValue(Rule):
    """A value that its key does not take.

    ## What it does
    Reports a word that is not one of those to choose from, a name or reference that is not
    formed as it must be, and a number that is out of range.

    ## Why is this bad?
    The value has the right type, but no meaning.

    ## What to write instead
    One of the values, or the form, that the message names.
    """

    code = "NK204"
    name = "bad-value"
    severity = Severity.ERROR
    bad = Example("    port: 90900\n", _MCP)
    good = Example(_MCP, _MCP)


class UnknownKind(Rule):
    """A `type` that does not exist.

    ## What it does
    Reports the `type` of an adapter, a consumed API, an authentication, a body or a step
    where it is none of the known ones. What else is in that mapping is checked once the type
    is right, for it decides which keys there are.

    ## Why is this bad?
    Without a known type nothing says what the mapping means.

    ## What to write instead
    One of the types that the message lists.
    """

    code = "NK205"
    name = "unknown-kind"
    severity = Severity.ERROR
    bad = Example("      type: oauth1\n", "      type: bearer\n")
    good = Example("      type: bearer\n", "      type: bearer\n")


class WrongCount(Rule):
    """A list with too few entries.

    ## What it does
    Reports an empty list where at least one entry is needed.

    ## Why is this bad?
    An empty list is a part that was begun and forgotten: a resource that can do nothing, a
    skill without tools.

    ## What to write instead
    The entries, or no list at all where the key may be left out.
    """

    code = "NK206"
    name = "wrong-count"
    severity = Severity.ERROR
    bad = Example(
        "      operations: []\n",
        _OPERATIONS + "        inputParameters:\n        - name: id\n          in: path\n",
    )
    good = Example(_OPERATIONS, _OPERATIONS)


class NotACapability(Rule):
    """The document is no capability.

    ## What it does
    Recognises documents of another kind: OpenAPI documents, Kubernetes manifests, and the
    shapes that came before capabilities. It says what the document looks like and checks
    nothing else.

    ## Why is this bad?
    Nothing can be generated from it. Often it is simply the wrong file.

    ## What to write instead
    A document with the version key, and with `capability` for what is consumed and exposed.
    """

    code = "NK207"
    name = "not-a-capability"
    severity = Severity.ERROR
    bad = Example(
        "name: shop\ndescription: Items of a shop.\ntools:\n- name: get-item\n  method: GET\n"
    )
    good = Example("naftiko: 1.0.0-alpha2\n", "naftiko: 1.0.0-alpha2\n")


class UnknownVersion(Rule):
    """The version key is missing, or names a version that is not known.

    ## What it does
    Reports a document whose version decides no schema to check it by. The document is not
    checked further.

    ## Why is this bad?
    Keys are named and nested differently from version to version: without a known version
    nothing says what a key means.

    ## What to write instead
    `naftiko: 1.0.0-alpha2`, or another version that the message lists, as the first line.
    """

    code = "NK208"
    name = "unknown-version"
    severity = Severity.ERROR
    bad = Example("naftiko: 1.0.0-alpha99\n", "naftiko: 1.0.0-alpha2\n")
    good = Example("naftiko: 1.0.0-alpha2\n", "naftiko: 1.0.0-alpha2\n")


class ConflictingKeys(Rule):
    """Keys that exclude each other.

    ## What it does
    Reports a key that cannot stand beside another one: a port beside `transport: stdio`, the
    template of a prompt beside the location of its text.

    ## Why is this bad?
    The two say different things, and nothing says which one counts.

    ## What to write instead
    The one that is meant.
    """

    code = "NK209"
    name = "conflicting-keys"
    severity = Severity.ERROR
    bad = Example("    transport: stdio\n    port: 9090\n", _MCP)
    good = Example("    transport: stdio\n", _MCP)


class NotGeneratedVersion(Rule):
    """A version that is checked, but not generated from.

    ## What it does
    Reports a document that is sound, but of a version that naftiko-gen cannot generate from
    yet. Faults of its structure are reported first, instead of this.

    ## Why is this bad?
    Versions name and nest keys differently. Read as another version, such a document would
    lose parts in silence.

    ## What to write instead
    The document in a version that the message lists. To check it only, ignore this rule:
    `naftiko-gen lint --ignore NK210`.
    """

    code = "NK210"
    name = "not-generated-version"
    severity = Severity.ERROR
    bad = Example(
        "ikanos: 1.0.0-beta5\ncapability:\n  exposes:\n  - type: control\n    port: 9090\n"
    )
    good = Example("naftiko: 1.0.0-alpha2\n", "naftiko: 1.0.0-alpha2\n")


RULES: tuple[type[Rule], ...] = (
    UnknownKey,
    MissingKey,
    WrongType,
    BadValue,
    UnknownKind,
    WrongCount,
    NotACapability,
    UnknownVersion,
    ConflictingKeys,
    NotGeneratedVersion,
)
