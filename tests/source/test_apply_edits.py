from __future__ import annotations

import pytest

from naftiko_gen.source import Mapping, Scalar, Span, apply_edits, read


def test_edits_in_any_order() -> None:
    edits = [(Span(4, 5), "E"), (Span(0, 2), ""), (Span(2, 2), "__"), (Span(6, 6), "!")]

    assert apply_edits("abcdef", edits) == "__cdEf!"
    assert apply_edits("abcdef", reversed(edits)) == "__cdEf!"
    assert apply_edits("abcdef", []) == "abcdef"


def test_insertions_at_one_place_follow_each_other_as_given() -> None:
    assert apply_edits("ab", [(Span(1, 1), "2"), (Span(1, 1), "1"), (Span(1, 2), "B")]) == "a21B"


@pytest.mark.parametrize(
    "spans",
    [
        [Span(0, 2), Span(1, 3)],
        [Span(0, 3), Span(1, 2)],
        [Span(0, 3), Span(0, 3)],
        [Span(0, 3), Span(1, 1)],
    ],
)
def test_overlap(spans: list[Span]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [(span, "") for span in spans])


@pytest.mark.parametrize("span", [Span(-1, 0), Span(2, 4), Span(4, 4), Span(2, 1)])
def test_outside(span: Span) -> None:
    with pytest.raises(ValueError, match="no such place"):
        apply_edits("abc", [(span, "")])


def test_comments_and_layout_stay() -> None:
    text = "# Ä\r\na:   'old'   # why\r\nb: 𝄞\r\n"
    document, _ = read("x.yaml", text.encode())
    assert isinstance(document.root, Mapping)
    value = document.root.get("a")
    assert isinstance(value, Scalar)

    edited = apply_edits(document.text, [(value.span, '"new"')])

    assert edited == '# Ä\r\na:   "new"   # why\r\nb: 𝄞\r\n'
