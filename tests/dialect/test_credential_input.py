"""Inputs that stand where the credentials of their API do."""

from __future__ import annotations

import pytest

from tests.dialect.shop import judge

ITEMS = """\
- name: items
  path: /items
  operations:
  - name: act
    method: GET
    inputParameters: [{name: NAME, in: PLACE, required: true}, {name: page, in: query}]
"""
BEARER = 'type: bearer\ntoken: "{{SHOP_TOKEN}}"\n'
KEY = 'type: apikey\nkey: token\nvalue: "{{SHOP_TOKEN}}"\nplacement: PLACE\n'


@pytest.mark.parametrize(
    ("authentication", "place", "name"),
    [
        (BEARER, "header", "authorization"),
        (KEY.replace("PLACE", "header"), "header", "Token"),
        (KEY.replace("PLACE", "query"), "query", "token"),
    ],
)
def test_it_is_left_out(authentication: str, place: str, name: str) -> None:
    resources = ITEMS.replace("PLACE", place).replace("NAME", name)
    tool = f"with: {{{name}: tools.{name}, page: tools.page}}\n"
    verdict = judge(resources, tool=tool, authentication=authentication)
    assert verdict.codes == ("NK138",)
    assert verdict.inputs("tool") == [("page", None, False)]
    assert [field.name for field in verdict.method.query] == ["page"]
    assert verdict.method.headers == ()


def test_another_place_is_another_input() -> None:
    resources = ITEMS.replace("PLACE", "query").replace("NAME", "Token")
    verdict = judge(resources, authentication=KEY.replace("PLACE", "query"))
    assert "NK138" not in verdict.codes
    assert ("Token", None, True) in verdict.inputs("tool")
