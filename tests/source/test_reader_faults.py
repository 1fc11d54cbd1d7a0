"""Each kind of fault, at its exact place, and what is left of the tree."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from naftiko_gen.source import Document, Fault, FaultKind, Limits, Span, read, to_data


def one_fault(text: str | bytes, limits: Limits | None = None) -> tuple[Document, Fault]:
    data = text if isinstance(text, bytes) else text.encode()
    document, faults = read("x.yaml", data, limits)
    assert len(faults) == 1, faults
    return document, faults[0]


def place(document: Document, span: Span) -> str:
    line, column = document.position(span.start)
    return f"{line}:{column} {document.text[span.start : span.end]}"


# text, where and what is marked, words of the message
SYNTAX = [
    ("a: 1\nfoo\nb: 2\n", "2:1 foo", "':' is missing behind this key"),
    ("a: [1, 2\nb: 3\n", "2:2 :", "',' or ']' is missing"),
    ("{a: 1\n", "2:1 ", "',' or '}' is missing"),
    ("a: 'x\nb: 3\n", "1:4 'x", "quote is never closed"),
    ("a: 'x\n---\nb: 3\n", "1:4 'x", "not closed within the document"),
    ('é𝄞: "\\q"', "1:6 \\", "starts no escape"),
    ('a: "\\xZ1"', "1:7 Z", "hexadecimal digits are missing"),
    ('a: "\\ud83d\\ude00"', "1:7 d", "names no character"),
    ("a:\n  b: 1\n c: 2\n", "3:2 c", "a key is expected"),
    ("a: b\n  c: d\n", "2:4 :", "':' cannot stand here"),
    ("a: b: c\n", "1:5 :", "':' cannot stand here"),
    ("a: - b", "1:4 -", "a list item cannot start here"),
    ("a:\n  - x\n  y: 1\n", "3:3 y", "a list item, '- ', is expected"),
    ("a: @x", "1:4 @", "'@' cannot start a value"),
    ("a: `x`", "1:4 `", "'`' cannot start a value"),
    ("a: 1\n\tb: 2\n", "2:1 \t", "tab cannot indent"),
    ("a:\n\t- b", "2:1 \t", "tab cannot indent"),
    ("a: |\n \t\n\ty\n", "2:2 \t", "tab cannot indent"),
    ("key: }", "1:6 }", "a value or a closing bracket is missing"),
    ("a: ? b", "1:4 ?", "'?' cannot stand here"),
    ("a: *.test", "1:5 .", "needs a name"),
    ("a: >0\n x", "1:5 0", "digit from 1 to 9"),
    ("a: |2x\n", "1:6 x", "only a comment may stand here"),
    ("a: !x!y z", "1:4 !", "handle is not declared"),
    ("%FOO\n---\na", "1:5 ", "no directive"),
    ("%YAML 3.0\n---\na", "1:1 %", "version of YAML is not known"),
    ("a: !<x", "1:7 ", "while scanning a tag, did not find the expected '>'"),
    ("a: 1\n...\nb: 2\n", "3:1 b", "behind the end of the document"),
    ("a: 1\r\rb: *q\r", "3:4 *q", "no anchor &q stands before"),
    ("a: *b\nb: &b 1", "1:4 *b", "no anchor &b stands before"),
]

FATAL = [
    (FaultKind.EMPTY, "", "1:1 ", "the file holds nothing"),
    (FaultKind.EMPTY, "\n \n", "1:1 ", "the file holds nothing"),
    (FaultKind.EMPTY, "# a\n\n# b\n", "1:1 ", "nothing but comments"),
    (FaultKind.EMPTY, "--- # a\n", "1:1 ", "nothing but comments"),
    (FaultKind.SEVERAL_DOCUMENTS, "a: 1\n---\nb: 1\n", "2:1 ---", "second document"),
    (FaultKind.SEVERAL_DOCUMENTS, "---\n--- # b\n", "2:1 ---", "second document"),
    (FaultKind.SEVERAL_DOCUMENTS, "a: 1\n%YAML 1.2\n---\n[", "3:1 ---", "second document"),
    (FaultKind.CYCLE, "&a [b, *a]", "1:8 *a", "inside what it repeats"),
    (FaultKind.CYCLE, "a: &a\n  b: {c: *a}", "2:10 *a", "inside what it repeats"),
    (FaultKind.CYCLE, "? &a [*a]\n: b", "1:7 *a", "inside what it repeats"),
    (FaultKind.CYCLE, "&a\nb: 1\n<<: *a\n", "3:5 *a", "inside what it repeats"),
    (FaultKind.CHARACTER, "a: b\nc: d\0e", "2:5 \0", "U+0000"),
    (FaultKind.CHARACTER, "é: '𝄞\x7f'", "1:6 \x7f", "write it as \\x7F in double quotes"),
    (FaultKind.CHARACTER, "a: \x1b[31m", "1:4 \x1b", "U+001B"),
    (FaultKind.CHARACTER, "# \x9f", "1:3 \x9f", "U+009F"),
    (FaultKind.CHARACTER, "a: \ufffe", "1:4 \ufffe", "write it as \\uFFFE"),
]

KEPT: list[tuple[FaultKind, str, str, str, Any]] = [
    (FaultKind.DUPLICATE_KEY, "a: 1\nb: 2\na: 3\n", "3:1 a", "second time", {"a": 1, "b": 2}),
    (FaultKind.DUPLICATE_KEY, "{a: 1, 'a': 3}", "1:8 'a'", "second time", {"a": 1}),
    (FaultKind.DUPLICATE_KEY, "1: a\n'1': b", "2:1 '1'", "second time", {"1": "a"}),
    (FaultKind.DUPLICATE_KEY, "&x a: b\n*x : c", "2:1 *x", "second time", {"a": "b"}),
    (FaultKind.DUPLICATE_KEY, "<<: {a: 1}\n<<: {b: 1}", "2:1 <<", "second time", {"a": 1}),
    (FaultKind.COMPLEX_KEY, "? [a]\n: b\nc: d", "1:3 [a]", "not a list", {"c": "d"}),
    (FaultKind.COMPLEX_KEY, "c: d\n? - a\n: b", "2:3 - a", "not a list", {"c": "d"}),
    (FaultKind.COMPLEX_KEY, "{{a: b}: c}", "1:2 {a: b}", "not a mapping", {}),
    (FaultKind.COMPLEX_KEY, "~: c", "1:1 ~", "not null", {}),
    (FaultKind.COMPLEX_KEY, "a: 1\nnull: c", "2:1 null", "not null", {"a": 1}),
    (FaultKind.COMPLEX_KEY, "? \n: c", "1:2 ", "not null", {}),
    (FaultKind.COMPLEX_KEY, "a: &x ~\n*x : c", "2:1 *x", "not null", {"a": None}),
    (FaultKind.COMPLEX_KEY, "a: &x [1]\n*x : c", "2:1 *x", "not a list", {"a": [1]}),
    (FaultKind.MERGE_KEY, "a: b\n<<: c", "2:5 c", "must be a mapping", {"a": "b"}),
    (FaultKind.MERGE_KEY, "<<:\na: b", "1:4 ", "must be a mapping", {"a": "b"}),
    (FaultKind.MERGE_KEY, "<<: [{a: 1}, 2]", "1:5 [{a: 1}, 2]", "must be a mapping", {}),
    (FaultKind.TAG, "a: !foo 1", "1:4 !foo", "no meaning here", {"a": 1}),
    (FaultKind.TAG, "a: &x # !y\n  !foo\n  {b: 1}", "2:3 !foo", "no meaning", {"a": {"b": 1}}),
    (FaultKind.TAG, "a: !foo &x [1]", "1:4 !foo", "no meaning here", {"a": [1]}),
    (FaultKind.TAG, "a: !<x:[y],z> 'é'", "1:4 !<x:[y],z>", "no meaning here", {"a": "é"}),
    (FaultKind.TAG, "!foo a: 1", "1:1 !foo", "no meaning here", {"a": 1}),
    (FaultKind.TAG, "[!foo , 1]", "1:2 !foo", "no meaning here", [None, 1]),
    (FaultKind.TAG, "a: !!python/name:os.system x", "1:4 !!python/name:os.system", "", {"a": "x"}),
    (FaultKind.TAG, "a: !!int b", "1:4 !!int", "does not fit", {"a": "b"}),
    (FaultKind.TAG, "a: !!int '1.5'", "1:4 !!int", "does not fit", {"a": "1.5"}),
    (FaultKind.TAG, "a: !!bool yes", "1:4 !!bool", "does not fit", {"a": "yes"}),
    (FaultKind.TAG, "a: !!map [1]", "1:4 !!map", "does not fit", {"a": [1]}),
    (FaultKind.TAG, "a: !!str [1]", "1:4 !!str", "does not fit", {"a": [1]}),
    (FaultKind.TAG, "a: !!seq 1", "1:4 !!seq", "does not fit", {"a": 1}),
    (FaultKind.NUMBER, "a: .inf", "1:4 .inf", "JSON has no number", {"a": ".inf"}),
    (FaultKind.NUMBER, "a: 1e999", "1:4 1e999", "too large", {"a": "1e999"}),
    (FaultKind.NUMBER, "a: !!float .nan", "1:12 .nan", "JSON has no number", {"a": ".nan"}),
    (FaultKind.AMBIGUOUS_SCALAR, "a: 012", "1:4 012", "number 12 here", {"a": 12}),
    (FaultKind.AMBIGUOUS_SCALAR, "- 0o17", "1:3 0o17", "number 15 here", [15]),
    (FaultKind.AMBIGUOUS_SCALAR, "1_000", "1:1 1_000", "text here", "1_000"),
    (FaultKind.AMBIGUOUS_SCALAR, "a: &b yes\nc: *b", "1:7 yes", "text", {"a": "yes", "c": "yes"}),
]


@pytest.mark.parametrize(("text", "where", "words"), SYNTAX)
def test_syntax(text: str, where: str, words: str) -> None:
    document, fault = one_fault(text)

    assert fault.kind is FaultKind.SYNTAX
    assert place(document, fault.span) == where
    assert words in fault.message
    assert document.root is None


@pytest.mark.parametrize(("kind", "text", "where", "words"), FATAL)
def test_no_tree_is_left(kind: FaultKind, text: str, where: str, words: str) -> None:
    document, fault = one_fault(text)

    assert fault.kind is kind
    assert place(document, fault.span) == where
    assert words in fault.message
    assert document.root is None
    assert document.text == text


@pytest.mark.parametrize(("kind", "text", "where", "words", "data"), KEPT)
def test_the_rest_is_kept(kind: FaultKind, text: str, where: str, words: str, data: Any) -> None:
    document, fault = one_fault(text)

    assert fault.kind is kind
    assert place(document, fault.span) == where
    assert words in fault.message
    assert document.root is not None
    assert to_data(document.root) == data


# One million of anything is allowed, but for what the test is about.
GENEROUS = Limits(size=10**6, depth=100, nodes=10**6, aliased=10**6)

LIMITS = [
    ("size", 4, FaultKind.TOO_LARGE, "a: b", "a: bc", "1:1 "),
    ("nodes", 5, FaultKind.TOO_LARGE, "[a, b, {}, d]", "[a, b, {}, d, e]", "1:15 e"),
    ("depth", 3, FaultKind.TOO_DEEP, "[[{a: 1}]]", "[[{a: []}]]", "1:7 ["),
    ("depth", 2, FaultKind.TOO_DEEP, "a:\n- b", "a:\n- b: c", "2:3 "),
    ("depth", 2, FaultKind.TOO_DEEP, "[&a [], *a]", "[&a [], [*a]]", "1:10 *a"),
    ("depth", 3, FaultKind.TOO_DEEP, "[&a [[]], *a]", "[&a [[]], [*a]]", "1:12 *a"),
    (
        "aliased",
        6,
        FaultKind.ALIAS_EXPANSION,
        "[&a [b, c], *a, *a]",
        "[&a [b, c, d], *a, *a]",
        "1:20 *a",
    ),
    (
        "aliased",
        3,
        FaultKind.ALIAS_EXPANSION,
        "[&a {b: c}, *a]",
        "[&a {b: c}, {<<: *a, d: *a}]",
        "1:25 *a",
    ),
]


@pytest.mark.parametrize(("name", "limit", "kind", "inside", "outside", "where"), LIMITS)
def test_limits(
    name: str, limit: int, kind: FaultKind, inside: str, outside: str, where: str
) -> None:
    limits = dataclasses.replace(GENEROUS, **{name: limit})

    assert read("x.yaml", inside.encode(), limits)[1] == ()
    document, fault = one_fault(outside, limits)

    assert fault.kind is kind
    assert place(document, fault.span) == where
    assert str(limit) in fault.message
    assert document.root is None


def test_places_of_the_other_half() -> None:
    document, fault = one_fault("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    assert [(place(document, span), word) for span, word in fault.related] == [
        ("3:3 c", "first here")
    ]

    document, fault = one_fault("a:\n- [1, 2\nb: 3\n")
    assert [(place(document, span), word) for span, word in fault.related] == [
        ("2:3 [", "the list opens here")
    ]


def test_a_third_key_points_to_the_first() -> None:
    document, faults = read("x.yaml", b"a: 1\na: 2\na: 3\n")

    assert [place(document, fault.span) for fault in faults] == ["2:1 a", "3:1 a"]
    assert [fault.related for fault in faults] == [((Span(0, 1), "first here"),)] * 2


def test_all_are_reported_in_the_order_of_the_text() -> None:
    text = "? [012]\n: !x yes\n<<: 1\nb: .inf\nb: 0o7\nc: [1\n"
    document, faults = read("x.yaml", text.encode())

    assert [(fault.kind.name, place(document, fault.span)) for fault in faults] == [
        ("COMPLEX_KEY", "1:3 [012]"),
        ("AMBIGUOUS_SCALAR", "1:4 012"),
        ("TAG", "2:3 !x"),
        ("MERGE_KEY", "3:5 1"),
        ("NUMBER", "4:4 .inf"),
        ("DUPLICATE_KEY", "5:1 b"),
        ("AMBIGUOUS_SCALAR", "5:4 0o7"),
        ("SYNTAX", "7:1 "),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_cut_off_by_its_collector(ending: str) -> None:
    lines = (
        "a: 1",
        "b:",
        "  c: d",
        "  descr",
        "",
        "# --- truncated at 32 KB (46 KB total) ---",
        "# Source: x",
        "",
    )
    document, fault = one_fault(ending.join(lines))

    assert fault.kind is FaultKind.SYNTAX
    assert place(document, fault.span) == "4:3 descr"
    assert "cut off" in fault.message
    assert fault.related == ()


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb c\nd: 1\n\n# --- truncated at 32 KB ---\n",
        "a: 1\n# --- truncated at 32 KB ---\nb c\n",
    ],
)
def test_a_fault_before_or_behind_the_cut_is_none_of_it(text: str) -> None:
    assert "':' is missing" in one_fault(text)[1].message


def test_a_cut_that_leaves_yaml_is_no_fault() -> None:
    assert read("x.yaml", b"a: 1\nb: fa\n# --- truncated at 32 KB ---\n")[1] == ()
