"""Path parameters of a called operation for which a route has no value."""

from __future__ import annotations

import pytest

from tests.dialect.shop import judge

ROUTE = """\
- path: /things
  name: things
  description: Things.
  operations:
  - {method: METHOD, name: act, call: shop.act}
"""


@pytest.mark.parametrize(
    ("method", "place"), [("GET", "query"), ("DELETE", "query"), ("POST", "member")]
)
def test_it_becomes_a_required_input(method: str, place: str) -> None:
    resources = (
        '- name: item\n  path: "/items/{{id}}"\n  operations:\n'
        f"  - name: act\n    method: {method}\n"
    )
    verdict = judge(resources, routes=[ROUTE.replace("METHOD", method)])
    assert "NK303" in verdict.codes
    assert verdict.inputs("route") == [("id", place, True)]
    assert verdict.method.display_path == "/items/{id}"
