from __future__ import annotations

import keyword
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.lowering import is_package_name, package_name
from naftiko_gen.lowering.names import LONGEST, identifiers, pascal, snake, variable
from naftiko_gen.lowering.reserved import BUILTINS, KEYWORDS

NAMES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["class", "Class", "self", "__init__", "match", "list", "l", "O", "a" * 300]),
    st.from_regex(r"[A-Za-z_.\-$\[\]]{1,60}", fullmatch=True),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("listrooms", "listrooms"),
        ("get-item", "get_item"),
        ("getV2Rooms", "get_v2_rooms"),
        ("HTTPServerID", "http_server_id"),
        ("$filter", "filter"),
        ("filter[name]", "filter_name"),
        ("id.project", "id_project"),
        ("100ms", "x_100_ms"),
        ("class", "class_"),
        ("l", "l_"),
        ("__init__", "init"),
    ],
)
def test_snake(name: str, expected: str) -> None:
    assert snake(name) == expected


def test_clashing_names_all_get_a_suffix_of_their_own() -> None:
    names = identifiers(["a-b", "a_b", "A.b", "other"])
    assert len(set(names.values())) == 4
    assert names["other"] == "other"
    assert all(re.fullmatch(r"a_b_[0-9a-f]{4}", names[n]) for n in ("a-b", "a_b", "A.b"))


def test_a_name_that_looks_like_a_suffixed_one_is_told_apart() -> None:
    suffixed = identifiers(["a-b", "a_b"])["a-b"]
    names = identifiers(["a-b", "a_b", suffixed])
    assert len(set(names.values())) == 3


@given(st.lists(NAMES, max_size=12), st.randoms(use_true_random=False))
def test_identifiers_are_good_unique_and_independent_of_order(
    names: list[str], shuffle: random.Random
) -> None:
    result = identifiers(names, {"self", "request"} | BUILTINS)
    assert set(result) == set(names)
    assert len({text.lower() for text in result.values()}) == len(set(names))
    for text in result.values():
        assert text.isascii()
        assert text.isidentifier()
        assert not keyword.iskeyword(text)
        assert text not in {"self", "request", "l", "O", "I"} | BUILTINS
        assert not text.startswith("_")
        assert len(text) <= LONGEST + 60
    shuffled = list(names)
    shuffle.shuffle(shuffled)
    assert identifiers(shuffled, {"self", "request"} | BUILTINS) == result


@given(NAMES)
def test_other_names_are_good_too(name: str) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", variable(name))
    assert pascal(snake(name), "Client").isidentifier()
    assert is_package_name(package_name(name))


def test_keywords_are_those_of_this_python() -> None:
    assert set(keyword.kwlist) <= KEYWORDS


@pytest.mark.parametrize("name", ["json", "class", "mcp", "_x", "A", "1a", "", "ä", "a-b", "test"])
def test_package_names_that_are_refused(name: str) -> None:
    assert not is_package_name(name)
