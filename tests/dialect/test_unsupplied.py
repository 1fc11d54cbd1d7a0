"""What a route's path gives to the path of the operation that it calls."""

from __future__ import annotations

import pytest

from tests.dialect.shop import judge

ROUTE = """\
- path: "PATH"
  name: things
  description: Things.
  operations:
  - {method: METHOD, name: act, call: shop.act}
"""


def item(method: str, path: str = "/items/{{item_id}}") -> str:
    return f'- name: item\n  path: "{path}"\n  operations:\n  - name: act\n    method: {method}\n'


def route(method: str, path: str, more: str = "") -> str:
    return ROUTE.replace("METHOD", method).replace("PATH", path).replace("}\n", more + "}\n")


@pytest.mark.parametrize(
    ("method", "place"), [("GET", "query"), ("DELETE", "query"), ("POST", "member")]
)
def test_a_missing_parameter_becomes_a_required_input(method: str, place: str) -> None:
    verdict = judge(item(method), routes=[route(method, "/things")])
    assert "NK303" in verdict.codes
    assert verdict.inputs("route") == [("item_id", place, True)]
    assert verdict.method.display_path == "/items/{item_id}"


def test_the_only_parameter_of_the_route_is_taken_for_the_only_one_missing() -> None:
    verdict = judge(item("DELETE"), routes=[route("DELETE", "/things/{{number}}")])
    assert "NK303" in verdict.codes
    assert verdict.inputs("route") == [("number", "path", True)]
    assert "`number` of the exposed path is taken for it" in verdict.messages[1]


def test_two_of_them_are_not_matched_by_guessing() -> None:
    path = "/shelves/{{shelf}}/items/{{item_id}}"
    verdict = judge(item("GET", path), routes=[route("GET", "/things/{{row}}/{{number}}")])
    assert verdict.package is None
    assert verdict.codes.count("NK504") == 2


@pytest.mark.parametrize("written", ["item-id", "itemId", "ITEM_ID"])
def test_case_and_separators_make_no_other_name(written: str) -> None:
    path = f"/things/{{{{{written}}}}}"
    implicit = judge(item("GET"), routes=[route("GET", path)])
    explicit = judge(item("GET"), routes=[route("GET", path, ", with: {item_id: rest.item_id}")])
    for verdict in (implicit, explicit):
        assert "NK303" not in verdict.codes
        assert verdict.inputs("route") == [(written, "path", True)]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_route_that_loses_its_parameter_is_refused(method: str) -> None:
    verdict = judge(item(method, "/items"), routes=[route(method, "/things/{{item_id}}")])
    assert verdict.package is None
    assert verdict.codes == ("NK504",)


def test_a_declared_input_that_leads_nowhere_is_left_out() -> None:
    tool = (
        "inputParameters:\n- {name: q, type: string, description: Words.}\n"
        "- {name: item_id, type: string, description: Number.}\n"
    )
    verdict = judge(item("GET"), tool=tool)
    assert verdict.codes == ("NK914",)
    assert verdict.inputs("tool") == [("item_id", None, True)]
