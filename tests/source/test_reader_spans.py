"""Where nodes stand, in code points: exact for each way to write them."""

from __future__ import annotations

import pytest

from naftiko_gen.source import (
    Document,
    Mapping,
    Node,
    PlainData,
    Scalar,
    Sequence,
    Span,
    find,
    read,
    to_data,
)


def tree(text: str) -> tuple[Document, Node]:
    document, faults = read("x.yaml", text.encode())
    assert faults == ()
    assert document.root is not None
    return document, document.root


def written(text: str, *path: str | int) -> str:
    document, root = tree(text)
    span = find(root, path).value.span
    return document.text[span.start : span.end]


def key(text: str, *path: str | int) -> str:
    document, root = tree(text)
    scalar = find(root, path).key
    assert scalar is not None
    return document.text[scalar.span.start : scalar.span.end]


@pytest.mark.parametrize(
    "value",
    [
        "plain text",
        "'it''s quoted'",
        '"esc\\u00e9aped \\" # no comment"',
        "é𝄞\u0301ü",
        "first\n  second\n\n  third",
        "'first\n  second'",
        '"first\\\n  second"',
        "[a, 'b']",
        "{a: b, 'c': [d]}",
        "{}",
        "[\n  a,\n  b # c\n  ]",
    ],
)
@pytest.mark.parametrize("properties", ["", "&x ", "!!@ ", "&x !!@ ", "!!@ &x  ", "&x # &y !z\n  "])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_values_are_marked_as_written(value: str, properties: str, line_break: str) -> None:
    tag = {"[": "seq", "{": "map"}.get(value[0], "str")
    before = f"𝄞: é\nkey: {properties}".replace("@", tag)
    text = f"{before}{value}  # comment\n\n# more\nnext: 1\n".replace("\n", line_break)

    assert written(text, "key") == value.replace("\n", line_break)
    assert key(text, "key") == "key"
    assert key(text, "next") == "next"
    assert written(text, "next") == "1"


@pytest.mark.parametrize(
    ("value", "trimmed"),
    [
        ("|\n  a\n  b\n", "|\n  a\n  b"),
        (">-\n  a\n\n  b\n\n\n", ">-\n  a\n\n  b"),
        ("|+\n  a\n\n\n", "|+\n  a"),
        ("|2 # c\n   a \t\n   \n", "|2 # c\n   a \t"),
        ("|\n\n\n", "|"),
        ("| # c\n\n", "| # c"),
        ("&x !!str # c\n  |\n  a\n# d\n", "|\n  a"),
    ],
)
@pytest.mark.parametrize("rest", ["", "next: 1\n", "# comment\nnext: 1\n"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_block_scalars_end_with_their_last_line(
    value: str, trimmed: str, rest: str, line_break: str
) -> None:
    text = f"key: {value}{rest}".replace("\n", line_break)

    assert written(text, "key") == trimmed.replace("\n", line_break)


@pytest.mark.parametrize(
    ("text", "path", "at"),
    [
        ("a:\nb: 1", ["a"], 2),
        ("a:   # c\n\n# d\nb: 1", ["a"], 2),
        ("a:", ["a"], 2),
        ("a :\n", ["a"], 3),
        ("a: &x\nb: 1", ["a"], 5),
        ("a: &x # c\n\nb: 1", ["a"], 5),
        ("- \n- b", [0], 1),
        ("-\n", [0], 1),
        ("- a:\n- b", [0, "a"], 4),
        ("{a, b: 1}", ["a"], 2),
        ("{a , b: 1}", ["a"], 2),
        ("{a: , b: 1}", ["a"], 3),
        ("{'a':}", ["a"], 5),
        ("{? a # :\n , b: 1}", ["a"], 4),
        ("? a\n? b\n: c\n", ["a"], 3),
        ("  ? a\n\n  ? b\n", ["a"], 5),
        ("? a\n:\n", ["a"], 5),
        ("[a: ]", [0, "a"], 3),
        ("{? a # b:\n : # c\n , d: e}", ["a"], 12),
    ],
)
def test_an_absent_value_stands_behind_its_colon(text: str, path: list[str | int], at: int) -> None:
    _, root = tree(text)
    value = find(root, path).value

    assert isinstance(value, Scalar)
    assert value.value is None
    assert value.span == Span(at, at)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("# c\na: 1\nb: 2 # d\n\n# e\n", [], "a: 1\nb: 2"),
        ("--- # c\n\n- a\n- b\n...\n", [], "- a\n- b"),
        ("a:\n  b:\n  - c\n  # d\n\ne: f", ["a"], "b:\n  - c"),
        ("a:\n- b\n- c: |\n    d\n\n\ne: f", ["a"], "- b\n- c: |\n    d"),
        ("a:\n- b\n-\n\ne: f", ["a"], "- b\n-"),
        ("a:\n  b:\n\n  # d\ne: f", ["a"], "b:"),
        ("a: &x\n  # c\n  b: 1\n", ["a"], "b: 1"),
        ("a: !!seq &x\n  # c\n  - b\n", ["a"], "- b"),
        ("&x\na: 1\n", [], "a: 1"),
        ("&x a: 1\n", [], "&x a: 1"),
        ("- &x\n  a: 1\n- *x\n", [], "- &x\n  a: 1\n- *x"),
        ("- - a\n  - b\n- c", [0], "- a\n  - b"),
        ("? a\n: b\n", [], "? a\n: b"),
        ("[a: b, c]", [0], "a: b"),
        ("[? a : [b] , c]", [0], "? a : [b]"),
        ("[a: {b: c} , d]", [0], "a: {b: c}"),
        ("a: [ b , c ] \n", ["a"], "[ b , c ]"),
    ],
)
def test_collections(text: str, path: list[str | int], expected: str) -> None:
    assert written(text, *path) == expected


def test_a_dropped_entry_is_part_of_its_mapping() -> None:
    document, faults = read("x.yaml", b"a:\n  b: 1\n  b: [2, 3]\nc: 4\n")

    assert len(faults) == 1
    assert document.root is not None
    assert find(document.root, ["a"]).value.span == Span(5, 21)
    assert to_data(document.root) == {"a": {"b": 1}, "c": 4}


@pytest.mark.parametrize(
    ("text", "written_keys", "names"),
    [
        ("a: 1\n'b c': 2\n\"d\\n\": 3", ["a", "'b c'", '"d\\n"'], ["a", "b c", "d\n"]),
        (
            "200: a\non: b\n0x10: c\n1.0: d",
            ["200", "on", "0x10", "1.0"],
            ["200", "on", "0x10", "1.0"],
        ),
        ("true: a\n.inf: b\n012: c", ["true", ".inf", "012"], ["true", ".inf", "012"]),
        ("&x é𝄞 : a\n? b\n: *x", ["é𝄞", "b"], ["é𝄞", "b"]),
        ("? |\n  a\n: b", ["|\n  a"], ["a\n"]),
        ("{a, 'b':1}", ["a", "'b'"], ["a", "b"]),
        ("!!str ~: a\n!!int 1: b", ["~", "1"], ["~", "1"]),
        ("'': a\n'~': b", ["''", "'~'"], ["", "~"]),
    ],
)
def test_keys(text: str, written_keys: list[str], names: list[str]) -> None:
    document, root = tree(text)
    assert isinstance(root, Mapping)
    spans = [entry.key.span for entry in root.entries]

    assert [document.text[span.start : span.end] for span in spans] == written_keys
    assert [entry.name for entry in root.entries] == names


def test_styles() -> None:
    _, root = tree("a: b\n'c': 'd'\ne: |\n  f\ng: [h]\ni:\n- {j: k}\nl: !!str m\n")
    assert isinstance(root, Mapping)
    sequence = root.get("i")
    assert isinstance(sequence, Sequence)
    plain = [e.value.plain for e in root.entries if isinstance(e.value, Scalar)]

    assert plain == [True, False, False, True]
    assert [entry.key.plain for entry in root.entries] == [True, False] + [True] * 4
    assert not root.flow
    assert not sequence.flow
    assert [
        node.flow
        for node in (root.get("g"), sequence.items[0])
        if not isinstance(node, Scalar) and node
    ] == [True, True]


def test_breaks_of_yaml_1_1_are_characters() -> None:
    text = "a: b\x85c\u2028d # e\u2029f: g\n# \x85h: i\n'j\u2029': \"\\N\ue000\\ue001\"\n"
    document, root = tree(text)

    assert to_data(root) == {"a": "b\x85c\u2028d", "j\u2029": "\x85\ue000\ue001"}
    assert written(text, "a") == "b\x85c\u2028d"
    assert key(text, "j\u2029") == "'j\u2029'"
    assert document.position(find(root, ["j\u2029"]).value.span.start) == (3, 7)


def test_a_text_that_uses_all_private_characters_keeps_its_places() -> None:
    text = "a: '" + "".join(map(chr, range(0xE000, 0xF900))) + "'\nb: 'c\u2028d'\n"

    assert written(text, "b") == "'c\u2028d'"


def test_an_alias_has_its_own_place_and_shares_what_is_below() -> None:
    text = "a: &A\n  b: [1]\nc: *A\nd: &D 12\ne:\n- *D\n"
    document, root = tree(text)
    anchored, alias = find(root, ["a"]).value, find(root, ["c"]).value

    assert written(text, "c") == "*A"
    assert written(text, "e", 0) == "*D"
    assert isinstance(anchored, Mapping)
    assert isinstance(alias, Mapping)
    assert alias.entries is anchored.entries
    assert to_data(root) == {"a": {"b": [1]}, "c": {"b": [1]}, "d": 12, "e": [12]}
    assert document.position(find(root, ["e"]).value.span.end) == (6, 5)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &x 0x10\n*x : b", {"a": 16, "0x10": "b"}),
        ("&x a: b\nc: *x", {"a": "b", "c": "a"}),
        ("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}),
        ("a: &x [&x b, *x]\nc: *x", {"a": ["b", "b"], "c": "b"}),
        ("a: &x\nb: *x", {"a": None, "b": None}),
        ("- &x {a: &y 1}\n- *y\n- {b: *x}", [{"a": 1}, 1, {"b": {"a": 1}}]),
    ],
)
def test_aliases(text: str, data: object) -> None:
    assert to_data(tree(text)[1]) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x, c: 4}", {"b": 3, "a": 1, "c": 4}),
        ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", {"a": 1, "b": 3}),
        ("x: [&x {a: 1}, &z {a: 2, b: 2}]\ny: {<<: [*x, *z], c: 3}", {"a": 1, "b": 2, "c": 3}),
        ("x: [&x {a: 1}, &z {b: 2, <<: *x}]\ny:\n  <<: *z", {"b": 2, "a": 1}),
        ("x:\ny: {<<: {a: 1}}", {"a": 1}),
        ("x:\ny: {<<: [{a: 1}, {a: 2}]}", {"a": 1}),
        ("x:\ny: {<<: [], a: 1}", {"a": 1}),
        ("x: &x {a: 1, '<<': 2}\ny: {<<: *x}", {"a": 1, "<<": 2}),
        ("x:\ny: {'<<': 1, <<: {a: 1}}", {"<<": 1, "a": 1}),
        ("x:\ny: {!!str <<: 1}", {"<<": 1}),
        ("x:\ny: <<", "<<"),
    ],
)
def test_merge_keys(text: str, data: PlainData) -> None:
    _, root = tree(text)
    value = to_data(find(root, ["y"]).value)

    assert value == data
    if isinstance(value, dict) and isinstance(data, dict):
        assert list(value) == list(data)


def test_merged_entries_keep_their_places() -> None:
    text = "x: &x {a: 1}\ny:\n  <<: *x\n  b: 2\n"
    document, root = tree(text)
    place = find(root, ["y", "a"])

    assert place.key is not None
    assert document.position(place.key.span.start) == (1, 8)
    assert written(text, "y", "a") == "1"
    assert written(text, "y") == "<<: *x\n  b: 2"


def test_lookup_in_a_large_mapping_is_quick() -> None:
    # Without an index this is five thousand million comparisons.
    count = 100_000
    _, root = tree("".join(f"k{number}: {number}\n" for number in range(count)))
    assert isinstance(root, Mapping)

    for number in range(count):
        value = root.get(f"k{number}")
        assert isinstance(value, Scalar)
        assert value.value == number
    assert root.get("k") is None
