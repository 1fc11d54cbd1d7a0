from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.diagnostics.places import Places
from naftiko_gen.source import Node, read

TOOL = "capability/exposes/shop-mcp/tools/get-item"


def root(text: str) -> Node:
    found = read("spec.yaml", text.encode())[0].root
    assert found
    return found


def path(text: str, what: str) -> str:
    return Places(root(text)).path(text.index(what))


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("naftiko", "naftiko"),
        ("1.0.0-alpha2", "naftiko"),
        ("label", "info/label"),
        ("SHOP_TOKEN", "binds/env/keys/SHOP_TOKEN"),
        ("https", "capability/consumes/shop/baseUri"),
        ("- name: get-item", "capability/consumes/shop/resources/item/operations"),
        ("in: path", "capability/consumes/shop/resources/item/operations/get-item/"
         "inputParameters/id/in"),
        ("/items/{{id}}\n      name", "capability/exposes/shop-rest/resources/item/path"),
        ("readOnly", f"{TOOL}/hints/readOnly"),
        ("shop-mcp.id", f"{TOOL}/with/id"),
    ],
)  # fmt: skip
def test_in_a_capability(what: str, expected: str) -> None:
    assert path(SKELETON, what) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {b: [1, X]}\n", "a/b/*"),
        ("a:\n- {x: 1}\n- {name: n, X: 1}\n", "a/n/X"),
        ("a:\n- {namespace: s, path: p, X: 1}\n", "a/s/X"),
        ("a:\n- {method: GET, X: 1}\n", "a/GET/X"),
        ("a:\n- {name: 3, X: 1}\n", "a/*/X"),
        ("a:\n- {name: '', X: 1}\n", "a/*/X"),
        ("a:\n- {path: /i/~x, X: 1}\n", "a/~1i~1~0x/X"),
        ("a/b: X\n", "a~1b"),
        ("a:\n  b: 1\n  # X\n  c: 2\n", "a"),
        ("# X\na: 1\n", ""),
        ("[1, X]\n", "*"),
        ("X\n", ""),
        # What an alias repeats is found where it is written.
        ("a: &n {X: 1}\nb: *n\nc: *n\n", "a/X"),
        ("a: &n {x: 1}\nb: {<<: *n, y: X}\n", "b/y"),
    ],
)
def test_steps(text: str, expected: str) -> None:
    assert path(text, "X") == expected


def test_a_place_behind_the_text() -> None:
    assert Places(root("a:\n  b: 1\n\n\n")).path(12) == ""
    assert Places(None).path(0) == ""


def test_long_names_are_told_apart() -> None:
    first, second = (path(f"{'k' * 900}{end}: X\n", "X") for end in "ab")
    assert len(first) == len(second) < 80
    assert first != second


def test_many_places_in_a_wide_document() -> None:
    text = "".join(f"k{i}: [1, 2]\n" for i in range(20_000))
    places = Places(root(text))
    starts = [index for index, character in enumerate(text) if character == "k"]
    assert [places.path(start) for start in starts] == [f"k{i}" for i in range(20_000)]
