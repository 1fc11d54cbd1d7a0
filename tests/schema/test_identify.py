from __future__ import annotations

import json

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.schema import check, check_official
from naftiko_gen.source import apply_edits
from tests.schema.reading import SHARED, marked, parse

PROFILE = SHARED / "catalogue-profile.json"

KNOWN = (
    'known: `naftiko: "0.4"`, `naftiko: "0.5"`, `naftiko: 1.0.0-alpha1`, `naftiko: 1.0.0-alpha2`, '
    "`ikanos: 1.0.0-alpha3`, `ikanos: 1.0.0-alpha4`, `ikanos: 1.0.0-beta1`, "
    "`ikanos: 1.0.0-beta2`, `ikanos: 1.0.0-beta3`, `ikanos: 1.0.0-beta4`, `ikanos: 1.0.0-beta5`"
)


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        ("openapi: 3.1.0\ninfo: {}\n", "openapi", "an OpenAPI document"),
        ("apiVersion: v1\nkind: Capability\n", "apiVersion", "a manifest in the style of Kub"),
        ("name: a\nmcp_tools: []\n", "mcp_tools", "a bare list of tools"),
        ("naftiko: 1.0.0-alpha1\ntools: []\n", "tools", "a bare list of tools"),
        ("naftiko: {version: 2}\ntools: []\n", "tools", "a bare list of tools"),
        ("id: a\nconsumes: [{ref: a.yaml}]\n", "id", "a capability of an older form"),
        ("name: a\nworkflow: {}\nexposes: {}\n", "workflow", "a description of a workflow"),
        ("capability: {name: a, description: b}\n", "name", "a note about a capability"),
        (
            "naftiko: 1.0.0-alpha2\ncapability: {imports: [], workflow: {}}\n",
            "workflow",
            "a workflow over imports",
        ),
        ("- a\n- b\n", "-", "a capability is a mapping; this is a list"),
        ("[a, b]\n", "[a, b]", "a capability is a mapping; this is a list"),
        ("just text\n", "just text", "a capability is a mapping; this is text"),
        ("{}\n", "{}", "this is no capability"),
        ("a: b\n", "a", "this is no capability"),
    ],
)
def test_what_is_no_capability(text: str, expected: str, message: str) -> None:
    document = parse(text)
    for found in (check(document), check_official(document, "1.0.0-alpha2")):
        assert [m[:2] for m in marked(document, found)] == [("NK207", expected)]
        assert message in found[0].message


@pytest.mark.parametrize(
    ("version", "expected", "message", "help"),
    [
        ("", "info", "the version key is missing", None),
        ("naftiko: 2\n", "2", "the version must be text, not a whole number", None),
        ("naftiko:\n", "naftiko", "the version must be text, not empty", None),
        ("naftiko: [a]\n", "[a]", "the version must be text, not a list", None),
        ("naftiko: 1.0.0\n", "1.0.0", "unknown version `1.0.0`", None),
        ("naftiko: ../base\n", "../base", "unknown version `../base`", None),
        ("naftiko: 0.6\n", "0.6", "the version must be text, not a number", None),
        ("naftiko: 0.5\n", "0.5", "the version must be text, not a number", "put it in quotes"),
        ("naftiko: 0.40\n", "0.40", "the version must be text, not a number", "put it in quotes"),
        ("ikanos: 0.5\n", "0.5", "the version must be text, not a number", None),
        (
            "naftiko: v0.5\n",
            "v0.5",
            "unknown version `v0.5`",
            'did you mean `naftiko: "0.5"`?',
        ),
        (
            "ikanos: 1.0.0-alhpa3\n",
            "1.0.0-alhpa3",
            "unknown version `1.0.0-alhpa3`",
            "did you mean `ikanos: 1.0.0-alpha3`?",
        ),
        (
            "ikanos: 1.0.0-alpha2\n",
            "1.0.0-alpha2",
            "unknown version `1.0.0-alpha2`",
            "did you mean `naftiko: 1.0.0-alpha2`?",
        ),
        (
            "naftikio: 1.0.0-alpha2\n",
            "naftikio",
            "unknown key `naftikio` where the version is expected",
            "did you mean `naftiko`?",
        ),
    ],
)
def test_which_version(version: str, expected: str, message: str, help: str | None) -> None:
    document = parse(SKELETON.replace("naftiko: 1.0.0-alpha2\n", version))
    (found,) = check(document)
    assert marked(document, [found])[0][:2] == ("NK208", expected)
    assert found.message == message
    assert found.help == (help or KNOWN)


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ("naftiko: 0.5\n", 'naftiko: "0.5"\n'),
        ("naftiko: v0.5\n", 'naftiko: "0.5"\n'),
        ("naftiko: '1.0.0-aplha1' # old\n", "naftiko: 1.0.0-alpha1 # old\n"),
        ("ikanos: 1.0.0-alhpa3\n", "ikanos: 1.0.0-alpha3\n"),
    ],
)
def test_a_version_can_be_put_right(version: str, mended: str) -> None:
    rest = SKELETON.removeprefix("naftiko: 1.0.0-alpha2\n")
    (found,) = check(parse(version + rest))
    assert found.fix is not None
    edits = [(edit.span, edit.replacement) for edit in found.fix.edits]
    assert apply_edits(version + rest, edits) == mended + rest
    assert [d.code for d in check(parse(mended + rest))] != ["NK208"]


def test_the_other_key_is_no_fix() -> None:
    (found,) = check(parse("naftiko: 1.0.0-beta5\ncapability: {exposes: []}\n"))
    assert found.fix is None


def test_shared_sections_of_ikanos_are_bodies() -> None:
    for section in ("consumes", "exposes", "aggregates", "binds"):
        document = parse(f"ikanos: 1.0.0-beta5\n{section}: {{}}\ntools: []\n")
        assert [d.code for d in check(document)] == ["NK203", "NK201"], section


def test_words_of_other_kinds_do_not_mislead_where_there_is_a_capability() -> None:
    document = parse(SKELETON + "tools: []\n")
    assert [m[:2] for m in marked(document, check(document))] == [("NK201", "tools")]


def test_a_misspelt_body_is_a_misspelt_key() -> None:
    document = parse(SKELETON.replace("capability:", "capabilty:"))
    assert [m[:2] for m in marked(document, check(document))] == [("NK201", "capabilty")]


def test_both_bodies_exclude_each_other() -> None:
    document = parse(SKELETON + "consumes: [{location: a.yaml, import: a}]\n")
    (found,) = check(document)
    assert marked(document, [found])[0][:2] == ("NK209", "consumes")


@pytest.mark.skipif(
    not PROFILE.is_file(), reason="the catalogue lies in ../shared, which is absent"
)
def test_published_documents_that_are_no_capability() -> None:
    files = dict(json.loads(PROFILE.read_text("utf-8"))["files"])
    others = [
        name for name, facts in files.items() if facts.get("family", "capability") != "capability"
    ]
    assert len(others) == 58
    for name in others:
        document = parse((SHARED / "catalogue" / name).read_bytes())
        assert [d.code for d in check(document)] == ["NK207"], name
