"""JSON reads back what was written."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.emit import jsontext
from naftiko_gen.emit.characters import HIDDEN
from naftiko_gen.ir import JsonValue
from tests.emit.texts import TEXT


def _containers(inner: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    lists: st.SearchStrategy[JsonValue] = st.lists(inner, max_size=3)
    tables: st.SearchStrategy[JsonValue] = st.dictionaries(TEXT, inner, max_size=3)
    return lists | tables


SCALARS: st.SearchStrategy[JsonValue] = st.one_of(
    TEXT, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()
)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(SCALARS, _containers, max_leaves=8)


@given(VALUES)
def test_a_document_reads_back(value: JsonValue) -> None:
    written = jsontext.document(value).text
    # A pair of surrogates is one character in JSON, two in a Python string.
    assert json.loads(written) == json.loads(json.dumps(value))
    assert not HIDDEN.search(written.replace("\n", ""))
    written.encode()


def test_how_a_document_looks() -> None:
    value: JsonValue = {"b": [1, 2.5, None], "a": {"é 🚀": 'x"\\\n'}, "c": [], "d": {}}
    assert jsontext.document(value).text == (
        '{\n  "b": [\n    1,\n    2.5,\n    null\n  ],\n'
        '  "a": {\n    "é 🚀": "x\\"\\\\\\n"\n  },\n  "c": [],\n  "d": {}\n}'
    )


def test_what_cannot_be_seen_is_escaped() -> None:
    hidden = "\x7f\u2028\u202e\ufeff\ud800\U000e0041"
    assert jsontext.document(hidden).text == ('"\\u007f\\u2028\\u202e\\ufeff\\ud800\\udb40\\udc41"')


@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_infinity_is_no_json(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        jsontext.document([value])
