import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.source import PlainData
from naftiko_gen.stub import Request, Stub

SPEC = """
capability:
  consumes:
  - namespace: shop
    baseUri: https://shop.test/v1
    resources:
    - path: /categories
      operations:
      - {name: list, method: GET}
      - {name: add, method: POST}
      - {name: clear, method: DELETE}
      - {name: replace-all, method: PUT}
    - path: /categories/{id}
      operations:
      - {name: get, method: GET}
      - {name: replace, method: PUT}
      - {name: change, method: PATCH}
      - {name: remove, method: DELETE}
    - path: /categories/{id}/hide
      operations: [{name: hide, method: POST}]
    - path: /categories/{id}/items
      operations: [{name: items, method: GET}, {name: add-item, method: POST}]
    - path: /categories/{id}/items/{sku}
      operations: [{name: item, method: GET}]
    - path: /categories/top
      operations: [{name: top, method: GET}]
    - path: /users/{name}
      operations:
      - {name: user, method: GET}
      - {name: set-user, method: PUT}
      - {name: remove-user, method: DELETE}
    - path: /token
      operations:
      - {name: token, method: POST, body: {type: form, data: {grant: code}}}
    - path: /orders
      operations:
      - name: order
        method: POST
        inputParameters: [{name: body, in: body, type: object, required: true}]
"""

JSON = (("Content-Type", "application/json"),)


@pytest.fixture
def stub() -> Stub:
    return Stub.read("shop.yaml", SPEC.encode())


def _raw(
    stub: Stub, method: str, target: str, body: bytes, headers: tuple[tuple[str, str], ...] = JSON
) -> tuple[int, PlainData]:
    answer = stub.answer(Request(method, f"/shop/v1{target}", headers, body))
    return answer.status, answer.document


def _call(stub: Stub, method: str, target: str, body: PlainData = None) -> tuple[int, PlainData]:
    return _raw(stub, method, target, b"" if body is None else json.dumps(body).encode())


def test_items_come_change_and_go(stub: Stub) -> None:
    first: PlainData = {"label": "Hats", "id": "category-1"}
    assert _call(stub, "GET", "/categories") == (200, {"data": []})
    assert _call(stub, "POST", "/categories", {"label": "Hats"}) == (201, first)
    second = (201, {"label": "Caps", "id": "category-2"})
    assert _call(stub, "POST", "/categories", {"label": "Caps"}) == second
    assert _call(stub, "GET", "/categories/category-1") == (200, first)
    changed: PlainData = {"label": "Hats", "id": "category-1", "hidden": True}
    assert _call(stub, "POST", "/categories/category-1/hide", {"hidden": True}) == (200, changed)
    assert _call(stub, "PATCH", "/categories/category-1", {"id": "other"}) == (200, changed)
    assert _call(stub, "PUT", "/categories/category-1", [1]) == (200, changed)
    assert _call(stub, "DELETE", "/categories/category-1") == (204, None)
    for method in ("GET", "PUT", "DELETE"):
        assert _call(stub, method, "/categories/category-1")[0] == 404
    assert _call(stub, "POST", "/categories", {}) == (201, {"id": "category-3"})
    assert _call(stub, "DELETE", "/categories") == (204, None)
    assert _call(stub, "GET", "/categories") == (200, {"data": []})


def test_a_collection_below_an_item(stub: Stub) -> None:
    assert _call(stub, "GET", "/categories/category-1/items")[0] == 404
    _call(stub, "POST", "/categories", {})
    created: PlainData = {"sku": "item-1", "id": "item-1"}
    assert _call(stub, "POST", "/categories/category-1/items", {}) == (201, created)
    assert _call(stub, "GET", "/categories/category-1/items") == (200, {"data": [created]})
    assert _call(stub, "GET", "/categories/category-1/items/item-1") == (200, created)
    assert _call(stub, "GET", "/categories/category-1/items/item-2")[0] == 404
    _call(stub, "DELETE", "/categories/category-1")
    assert _call(stub, "GET", "/categories/category-1/items/item-1")[0] == 404


def test_the_body_may_name_the_new_item(stub: Stub) -> None:
    _call(stub, "POST", "/categories", {})
    created: PlainData = {"sku": 7, "id": 7}
    assert _call(stub, "POST", "/categories/category-1/items", {"sku": 7}) == (201, created)
    assert _call(stub, "GET", "/categories/category-1/items/7") == (200, created)
    assert _call(stub, "POST", "/categories/category-1/items", {"sku": "7"})[0] == 409
    odd_names: list[PlainData] = ["", True, None, ["x"]]
    for odd in odd_names:
        status, item = _call(stub, "POST", "/categories/category-1/items", {"sku": odd})
        assert status == 201
        assert isinstance(item, dict)
        assert str(item["sku"]).startswith("item-")


def test_a_counted_name_passes_over_a_taken_one(stub: Stub) -> None:
    assert _call(stub, "POST", "/categories", {"id": "category-1"})[0] == 201
    assert _call(stub, "POST", "/categories", {}) == (201, {"id": "category-2"})


def test_an_item_that_nobody_can_create_exists_until_it_is_deleted(stub: Stub) -> None:
    ann: dict[str, PlainData] = {"id": "ann/b", "name": "ann/b"}
    assert _call(stub, "GET", "/users/ann%2Fb") == (200, ann)
    assert _call(stub, "PUT", "/users/ann%2Fb", {"age": 7}) == (200, {**ann, "age": 7})
    assert _call(stub, "GET", "/users/ann%2Fb") == (200, {**ann, "age": 7})
    assert _call(stub, "DELETE", "/users/ann%2Fb") == (204, None)
    assert _call(stub, "GET", "/users/ann%2Fb")[0] == 404
    assert _call(stub, "GET", "/users/bob")[0] == 200


def test_what_creates_nothing_is_sent_back(stub: Stub) -> None:
    assert _call(stub, "POST", "/categories", [1, 2]) == (200, [1, 2])
    assert _call(stub, "PUT", "/categories", {"a": 1}) == (200, {"a": 1})
    assert _call(stub, "POST", "/categories") == (200, {})
    assert _call(stub, "GET", "/categories") == (200, {"data": []})


def test_a_fixed_path_comes_before_a_variable_one(stub: Stub) -> None:
    assert _call(stub, "GET", "/categories/top") == (200, {"id": "top"})
    assert stub.records[-1].operations == ("top",)


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/Categories", 404),
        ("GET", "/categories/", 400),
        ("GET", "//categories", 400),
        ("GET", "/categories//items", 400),
        ("GET", "/categories/{id}", 400),
        ("GET", "/categories/%7Bid%7D", 400),
        ("GET", "/categories/%7b%7bid%7d%7d", 400),
        ("GET", "/categories/..", 400),
        ("GET", "/categories/%2E%2e/items", 400),
        ("GET", "/categories?q=%7B%7Benv.Q%7D%7D", 400),
        ("GET", "/categories?q=%7B%22a%22:%7B%7D%7D", 200),
        ("GET", "/categories?a=1&b", 200),
        ("HEAD", "/categories", 405),
        ("POST", "/categories/top", 405),
    ],
)
def test_targets(stub: Stub, method: str, target: str, status: int) -> None:
    assert _call(stub, method, target)[0] == status


def test_allow_names_the_methods_of_all_routes_that_fit(stub: Stub) -> None:
    answer = stub.answer(Request("HEAD", "/shop/v1/categories/top"))
    assert (answer.status, answer.headers) == (405, {"Allow": "DELETE, GET, PATCH, PUT"})


def test_another_base_path_is_unknown(stub: Stub) -> None:
    for target in ("/shop/categories", "/shop/v2/categories", "/v1/categories", "/shop", "/"):
        assert stub.answer(Request("GET", target)).status in (400, 404)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"a": 1}', JSON, 201),
        (b'{"a": "\\ud800"}', JSON, 201),
        (b"{}", (("content-type", "application/vnd.shop+json; charset=utf-8"),), 201),
        (b"", JSON, 400),
        (b"nope", JSON, 400),
        (b"nope", (), 400),
        (b"{'a': 1}", JSON, 400),
        (b'{"a": NaN}', JSON, 400),
        (b'{"a": 1e999}', JSON, 400),
        (b'{"a": "\xff"}', JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b"{}", (), 415),
        (b"{}", (("Content-Type", "text/plain"),), 415),
    ],
)
def test_bodies(stub: Stub, body: bytes, headers: tuple[tuple[str, str], ...], status: int) -> None:
    assert _raw(stub, "POST", "/orders", body, headers)[0] == status


def test_a_body_that_is_no_json_by_declaration(stub: Stub) -> None:
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    done: PlainData = {"status": "done", "grant": "a b"}
    assert _raw(stub, "POST", "/token", b"grant=a+b", form) == (200, done)
    assert _raw(stub, "POST", "/token", b"\xff", ()) == (200, {"status": "done"})


def test_every_request_is_remembered(stub: Stub) -> None:
    _raw(stub, "POST", "/categories?x=%41", b"{}")
    _call(stub, "GET", "/nowhere")
    first, second = stub.requests
    assert (first.method, first.target, first.body) == ("POST", "/shop/v1/categories?x=%41", b"{}")
    assert first.header("content-type") == "application/json"
    assert second.path == "/shop/v1/nowhere"
    assert [(r.status, r.namespace, r.operations) for r in stub.records] == [
        (201, "shop", ("add",)),
        (404, "", ()),
    ]


@settings(max_examples=50)
@given(
    method=st.sampled_from(["GET", "POST", "DELETE", "?"]),
    segments=st.lists(st.sampled_from(["categories", "items", "x", "%", "%2F", "(", "\ud800", ""])),
    body=st.binary(max_size=5),
)
def test_any_request_gets_an_answer(method: str, segments: list[str], body: bytes) -> None:
    stub = Stub.read("shop.yaml", SPEC.encode())
    answer = stub.answer(Request(method, "/shop/v1/" + "/".join(segments), JSON, body))
    assert answer.status in (200, 201, 204, 400, 404, 405)
    assert (answer.document is None) == (answer.body == b"")


def test_the_same_requests_get_the_same_answers() -> None:
    def run() -> list[bytes]:
        stub = Stub.read("shop.yaml", SPEC.encode())
        calls = [("POST", "/categories"), ("POST", "/categories"), ("GET", "/categories")]
        return [
            stub.answer(Request(method, f"/shop/v1{path}", JSON, b'{"b":1,"a":2}')).body
            for method, path in calls
        ]

    assert run() == run()
