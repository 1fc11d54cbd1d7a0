from __future__ import annotations

import pytest

from naftiko_gen.schema.words import closest, listed, shown

KEYS = ["name", "method", "inputParameters", "outputParameters", "operations", "description", "in"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("opertions", "operations"),
        ("operatoins", "operations"),
        ("operation", "operations"),
        ("nmae", "name"),
        ("Name", "name"),
        ("input_parameters", "inputParameters"),
        ("output-parameters", "outputParameters"),
        ("inn", "in"),
        ("desc", "description"),
        ("de", None),
        ("path", None),
        ("", None),
        ("-", None),
        ("operations" * 10, None),
    ],
)
def test_a_misspelling_resembles_one_key(text: str, meant: str | None) -> None:
    assert closest(text, KEYS) == meant


def test_digits_are_no_misspelling() -> None:
    assert closest("oauth1", ["oauth2"]) is None
    assert closest("oath2", ["oauth2"]) == "oauth2"


def test_first_letters_of_several_words_mean_none() -> None:
    assert closest("abc", ["abcdefgh", "abcxyzuv"]) is None


def test_lists_are_written_as_people_write_them() -> None:
    assert listed(["a"], " or ") == "`a`"
    assert listed(["a", "b", "c"], " or ") == "`a`, `b` or `c`"
    assert listed(["a", "b"]) == "`a`, `b`"


def test_long_texts_are_cut() -> None:
    assert shown("x" * 40) == f"`{'x' * 40}`"
    assert shown("x" * 41) == f"`{'x' * 39}…`"
