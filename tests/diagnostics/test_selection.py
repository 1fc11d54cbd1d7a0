from __future__ import annotations

import pytest

from naftiko_gen.diagnostics.selection import Selection, UnknownSelector, selectors
from naftiko_gen.registry import RULES


@pytest.mark.parametrize(
    ("select", "ignore", "included"),
    [
        ("", "", "NK001 NK201 NK202 NK301"),
        ("NK2", "", "NK201 NK202"),
        ("NK201", "", "NK201"),
        ("", "NK2", "NK001 NK301"),
        ("NK2", "NK201", "NK202"),
        ("NK201", "NK2", "NK201"),
        ("NK", "NK2", "NK001 NK301"),
        ("NK201", "NK201", ""),
        ("NK2", "NK2", ""),
        ("NK NK202", "NK2", "NK001 NK202 NK301"),
        ("NK3", "NK202", "NK301"),
    ],
)
def test_the_longer_text_wins(select: str, ignore: str, included: str) -> None:
    selection = Selection(tuple(select.split()), tuple(ignore.split()))

    codes = ["NK001", "NK201", "NK202", "NK301"]

    assert [code for code in codes if selection.includes(code)] == included.split()


def test_several_in_one_text_and_in_either_case() -> None:
    assert selectors(["NK2, nk301", "nk"], RULES) == ("NK2", "NK301", "NK")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("NK3O1", "did you mean NK301?"),
        ("unresolved-call", "did you mean NK301?"),
        ("unresolved_call", "did you mean NK301?"),
        ("pycodestyle", "codes start with NK0, NK1, NK2, NK3, "),
        ("", "codes start with "),
        ("NK201x", "did you mean NK201?"),
    ],
)
def test_what_is_no_code_says_what_may_be_meant(word: str, hint: str) -> None:
    with pytest.raises(UnknownSelector) as caught:
        selectors(["NK2", word], RULES)

    assert f"no rule has the code {word!r}; {hint}" in str(caught.value)
