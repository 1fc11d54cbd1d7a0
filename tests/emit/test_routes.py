"""Which of two paths that fit a request answers it."""

from __future__ import annotations

from naftiko_gen.emit import render
from tests.dialect.shop import judge

ROUTE = """\
- path: "/jobs/{{id}}%s"
  name: job%d
  description: A job.
  operations:
  - {method: POST, name: act%d, call: shop.act}
"""


def test_text_beside_a_parameter_comes_before_a_parameter_alone() -> None:
    resources = (
        '- name: job\n  path: "/jobs/{{id}}"\n  operations:\n  - {name: act, method: POST}\n'
    )
    routes = [ROUTE % ("", 1, 1), ROUTE % (":run", 2, 2), ROUTE % ("/log", 3, 3)]
    package = judge(resources, routes=routes).package
    assert package is not None
    rest = render(package)["src/shop/rest.py"].decode()
    table = rest[rest.index("routes: Mapping") :]
    assert table.index('"/jobs/{id}:run"') < table.index('"/jobs/{id}": ')
