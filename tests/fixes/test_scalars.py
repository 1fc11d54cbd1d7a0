"""Single values, written as YAML and read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.fixes.scalars import write_scalar
from naftiko_gen.source import ScalarValue, read, to_data

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_TRICKY = st.text(st.sampled_from(list("a0-:#{}[],'\"&*!|>%@`?~\\ \n\t\r\x85\u2028\ufeff./")))
_VALUES = st.one_of(
    _TEXT, _TRICKY, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False).map(abs)
).filter(lambda value: value != float("inf"))


@settings(max_examples=300, deadline=None)
@given(_VALUES, st.sampled_from(["", '"x"', "'x'"]))
def test_a_value_reads_as_itself(value: ScalarValue, like: str) -> None:
    for text, flow in (("k: {}\n", False), ("k: [{}, 1]\n", True), ("{}: 1\n", False)):
        if text.startswith("{}") and not isinstance(value, str):
            continue
        written = write_scalar(value, flow=flow, like=like)
        document, faults = read("", text.format(written).encode())
        assert document.root is not None, (written, faults)
        assert not faults or text.startswith("{}")
        expected = {"k": [value, 1]} if flow else {"k": value}
        data = to_data(document.root)
        assert data == (expected if text.startswith("k") else {value: 1})


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [
        ("/items/{{id}}", "", "/items/{{id}}"),
        ("{{id}}", "", '"{{id}}"'),
        ("yes", "", '"yes"'),
        ("012", "", '"012"'),
        ("a", "'b'", "'a'"),
        ("it's", "'b'", "'it''s'"),
        ("a", '"b"', '"a"'),
        ("a: b", "", '"a: b"'),
        ("a:b", "", "a:b"),
        ("", "", '""'),
    ],
)
def test_quotes(value: str, like: str, written: str) -> None:
    assert write_scalar(value, like=like) == written


def test_between_brackets_more_is_quoted() -> None:
    assert write_scalar("/items/{{id}}", flow=True) == '"/items/{{id}}"'
