from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest

from naftiko_gen.diagnostics import SKELETON, Diagnostic, sort
from naftiko_gen.schema import VERSION_KEYS, check, check_official, schema
from naftiko_gen.schema.check import DEPTH
from naftiko_gen.source import Document, Entry, Mapping, Node, Scalar, Sequence
from tests.schema.mutation import Vocabulary, mutate
from tests.schema.reading import (
    DOCUMENTS,
    TEXTS,
    VERSION,
    entries,
    from_data,
    marked,
    parse,
    plain,
    verdict_of,
)

Judge = Callable[[Document], list[Diagnostic]]


def official(document: Document) -> list[Diagnostic]:
    return check_official(document, "1.0.0-alpha2")


def ikanos(document: Document) -> list[Diagnostic]:
    return check_official(document, "1.0.0-beta5")


JUDGES = {"catalogue": check, "official": official}

#: Below these keys stand names that the author chooses; in Ikanos below those as well.
FREE = ("with", "keys", "properties", "metadata", "data")
NAMED = ("resources", "operations", "inputParameters", "outputParameters", "responses", "content",
         "schema")  # fmt: skip


def skeleton(line: str, instead: str) -> Document:
    """Return the skeleton with its last occurrence of ``line`` replaced."""
    before, found, after = SKELETON.rpartition(line)
    assert found
    return parse(before + instead + after)


def cases(*names: str, others: tuple[tuple[str, str, Judge], ...]) -> pytest.MarkDecorator:
    """Judge each text by the superset; a few are enough to see that the other forms are alike."""
    values = [pytest.param(TEXTS[name], check, id=name) for name in names]
    for key, name, judge in others:
        values.append(pytest.param(DOCUMENTS[key][name], judge, id=f"{name}-{judge.__name__}"))
    return pytest.mark.parametrize(("text", "judge"), values)


EVERYWHERE = cases(*TEXTS, others=(("naftiko", "steps", official), ("ikanos", "rest", ikanos)))
SOMEWHERE = cases("mcp", others=(("ikanos", "mcp", ikanos),))


class TestOneFault:
    """One fault, one diagnostic: everywhere, by both judges."""

    @EVERYWHERE
    def test_a_misspelt_key(self, text: str, judge: Judge) -> None:
        document = parse(text)
        assert document.root is not None
        tried = 0
        for parent, entry in entries(document.root):
            name, span = entry.name, entry.key.span
            if parent in FREE or (judge is ikanos and parent in NAMED):
                continue
            middle = len(name) // 2
            typo = name + name[-1] if len(name) < 4 else name[:middle] + name[middle + 1 :]
            typed = parse(text[: span.start] + typo + text[span.end :])
            found = judge(typed)
            code = "NK208" if name in VERSION_KEYS else "NK201"
            assert [d.code for d in found] == [code], typo
            start = found[0].span.start
            assert (start, typed.text[start : found[0].span.end]) == (span.start, typo)
            assert found[0].help == f"did you mean `{name}`?"
            tried += 1
        assert tried > 10

    @EVERYWHERE
    def test_a_missing_key(self, text: str, judge: Judge) -> None:
        document = parse(text)
        assert document.root is not None
        counts: set[int] = set()
        for key, root in without_each_entry(document.root):
            found = judge(document.with_root(root))
            # Whether outputs without steps lack the steps or are wrong cannot be told.
            assert len(found) <= 1 or key == "steps", found
            counts.add(min(len(found), 1))
        assert counts == {0, 1}

    @SOMEWHERE
    def test_a_value_of_another_type(self, text: str, judge: Judge) -> None:
        document = parse(text)
        assert document.root is not None
        counts: set[int] = set()
        for root in with_each_value_replaced(document.root):
            found = judge(document.with_root(root))
            assert len(found) <= 1, found
            counts.add(len(found))
        assert counts == {0, 1}


def without_each_entry(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the tree once without each of its entries and items, and the key that it lost."""
    match node:
        case Mapping(entries=those):
            for index, entry in enumerate(those):
                yield entry.name, replace(node, entries=those[:index] + those[index + 1 :])
                for key, value in without_each_entry(entry.value):
                    changed = (*those[:index], Entry(entry.key, value), *those[index + 1 :])
                    yield key, replace(node, entries=changed)
        case Sequence(items=those):
            for index, item in enumerate(those):
                yield "", replace(node, items=those[:index] + those[index + 1 :])
                for key, value in without_each_entry(item):
                    yield key, replace(node, items=(*those[:index], value, *those[index + 1 :]))
        case Scalar():
            pass


def with_each_value_replaced(node: Node) -> Iterator[Node]:
    """Yield the tree with each of its values replaced by one of each type."""
    span = node.span
    yield from (Scalar(span, None), Scalar(span, 7), Scalar(span, "x"))
    yield from (Sequence(span, ()), Mapping(span, ()))
    match node:
        case Mapping(entries=those):
            for index, entry in enumerate(those):
                for value in with_each_value_replaced(entry.value):
                    changed = (*those[:index], Entry(entry.key, value), *those[index + 1 :])
                    yield replace(node, entries=changed)
        case Sequence(items=those):
            for index, item in enumerate(those):
                for value in with_each_value_replaced(item):
                    yield replace(node, items=(*those[:index], value, *those[index + 1 :]))
        case Scalar():
            pass


def test_a_misspelt_type_hides_nothing() -> None:
    document = parse(SKELETON.replace("- type: rest", "- tpye: rest").replace("8080", "0"))
    assert marked(document, check(document)) == [
        ("NK201", "tpye", "  - tpye: rest"),
        ("NK204", "0", "    port: 0"),
    ]


def test_misspelt_keys_below_misspelt_keys() -> None:
    text = SKELETON.replace("  consumes:", "  comsumes:").replace("baseUri", "baseurl")
    document = parse(text.replace("tools:", "tols:").replace("hints:", "hnits:"))
    assert [m[1] for m in marked(document, check(document))] == [
        "comsumes",
        "baseurl",
        "tols",
        "hnits",
    ]


def test_two_misspellings_of_one_key() -> None:
    document = skeleton("    port: 9090\n", "    prot: 9090\n    ports: 9091\n")
    first, second = check(document)
    assert first.help == "did you mean `port`?"
    assert second.help is not None
    assert second.help.startswith("keys here: `address`, ")


def test_a_misspelt_key_can_be_renamed() -> None:
    document = skeleton("      hints:\n", "      'hnits':\n")
    (found,) = check(document)
    assert found.fix is not None
    assert not found.fix.safe
    (edit,) = found.fix.edits
    start, end = edit.span.start, edit.span.end
    assert check(parse(document.text[:start] + edit.replacement + document.text[end:])) == []


def test_a_key_of_another_mapping_is_told() -> None:
    document = skeleton("      hints:\n", "      baseUri: https://shop.test\n      hints:\n")
    (found,) = check(document)
    assert found.message == "unknown key `baseUri` in this tool"
    assert found.help == "`baseUri` is a key of: consumed API"


UNKNOWN = "    namespace: shop-mcp\n    color: red\n    shape: round\n    tool: none\n"


def test_unknown_keys_are_one_diagnostic_each() -> None:
    document = skeleton("    namespace: shop-mcp\n", UNKNOWN)
    assert [m[1] for m in marked(document, check(document))] == ["color", "shape", "tool"]


def test_unknown_keys_of_a_mapping_are_one_place_for_the_official_form() -> None:
    document = skeleton("    namespace: shop-mcp\n", UNKNOWN)
    found = official(document)
    assert [m[1] for m in marked(document, found)] == ["color"]
    assert found[0].message == "unknown keys `color`, `shape`, `tool` in this MCP adapter"
    labels = [document.text[label.span.start : label.span.end] for label in found[0].related]
    assert labels == ["shape", "tool"]


def test_all_missing_keys_of_a_mapping_are_one_diagnostic() -> None:
    document = parse("naftiko: 1.0.0-alpha2\ncapability: {exposes: [{type: mcp, tools: [{}]}]}")
    assert [d.message for d in check(document)] == [
        "missing keys `namespace`, `port` in this MCP adapter",
        "missing keys `name`, `call` or `steps` in this tool",
    ]


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        ("    port: 9090\n", "", ("NK202", "type", "  - type: mcp")),
        ("    port: 9090\n", "    port:\n", ("NK203", "port", "    port:")),
        ("    port: 9090\n", "    port:\n      a: b\n", ("NK203", "port", "    port:")),
        ("    port: 9090\n", "    port: [1]\n", ("NK203", "[1]", "    port: [1]")),
        ("    port: 9090\n", "    port: 0\n", ("NK204", "0", "    port: 0")),
        ("readOnly: true\n", "readOnly: yes\n", ("NK203", "yes", "        readOnly: yes")),
        ("  - type: mcp\n", "  - type: mpc\n", ("NK205", "mpc", "  - type: mpc")),
        ("  label: Shop\n", "", ("NK202", "info", "info:")),
        ("  - type: mcp\n", "  - mcp\n  - type: mcp\n", ("NK203", "mcp", "  - mcp")),
        ("  - type: mcp\n", "  - []\n  - type: mcp\n", ("NK203", "[]", "  - []")),
        ("    tools:\n", "    resources: []\n    tools:\n", ("NK206", "[]", "    resources: []")),
        ("    SHOP_TOKEN: SHOP_TOKEN\n", "    token: T\n", ("NK204", "token", "    token: T")),
        ("call: shop.get-item\n", "call: shop\n", ("NK204", "shop", "      call: shop")),
        ("call: shop.get-item\n", "call: ''\n", ("NK204", "''", "      call: ''")),
        ("id: shop-mcp.id\n", "id: true\n", ("NK203", "true", "        id: true")),
    ],
)
def test_the_place_is_small_and_exact(
    line: str, instead: str, expected: tuple[str, str, str]
) -> None:
    document = skeleton(line, instead)
    assert marked(document, check(document)) == [expected]


@pytest.mark.parametrize(
    ("line", "instead", "message", "help"),
    [
        ("    port: 9090\n", "    port: '9090'\n", "`port` must be a whole number; it is text",
         "write it without quotes"),
        ("        readOnly: true\n", "        readOnly: 'true'\n",
         "`readOnly` must be true or false; it is text", "write it without quotes"),
        ("  label: Shop\n", "  label: 24\n", "`label` must be text; it is a whole number",
         "put it in quotes"),
        ("  label: Shop\n", "  label:\n", "`label` must be text; it is empty", None),
        ("    port: 9090\n", "    port: 90900\n", "`90900` is out of range", "from 1 to 65535"),
        ("      type: bearer\n", "      type: baerer\n", "unknown authentication kind `baerer`",
         "did you mean `bearer`?"),
        ("        method: GET\n        input", "        method: OPTIONS\n        input",
         "unknown method `OPTIONS`", "one of: `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD`"),
        ("          in: path\n", "          in: somewhere\n", "unknown place `somewhere`",
         "one of: `query`, `header`, `path`, `cookie`, `body`"),
        ("          in: path\n", "          in: 1\n", "`in` must be one word; it is a whole number",
         "one of: `query`, `header`, `path`, `cookie`, `body`"),
        ("      call: shop.get-item\n", "      call: shop\n", "malformed reference `shop`",
         "A namespace, a dot and a name, such as `shop.get-item`."),
        ("    tools:\n", "    resources: []\n    tools:\n", "`resources` needs at least one entry",
         None),
        ("    port: 9090\n", "    transport: stdio\n    port: 9090\n", "`port` cannot stand here",
         "An adapter with `transport: stdio` has no port."),
        ("      call: shop.get-item\n", "",
         "missing key `call` or `steps` in this tool or function", None),
        ("  - type: mcp\n", "  -\n", "missing key `type` in this adapter",
         "one of: `rest`, `mcp`, `skill`, `control`"),
    ],
)  # fmt: skip
def test_the_words(line: str, instead: str, message: str, help: str | None) -> None:
    (found,) = check(skeleton(line, instead))
    assert (found.message, found.help) == (message, help)


def test_a_long_description_of_a_skill() -> None:
    text = TEXTS["skill"].replace("Sells items.", "x" * 1025)
    (found,) = check(parse(text))
    assert (found.message, found.help) == (
        "the text has 1025 characters",
        "at most 1024 are allowed",
    )


def test_keys_that_exclude_each_other() -> None:
    document = parse(
        TEXTS["mcp"].replace(
            "location: file:///buy.md", "location: file:///a, template: [{role: user, content: a}]"
        )
    )
    (found,) = check(document)
    assert found.message == "`location` and `template` exclude each other"
    assert marked(document, [found])[0][1] == "template"
    assert document.text[found.related[0].span.start : found.related[0].span.end] == "location"


@pytest.mark.parametrize(
    ("written", "mended"),
    [("'9090'", "9090"), ('"9090"', "9090")],
)
def test_quotes_are_taken_off(written: str, mended: str) -> None:
    (found,) = check(skeleton("9090", written))
    assert found.fix is not None
    assert found.fix.safe
    assert [edit.replacement for edit in found.fix.edits] == [mended]


@pytest.mark.parametrize("written", ["'0.5'", "'x'", "|\n      9090"])
def test_quotes_are_not_taken_off_other_texts(written: str) -> None:
    (found,) = check(skeleton("9090", written))
    assert found.fix is None


@pytest.mark.parametrize("written", ["24", "0x10", "1.5", "true", "~"])
def test_quotes_are_put_on_as_the_text_stands(written: str) -> None:
    (found,) = check(skeleton("label: Shop", f"label: {written}"))
    assert found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == [f'"{written}"']


def test_a_text_without_tree_has_been_told_by_the_reader() -> None:
    assert check(Document("a.yaml", "a: [")) == []
    assert official(Document("a.yaml", "a: [")) == []


def test_an_unknown_version_is_an_error() -> None:
    with pytest.raises(LookupError, match="no version 2"):
        check_official(parse(SKELETON), "2")


@pytest.mark.parametrize("judge", JUDGES.values(), ids=JUDGES)
def test_deep_nesting_is_one_diagnostic(judge: Judge) -> None:
    for depth in (DEPTH - 10, DEPTH + 10):
        output = "{type: array, mapping: $.a, items: " * depth + "{type: string, mapping: $}"
        document = skeleton(
            "      call: shop.get-item\n",
            f"      call: shop.get-item\n      outputParameters: [{output}{'}' * depth}]\n",
        )
        assert [d.code for d in judge(document)] == (["NK009"] if depth > DEPTH else [])


def test_the_verdict_is_that_of_the_schema_and_every_place_is_in_the_text() -> None:
    documents = [plain(text) for text in TEXTS.values()]
    words = Vocabulary(documents)
    verdicts = {name: verdict_of(schema(VERSION, name)) for name in JUDGES}
    accepted = 0
    for seed in range(150):
        random = Random(seed)
        data = mutate(random.choice(documents), random, words)
        document = from_data(data)
        for name, judge in JUDGES.items():
            found = judge(document)
            assert (found == []) == verdicts[name](data), json.dumps(data)
            assert found == sort(found) == judge(document)
            accepted += not found
            for diagnostic in found:
                assert 0 <= diagnostic.span.start < diagnostic.span.end <= len(document.text)
    assert 50 < accepted < 250
