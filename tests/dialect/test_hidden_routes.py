"""Routes that another one hides."""

from __future__ import annotations

from tests.dialect.shop import judge

ITEMS = """\
- name: items
  path: /items
  operations:
  - {name: act, method: GET}
  - {name: also, method: GET}
"""
ROUTE = """\
- path: "%s"
  name: items
  description: Items.
  operations:
  - {method: GET, name: %s, call: shop.%s}
"""


def test_the_first_answers_and_the_second_is_left_out() -> None:
    routes = [ROUTE % ("/things", "act", "act"), ROUTE % ("/things", "also", "also")]
    verdict = judge(ITEMS, routes=routes)
    assert verdict.codes == ("NK404",)
    assert verdict.package is not None
    called = [o.call.method for o in verdict.package.rest[0].operations]
    assert called == [verdict.method.name]
