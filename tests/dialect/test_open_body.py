"""JSON bodies of which the file says nothing."""

from __future__ import annotations

from naftiko_gen.ir import JsonBody, ParamRef
from tests.dialect.shop import judge

ITEMS = """\
- name: items
  path: /items
  operations:
  - name: act
    method: POST
    body: {type: json}
"""


def test_the_caller_gives_it() -> None:
    verdict = judge(ITEMS, tool="with: {body: tools.body}\n")
    assert verdict.codes == ("NK136",)
    assert verdict.inputs("tool") == [("body", None, False)]
    assert verdict.method.body == JsonBody(ParamRef(verdict.method.params[0].name))


def test_inputs_in_the_body_are_its_members() -> None:
    verdict = judge(
        ITEMS + "    inputParameters: [{name: colour, in: body, required: true}]\n",
        tool="with: {colour: tools.colour}\n",
    )
    assert verdict.codes == ("NK136",)
    assert verdict.inputs("tool") == [("colour", None, True)]
