"""Queries and fragments in consumed paths."""

from __future__ import annotations

import pytest

from naftiko_gen.ir import Field
from tests.dialect.shop import judge

ITEMS = """\
- name: items
  path: "PATH"
  operations:
  - name: act
    method: POST
    inputParameters: [{name: view, in: query}]
"""


def test_a_query_is_sent_as_it_is_written() -> None:
    verdict = judge(ITEMS.replace("PATH", "/items?action=do+it&empty="))
    assert verdict.codes == ()
    assert verdict.method.display_path == "/items"
    assert verdict.method.query[1:] == (Field("action", "do it"), Field("empty", ""))


def test_the_path_wins_over_an_input_of_that_name() -> None:
    verdict = judge(ITEMS.replace("PATH", "/items?view=all"))
    assert verdict.method.query == (Field("view", "all"),)
    assert verdict.inputs("tool") == []


def test_a_fragment_is_cut_off() -> None:
    verdict = judge(ITEMS.replace("PATH", "/items#open?x=y"))
    assert verdict.codes == ("NK134",)
    assert verdict.method.display_path == "/items"
    assert [field.name for field in verdict.method.query] == ["view"]


@pytest.mark.parametrize("path", ["/items?x={{id}}", "/items?x={id}#y"])
def test_a_placeholder_in_a_query_is_not_carried_out(path: str) -> None:
    assert "NK901" in judge(ITEMS.replace("PATH", path)).codes
