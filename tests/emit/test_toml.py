"""TOML reads back what was written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.emit import toml
from naftiko_gen.emit.characters import HIDDEN
from tests.emit.texts import TEXT


def _scalar(value: str) -> str:
    """What TOML can hold of a text: it has no lone surrogates."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)


@given(TEXT)
def test_a_string_reads_back(value: str) -> None:
    written = toml.string(value).text
    assert tomllib.loads(f"x = {written}") == {"x": _scalar(value)}
    assert not HIDDEN.search(written)


@given(TEXT)
def test_a_key_reads_back(value: str) -> None:
    assert tomllib.loads(f"{toml.key(value)} = 1") == {_scalar(value): 1}


@given(st.lists(TEXT, max_size=5), st.integers(0, 80))
def test_an_array_reads_back(values: list[str], lead: int) -> None:
    written = toml.array(values, lead).text
    assert tomllib.loads(f"x = {written}") == {"x": [_scalar(value) for value in values]}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ('C:\\x "y"', '"C:\\\\x \\"y\\""'),
        ("a\n\t\r\b\f\x00\x7f", '"a\\n\\t\\r\\b\\f\\u0000\\u007F"'),
        ("café 🚀", '"café 🚀"'),
        ("\u202e\ud800\U000e0041", '"\\u202E\ufffd\\U000E0041"'),
    ],
)
def test_how_strings_look(value: str, written: str) -> None:
    assert toml.string(value).text == written


def test_how_keys_look() -> None:
    assert toml.key("room-id_1").text == "room-id_1"
    assert [toml.key(value).text for value in ("", "a b", "a.b")] == ['""', '"a b"', '"a.b"']


def test_arrays_fill_the_line() -> None:
    assert toml.array([]).text == "[]"
    assert toml.array(["a", "b"]).text == '["a", "b"]'
    assert toml.array(["a" * 73], lead=11).text == f'["{"a" * 73}"]'
    assert toml.array(["a" * 73], lead=12).text == f'[\n    "{"a" * 73}",\n]'
