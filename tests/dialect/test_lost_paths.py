"""Path parameters that a consumed path lost, and the routes that tell where they stood."""

from __future__ import annotations

import pytest

from tests.dialect.shop import judge

ROUTE = """\
- path: "PATH"
  name: things
  description: Things.
  operations:
  - {method: METHOD, name: act, call: shop.act, with: {id: rest.number}}
"""


def items(method: str, *names: str, path: str = "/items") -> str:
    inputs = ", ".join(f"{{name: {name}, in: path}}" for name in names)
    return (
        f'- name: items\n  path: "{path}"\n  operations:\n'
        f"  - name: act\n    method: {method}\n    inputParameters: [{inputs}]\n"
    )


def route(path: str, method: str) -> str:
    return ROUTE.replace("PATH", path).replace("METHOD", method)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    ("consumed", "exposed"),
    [
        ("/items", "/v1/items/{number}/parts"),
        ("/shop/items", "/item/{{number}}/parts"),
        ("/line_items", "/line-items/{number}/parts"),
    ],
)
def test_the_path_goes_on_as_in_the_route(method: str, consumed: str, exposed: str) -> None:
    verdict = judge(items(method, "id", path=consumed), routes=[route(exposed, method)])
    assert "NK131" in verdict.codes
    assert verdict.method.display_path == f"{consumed}/{{id}}/parts"
    assert verdict.inputs("route") == [("number", "path", True)]


def test_several_parameters_stand_as_in_the_route() -> None:
    exposed = "/items/{number}/parts/{part}"
    verdict = judge(items("DELETE", "part", "id"), routes=[route(exposed, "DELETE")])
    assert "NK131" in verdict.codes
    assert verdict.method.display_path == "/items/{id}/parts/{part}"


def test_several_parameters_at_the_end_are_confirmed() -> None:
    exposed = "/anything/{number}/{part}"
    verdict = judge(items("DELETE", "part", "id"), routes=[route(exposed, "DELETE")])
    assert "NK118" in verdict.codes
    assert verdict.method.display_path == "/items/{id}/{part}"


@pytest.mark.parametrize(
    ("routes", "why"),
    [
        (["/things/{number}/parts"], "another word"),
        (["/items/{number}/parts/{other}"], "a parameter that is not lost"),
        (["/items/x{number}/parts"], "a part of a segment"),
        (["/items/{number}/parts", "/items/{number}/pieces"], "two that differ"),
        ([], "no route at all"),
    ],
)
def test_what_no_route_tells_is_refused(routes: list[str], why: str) -> None:
    verdict = judge(items("POST", "id"), routes=[route(path, "POST") for path in routes])
    assert verdict.package is None, why
    assert "NK501" in verdict.codes


def test_a_route_with_another_method_tells_nothing() -> None:
    verdict = judge(items("POST", "id"), routes=[route("/items/{number}/parts", "PUT")])
    assert "NK501" in verdict.codes
