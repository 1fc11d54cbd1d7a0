"""What cannot be migrated is said at its place, and the text stays as it is."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON, Severity
from naftiko_gen.migrate import migrate, targets, version_of
from tests.migrate.documents import IKANOS, NAFTIKO, data, document, moved, refused, said

NEW = moved(SKELETON, IKANOS)


def edited(text: str, line: str, instead: str) -> str:
    before, found, after = text.rpartition(line)
    assert found
    return before + instead + after


#: Name → (a line of the skeleton, what stands in its place, the diagnostic).
OLD_ONES: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "an anchor on an entry": (
        "    - name: get-item\n      description",
        "    - &t\n      name: get-item\n      description",
        ("NK655", "an anchor or a tag stands before this entry", "name: get-item"),
    ),
    "an anchor on a name": (
        "    - name: get-item\n      description",
        "    - name: &t get-item\n      description",
        ("NK655", "this name is not written as a plain text in one line", "name"),
    ),
    "a name in two lines": (
        "    - name: get-item\n      description",
        "    - name: 'get-item\n\n       2'\n      description",
        ("NK655", "this name is not written as a plain text in one line", "name"),
    ),
    "a key of its own line": (
        "    - name: get-item\n      description",
        "    - ? name\n      : get-item\n      description",
        ("NK655", "this name is not written as a plain text in one line", "name"),
    ),
    "an alias of a list": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "      - *i\n",
        ("NK655", "what changes is written as an alias here", "*i"),
    ),
    "a merge key": (
        "    - name: get-item\n      description",
        "    - name: get-item\n      <<: *k\n      description",
        ("NK655", "a merge key brings some of what changes here", "n"),
    ),
    "a tag": (
        "    tools:\n",
        "    tools: !!seq\n",
        ("NK655", "the text, so changed, would not say the same", "n"),
    ),
    "a comment in braces": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "      - {type: string, name: id, # here\n         description: Number of the item.}\n",
        ("NK655", "more than a comma stands beside this name", "name"),
    ),
    "entries without braces": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "        [name: id]\n",
        ("NK655", "this entry has no braces", "name: id"),
    ),
    "an anchor in brackets": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "        [&i {name: id, type: string, description: Number of the item.}]\n",
        ("NK655", "an anchor or a tag stands before this entry", "{name: id, type: string, "),
    ),
    "no mapping": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "      - id\n",
        ("NK656", "an entry of `inputParameters` must be a mapping", "id"),
    ),
    "a mapping already": (
        "      - name: id\n        type: string\n        description: Number of the item.\n",
        "        id: {}\n",
        ("NK656", "`inputParameters` must be a list here", "inputParameters"),
    ),
    "an unknown adapter": (
        "  - type: mcp\n",
        "  - type: mqtt\n",
        ("NK656", "this is no type of adapter that can be converted", "mqtt"),
    ),
    "an adapter without a type": (
        "  - type: mcp\n    namespace",
        "  - namespace",
        ("NK656", "this is no type of adapter that can be converted", "namespace: shop-mcp"),
    ),
    "a number for a name": (
        "      - name: id\n",
        "      - name: 12\n",
        ("NK653", "this entry needs a `name` that is text", "name"),
    ),
    "the same name twice": (
        "      - name: id\n",
        "      - {name: id, type: string, description: Id.}\n      - name: id\n",
        ("NK652", "`id` occurs a second time in `inputParameters`", "id"),
    ),
    "a member of another name": (
        "      call: shop.get-item\n      with:\n        id: shop-mcp.id\n",
        "      steps: [{name: s, type: call, call: shop.get-item}]\n"
        "      outputParameters: [{name: o, type: object, properties: "
        "{a: {name: b, type: string}}}]\n",
        ("NK656", "the name of `a` is another here", "name"),
    ),
}

#: What the skeleton has before the place that changes, and what stands there where it matters.
ANCHORS = {
    "an alias of a list": (
        "        - name: id\n          in: path\n  exposes:\n",
        "        - &i\n          name: id\n          in: path\n  exposes:\n",
    ),
    "a merge key": ("  keys:\n", "  keys: &k\n"),
}


@pytest.mark.parametrize("name", OLD_ONES)
def test_to_ikanos(name: str) -> None:
    line, instead, expected = OLD_ONES[name]
    text = edited(SKELETON, line, instead)
    if name in ANCHORS:
        text = edited(text, *ANCHORS[name])
    (code, message, at), *_ = refused(text, IKANOS)
    assert (code, message) == expected[:2]
    assert at.startswith(expected[2])


#: Name → (a line of the skeleton in Ikanos, what stands in its place, the diagnostic).
NEW_ONES: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "tags": (
        "        hints:\n",
        "        tags: [a]\n        hints:\n",
        (
            "NK651",
            "naftiko 1.0.0-alpha2 does not take this: unknown key `tags` in this tool",
            "tags",
        ),
    ),
    "a name in an entry": (
        "        hints:\n",
        "        name: get-item\n        hints:\n",
        ("NK656", "`name` would be the name of this entry in Naftiko", "name"),
    ),
    "no mapping": (
        "        inputParameters:\n          id:\n            type: string\n"
        "            description: Number of the item.\n",
        "        inputParameters:\n          id: string\n",
        ("NK656", "`id` must be a mapping here", "id"),
    ),
    "a list already": (
        "        inputParameters:\n          id:\n            type: string\n"
        "            description: Number of the item.\n",
        "        inputParameters: []\n",
        ("NK656", "`inputParameters` must be a mapping here", "inputParameters"),
    ),
    "an anchor": (
        "          id:\n            type: string\n            desc",
        "          id: &a\n            type: string\n            desc",
        ("NK655", "an anchor or a tag stands before this mapping", "type: string"),
    ),
    "an anchor on a key": (
        "          id:\n            type: string\n            desc",
        "          &a id:\n            type: string\n            desc",
        ("NK655", "more than spaces stand before this key", "id"),
    ),
    "an alias": (
        "          id:\n            type: string\n            description: Number of the item.\n",
        "          id: &a {type: string, description: Number of the item.}\n          no: *a\n",
        ("NK655", "what changes is written as an alias here", "*a"),
    ),
    "braces in the next line": (
        "          id:\n            type: string\n            description: Number of the item.\n",
        "          id: !!map {type: string, description: Number of the item.}\n",
        ("NK655", "more than a colon stands before this mapping", "{type"),
    ),
}


@pytest.mark.parametrize("name", NEW_ONES)
def test_to_naftiko(name: str) -> None:
    line, instead, expected = NEW_ONES[name]
    (code, message, at), *_ = refused(edited(NEW, line, instead), NAFTIKO)
    assert (code, message) == expected[:2]
    assert at.startswith(expected[2])


def test_what_a_newer_version_brought_has_no_older_form() -> None:
    line = "  description: Items of a shop.\n"
    text = NEW.replace(line, f"{line}  version: 1.2.0\n", 1)
    assert moved(text, "ikanos-1.0.0-beta4") == text.replace("beta5", "beta4")
    assert refused(text, "ikanos-1.0.0-beta3") == [
        (
            "NK651",
            "ikanos 1.0.0-beta3 does not take this: unknown key `version` in this info block",
            "version",
        )
    ]


def test_faults_that_both_versions_see_are_no_matter() -> None:
    text = SKELETON.replace("      description: Gets", "      mood: good\n      description: Gets")
    assert moved(moved(text, IKANOS), NAFTIKO) != text
    assert "mood: good" in moved(text, IKANOS)


def test_a_text_that_cannot_be_read_stays() -> None:
    assert [code for code, _, _ in refused("a: [", IKANOS)] == ["NK001"]
    assert [code for code, _, _ in refused("# nothing\n", IKANOS)] == ["NK004"]
    twice = SKELETON.replace("info:", "info: {}\ninfo:")
    assert [code for code, _, _ in refused(twice, IKANOS)] == ["NK006"]


def test_a_document_of_no_known_version_stays() -> None:
    assert [code for code, _, _ in refused("openapi: 3.1.0\n", IKANOS)] == ["NK207"]
    assert [code for code, _, _ in refused("- a\n", IKANOS)] == ["NK207"]
    assert refused(SKELETON.replace("alpha2", "alpha9"), IKANOS)


def test_targets() -> None:
    assert version_of("1.0.0-alpha2") == version_of("naftiko-1.0.0-alpha2") == targets()[0]
    assert version_of("1.0.0-beta4") == version_of("ikanos-1.0.0-beta4") == targets()[-2]
    for word in ("0.5", "naftiko-1.0.0-alpha1", "naftiko-1.0.0-beta4", "beta4", ""):
        with pytest.raises(LookupError, match=r"ikanos-1\.0\.0-beta5"):
            version_of(word)
        with pytest.raises(LookupError):
            migrate(document(SKELETON), word)


def test_names_that_naftiko_does_not_need_are_given() -> None:
    text = SKELETON.replace("      name: item\n      description", "      description")
    text = text.replace("        name: get-item\n", "")
    again = text[text.index("      - method: GET\n") : text.index("  - type: mcp\n")]
    text = edited(text, again, again + again.replace("GET", "PUT"))
    done = migrate(document(text), IKANOS)
    assert [each.severity for each in done.notes] == [Severity.WARNING] * 3
    assert said(text, done) == [
        ("NK654", f"without a name in Naftiko, this entry is called `{name}` in Ikanos", at)
        for name, at in (("items-id", "path"), ("get-item", "method"), ("get-item-put", "method"))
    ]
    assert data(moved(moved(done.text, NAFTIKO), IKANOS)) == data(done.text)


class TestOlderVersions:
    TEXT = SKELETON.replace("1.0.0-alpha2", '"0.5"').replace("- type: rest", "- type: api")

    def test_the_rest_adapter(self) -> None:
        assert moved(self.TEXT.replace("0.5", "0.4"), NAFTIKO) == SKELETON.replace(
            "1.0.0-alpha2", '"1.0.0-alpha2"'
        )

    def test_straight_to_ikanos(self) -> None:
        assert data(moved(self.TEXT, IKANOS)) == data(NEW)

    def test_constants(self) -> None:
        call = "      call: shop.get-item\n      with:\n        id: shop-mcp.id\n"
        outputs = call + "      outputParameters:\n      - type: object\n        properties:\n"
        outputs += "          const: {type: string, const: const}\n"
        outputs += "          all: {type: array, items: {type: string, const: a}}\n"
        old = edited(SKELETON, call, outputs).replace("alpha2", "alpha1")
        new = old.replace("string, const:", "string, value:").replace("alpha1", "alpha2")
        assert moved(old, NAFTIKO) == new

    def test_a_constant_that_is_no_text(self) -> None:
        call = "      with:\n        id: shop-mcp.id\n"
        outputs = call + "      outputParameters: [{type: number, const: 3}]\n"
        old = edited(SKELETON, call, outputs).replace("alpha2", "alpha1")
        ((code, message, at),) = refused(old, NAFTIKO)
        assert (code, at) == ("NK651", "3")
        assert message.startswith("naftiko 1.0.0-alpha2 does not take this: ")

    def test_references_to_files(self) -> None:
        refs = "externalRefs: [{name: env, type: variables, resolution: runtime, keys: {A: A}}]\n"
        text = edited(self.TEXT, "capability:\n", refs + "capability:\n")
        text = text.replace(text[text.index("binds:") : text.index("externalRefs")], "")
        ((code, _, at),) = refused(text, NAFTIKO)
        assert (code, at) == ("NK651", "externalRefs")
