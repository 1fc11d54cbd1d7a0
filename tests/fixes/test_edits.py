"""What becomes of a text when its tree changes: small changes, every other character kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from naftiko_gen.dialect.rewrite import at, with_key, with_value, without
from naftiko_gen.fixes.layout import Refused
from naftiko_gen.source import Entry, Mapping, Node, PlainData, Scalar, Sequence
from tests.fixes.trees import edited, node

Change = Callable[[Node], Node]


def rename(old: str, new: str) -> Change:
    return lambda root: with_key(_mapping(root), old, new)


def delete(*keys: str) -> Change:
    return lambda root: without(_mapping(root), *keys)


def insert(key: str, value: PlainData, behind: str | None = None) -> Change:
    def change(root: Node) -> Node:
        mapping = _mapping(root)
        names = [entry.name for entry in mapping.entries]
        place = names.index(behind) + 1 if behind else len(names)
        span = mapping.entries[0].key.span
        entry = Entry(Scalar(span, key), node(value, span))
        return replace(mapping, entries=(*mapping.entries[:place], entry, *mapping.entries[place:]))

    return change


def put(key: str, value: PlainData) -> Change:
    def change(root: Node) -> Node:
        entry = _mapping(root).entry(key)
        assert entry
        return with_value(_mapping(root), key, node(value, entry.value.span))

    return change


def drop(index: int) -> Change:
    def change(root: Node) -> Node:
        assert isinstance(root, Sequence)
        return replace(root, items=(*root.items[:index], *root.items[index + 1 :]))

    return change


def append(value: PlainData) -> Change:
    def change(root: Node) -> Node:
        assert isinstance(root, Sequence)
        return replace(root, items=(*root.items, node(value, root.span)))

    return change


def below(path: str, change: Change) -> Change:
    return lambda root: at(root, path, change)


def _mapping(root: Node) -> Mapping:
    assert isinstance(root, Mapping)
    return root


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: 1 # one\nb: 2\n", rename("a", "c"), "c: 1 # one\nb: 2\n"),
        ('"a": 1\n', rename("a", "c"), '"c": 1\n'),
        ("{a: 1, b: 2}\n", rename("b", "c"), "{a: 1, c: 2}\n"),
        ("a: x # one\n", put("a", "y"), "a: y # one\n"),
        ("a: 'x'\n", put("a", "y"), "a: 'y'\n"),
        ("a:\nb: 1\n", put("a", "y"), "a: y\nb: 1\n"),
        # Entries of a block.
        ("a: 1\n# two\nb: 2 # b\nc: 3\n", delete("b"), "a: 1\n# two\nc: 3\n"),
        ("a: 1\nb:\n  x: [1,\n    2]\n", delete("b"), "a: 1\n"),
        ("a: 1\r\nb: 2\r\nc: 3\r\n", delete("b"), "a: 1\r\nc: 3\r\n"),
        ("a: |\n  text\n\nb: 2\n", delete("a"), "\nb: 2\n"),
        ("a: 1\nb: 2", delete("b"), "a: 1\n"),
        ("- a: 1\n  b: 2\n", below("*", delete("a")), "- b: 2\n"),
        ("- a: 1\n  b: 2\n  c: 3\n", below("*", delete("a", "b")), "- c: 3\n"),
        ("a: 1 # one\nc: 3\n", insert("b", 2, "a"), "a: 1 # one\nb: 2\nc: 3\n"),
        ("- a: 1\n", below("*", insert("b", {"x": [1]})), "- a: 1\n  b:\n    x:\n    - 1\n"),
        ("a: 1", insert("b", 2), "a: 1\nb: 2"),
        ("a: 1\r\n", insert("b", 2), "a: 1\r\nb: 2\r\n"),
        ("k:\n  - 1\na:\n  x: 1\n", insert("b", ["y"]), "k:\n  - 1\na:\n  x: 1\nb:\n  - y\n"),
        # Entries between brackets.
        ("{a: 1, b: 2, c: 3}\n", delete("a"), "{b: 2, c: 3}\n"),
        ("{a: 1, b: 2, c: 3}\n", delete("b", "c"), "{a: 1}\n"),
        ("{a: 1, b: 2,}\n", delete("b"), "{a: 1,}\n"),
        ("{a: 1}\n", delete("a"), "{}\n"),
        ("k: {a: 1}\n", below("k", insert("b", "x,y")), 'k: {a: 1, b: "x,y"}\n'),
        ('{\n  "a": 1\n}\n', insert("b", {"c": True}), '{\n  "a": 1,\n  "b": {"c": true}\n}\n'),
        # Items.
        ("- 1\n- 2 # two\n- 3\n", drop(1), "- 1\n- 3\n"),
        ("k:\n- 1\n- 2\nl: 3\n", below("k", drop(0)), "k:\n- 2\nl: 3\n"),
        ("k:\n  - 1\n  # x\n", below("k", append({"a": 1})), "k:\n  - 1\n  - a: 1\n  # x\n"),
        ("[1, 2, 3]\n", drop(2), "[1, 2]\n"),
        ("k: [1]\n", below("k", append("x")), "k: [1, x]\n"),
    ],
)  # fmt: skip
def test_change(before: str, change: Change, after: str) -> None:
    assert edited(before, change) == after


@pytest.mark.parametrize(
    ("before", "change", "reason"),
    [
        ("k:\n  a: 1\n", below("k", delete("a")), "nothing else would be left"),
        ("- 1\n", drop(0), "nothing else would be left"),
        ("a: |\n  text\n", put("a", "y"), "a block scalar"),
        ("x: &x {a: 1, b: 2}\ny: *x\n", below("y", delete("a")), "an alias"),
        ("x: &x\n  a: {c: 1, d: 2}\ny: *x\n", below("y/a", delete("c")), "several places"),
        ("d: &d {a: 1}\nk:\n  <<: *d\n  b: 2\n", below("k", delete("b")), "a merge key"),
        ("? a\n: 1\n? b\n: 2\n", delete("b"), "the same line|a complex key"),
        ("{a: 1, # one\n b: 2}\n", delete("a"), "a comment"),
        ("- a: 1\n  # two\n  b: 2\n", below("*", delete("a")), "something else"),
        ("a: 1\n", put("a", {"b": 2}), "another kind"),
        ("k: [a: 1]\n", below("k/*", delete("a")), "no brackets"),
    ],
)
def test_refused(before: str, change: Change, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        edited(before, change)


def test_what_moves_takes_its_comments_along() -> None:
    def split(root: Node) -> Node:
        assert isinstance(root, Sequence)
        (first,) = root.items
        operations = _mapping(first).get("of")
        assert isinstance(operations, Sequence)
        parts = [
            with_value(_mapping(first), "of", replace(operations, items=(each,)))
            for each in operations.items
        ]
        return replace(root, items=tuple(parts))

    before = "- p: 1\n  of:\n  - a: 1 # one\n    # of b\n    b: 2\n  - a: 3 # three\n"
    after = "- p: 1\n  of:\n  - a: 1 # one\n    # of b\n    b: 2\n- p: 1\n  of:\n  - a: 3 # three\n"
    assert edited(before, split) == after
