"""Keys of `with` that the called operation does not declare."""

from __future__ import annotations

import pytest

from naftiko_gen.ir import BodyValue, JsonBody, Members
from tests.dialect.shop import Verdict, judge

ITEMS = """\
- name: items
  path: /items
  operations:
  - name: act
    method: METHOD
    inputParameters: [{name: page, in: query}]
"""
CREATE = """\
- name: items
  path: /items
  operations:
  - name: act
    method: POST
    body: {type: json, data: {ItemColour: "{{colour}}", "true": "{{on}}"}}
"""


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_get_carries_it_in_the_query(method: str) -> None:
    verdict = judge(ITEMS.replace("METHOD", method), tool="with: {size: tools.size}\n")
    assert verdict.codes == ("NK132",)
    assert [field.name for field in verdict.method.query] == ["page", "size"]
    assert verdict.inputs("tool") == [("size", None, False)]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_may_change_something_is_refused(method: str) -> None:
    verdict = judge(ITEMS.replace("METHOD", method), tool="with: {size: tools.size}\n")
    assert verdict.package is None
    assert verdict.codes == ("NK302",)


def test_a_misspelling_is_refused() -> None:
    verdict = judge(ITEMS.replace("METHOD", "GET"), tool="with: {pages: tools.page}\n")
    assert verdict.package is None
    assert verdict.codes == ("NK302",)


def test_a_member_of_the_body_is_the_placeholder_in_it() -> None:
    verdict = judge(CREATE, tool="with: {ItemColour: tools.colour}\n")
    assert verdict.codes == ()
    assert verdict.inputs("tool") == [("colour", None, False)]


def test_a_key_that_was_another_word_is_refused() -> None:
    verdict = judge(CREATE, tool="with: {true: tools.on}\n")
    assert verdict.package is None
    assert verdict.codes == ("NK302",)


def test_a_body_template_gets_one_more_member() -> None:
    tool = "with: {colour: tools.colour, on: tools.on, size: tools.size}\n"
    verdict = judge(CREATE, tool=tool)
    assert verdict.codes == ("NK137",)
    assert [name for name, _ in _members(verdict)] == ["ItemColour", "true", "size"]
    assert ("size", None, False) in verdict.inputs("tool")


def _members(verdict: Verdict) -> tuple[tuple[str, BodyValue], ...]:
    body = verdict.method.body
    assert isinstance(body, JsonBody)
    assert isinstance(body.value, Members)
    return body.value.members
