"""Values that are sent upstream, whatever they are called."""

from __future__ import annotations

from naftiko_gen.ir import JsonBody, Members, ParamRef
from tests.dialect.shop import judge

CREATE = """\
- name: items
  path: /items
  operations:
  - name: act
    method: POST
    body:
      type: json
      data:
        description: "{{tools.description}}"
        label: "{{tools.label}}"
"""


def test_a_description_in_a_body_is_a_value() -> None:
    verdict = judge(CREATE, tool="with: {description: tools.description, label: tools.label}\n")
    assert verdict.codes == ()
    assert verdict.method.body == JsonBody(
        Members(
            (
                ("description", ParamRef(verdict.method.params[0].name)),
                ("label", ParamRef(verdict.method.params[1].name)),
            )
        )
    )
    assert [param.wire for param in verdict.method.params] == ["description", "label"]
