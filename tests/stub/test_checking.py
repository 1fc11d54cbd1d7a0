"""The stub that judges: what is no success there is a fault of the request."""

import json

import pytest

from naftiko_gen.stub import Request, Stub

SPEC = b"""
capability:
  consumes:
  - namespace: shop
    baseUri: https://shop.test
    authentication: {type: bearer, token: "{{TOKEN}}"}
    resources:
    - path: /items
      operations:
      - {name: list, method: GET}
      - {name: add, method: POST, inputParameters: [{name: body, in: body, required: true}]}
    - path: /items/{id}
      operations:
      - {name: get, method: GET}
      - {name: remove, method: DELETE}
    - path: /shared
      operations:
      - {name: add, method: POST, body: {type: json, data: {a: "{{tools.a}}"}}}
      - {name: sync, method: POST}
    - path: /orders
      operations:
      - {name: cancel, method: DELETE, inputParameters: [{name: order, in: path}]}
"""
BEARER = ("Authorization", "Bearer t")
JSON = ("Content-Type", "application/json")


@pytest.fixture
def stub() -> Stub:
    return Stub.read("shop.yaml", SPEC, checking=True)


def _judged(
    stub: Stub,
    method: str,
    target: str,
    *headers: tuple[str, str],
    body: bytes = b"",
) -> tuple[int, str]:
    stub.answer(Request(method, f"/shop{target}", (BEARER, *headers), body))
    record = stub.records[-1]
    return record.status, record.refusal


def test_every_item_exists(stub: Stub) -> None:
    for _ in range(2):
        assert _judged(stub, "GET", "/items/a%2Fb%20c") == (200, "")
        assert _judged(stub, "DELETE", "/items/a%2Fb%20c") == (204, "")
        new = json.dumps({"id": "x"}).encode()
        assert _judged(stub, "POST", "/items", JSON, body=new) == (201, "")


def test_the_playing_stub_still_knows_who_is_there() -> None:
    assert _judged(Stub.read("shop.yaml", SPEC), "GET", "/items/a")[0] == 404


@pytest.mark.parametrize("text", ["{{tools.x}}", "{{ X }}", "${X}", "{x}", "${{X}}", "a {x} b"])
def test_a_variable_in_the_query_or_a_header(stub: Stub, text: str) -> None:
    status, why = _judged(stub, "GET", f"/items?q={text.replace(' ', '+')}")
    assert (status, "not filled in" in why) == (400, True)
    status, why = _judged(stub, "GET", "/items", ("X-Tenant", text))
    assert (status, "not filled in" in why) == (400, True)


@pytest.mark.parametrize("text", ["{{tools.x}}", "{{ X }}", "${X}"])
def test_a_variable_in_the_body(stub: Stub, text: str) -> None:
    body = json.dumps({"a": [text]}).encode()
    status, why = _judged(stub, "POST", "/items", JSON, body=body)
    assert (status, why) == (400, "The body holds a variable that was not filled in.")


@pytest.mark.parametrize("value", [{"a": {"b": {}}}, "query { viewer { login } }", "{id}"])
def test_braces_that_are_no_variable(stub: Stub, value: object) -> None:
    body = json.dumps({"query": value}).encode()
    assert _judged(stub, "POST", "/items", JSON, body=body) == (201, "")


def test_json_in_the_query(stub: Stub) -> None:
    assert _judged(stub, "GET", '/items?filter={"a":{"b":1}}') == (200, "")


def test_one_of_two_operations_needs_no_body(stub: Stub) -> None:
    assert _judged(stub, "POST", "/shared") == (200, "")


def test_what_is_refused_says_why(stub: Stub) -> None:
    assert _judged(stub, "DELETE", "/orders")[0] == 404
    assert _judged(stub, "DELETE", "/orders/7") == (204, "")
    assert _judged(stub, "PUT", "/items")[0] == 405
    assert _judged(stub, "POST", "/items") == (400, "The body is empty; the spec requires one.")
    stub.answer(Request("GET", "/shop/items"))
    assert stub.records[-1].status == 401
    assert "is missing" in stub.records[-1].refusal
