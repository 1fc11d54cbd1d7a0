import json
from pathlib import Path

import pytest

from naftiko_gen.source import PlainData
from naftiko_gen.stub import Body, Client, Stub, read_clients
from naftiko_gen.stub.store import Kind

SHARED = Path(__file__).resolve().parents[3] / "shared"


def _client(text: str) -> Client:
    """Read a spec whose one client has ``text`` below its namespace."""
    lines = "\n".join(f"    {line}" for line in text.strip("\n").splitlines())
    spec = f"capability:\n  consumes:\n  - namespace: shop\n{lines}\n"
    (client,) = Stub.read("shop.yaml", spec.encode()).clients.values()
    return client


def _paths(client: Client) -> dict[str, str]:
    return {each.name: f"{each.method} {each.path}" for each in client.operations}


def test_operations_of_lists_and_of_maps() -> None:
    of_lists = _client("""
baseUri: https://shop.test/v1
resources:
- name: items
  path: /items
  operations:
  - {name: list, method: GET}
  - {name: add, method: post}
- name: item
  path: /items/{{id}}
  operations:
  - {name: get}
""")
    of_maps = _client("""
baseUri: https://shop.test/v1
resources:
  items:
    path: /items
    operations:
      list: {method: GET}
      add: {method: POST}
  item:
    path: /items/{{id}}
    operations:
      get: {}
""")
    expected = {"list": "GET /items", "add": "POST /items", "get": "GET /items/{{id}}"}
    assert _paths(of_lists) == _paths(of_maps) == expected


@pytest.mark.parametrize(
    ("resource", "operation", "full"),
    [
        ("/segments", "/{id}", "/segments/{id}"),
        ("/segments", "{id}", "/segments/{id}"),
        ("/segments/", "/{id}", "/segments/{id}"),
        ("/segments", "/segments/{id}", "/segments/{id}"),
        ("/segments", "/segments", "/segments"),
        ("/segments", "/segmentsets", "/segments/segmentsets"),
        ("/", "/segments", "/segments"),
        ("/segments?v=1", "/{id}?w=2", "/segments/{id}"),
    ],
)
def test_the_path_of_an_operation(resource: str, operation: str, full: str) -> None:
    client = _client(f"""
resources:
- path: "{resource}"
  operations:
  - {{id: x, path: "{operation}"}}
""")
    assert _paths(client) == {"x": f"GET {full}"}


def test_a_lost_path_variable_comes_back() -> None:
    client = _client("""
baseUri: https://{host}/v1
resources:
- path: /assets
  operations:
  - name: delete
    method: DELETE
    inputParameters:
    - {name: host, in: path}
    - {name: site, in: path}
    - {name: asset, in: path}
    - {name: force, in: query}
""")
    assert _paths(client) == {"delete": "DELETE /assets/{site}/{asset}"}


@pytest.mark.parametrize(
    ("exposed", "method", "full"),
    [
        ("/v1/assets/{id}/open", "POST", "/assets/{id}/open"),
        ("/v1/asset/{id}/open", "POST", "/assets/{id}/open"),
        ("/v1/things/{id}/open", "POST", "/assets/{id}"),
        ("/v1/assets/{id}/open", "GET", "/assets/{id}"),
        ("/v1/assets/{id}/parts/{part}", "POST", "/assets/{id}"),
    ],
)
def test_a_lost_path_variable_comes_back_as_a_caller_has_it(
    exposed: str, method: str, full: str
) -> None:
    data = f"""
capability:
  consumes:
  - namespace: shop
    resources:
    - path: /assets
      operations:
      - {{name: open, method: POST, inputParameters: [{{name: id, in: path}}]}}
  exposes:
  - resources:
    - path: "{exposed}"
      operations:
      - {{method: {method}, call: shop.open}}
"""
    (client,) = Stub.read("shop.yaml", data.encode()).clients.values()
    assert _paths(client) == {"open": f"POST {full}"}


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("https://shop.test", ""),
        ("https://shop.test/", ""),
        ("https://shop.test/v1/api", "/v1/api"),
        ("https://{host}:{port}/v1/{tenant}/x", "/v1"),
        ("{{SHOP_URL}}/manager", "/manager"),
        ("{{env.SHOP_URL}}", ""),
        ("https://shop.test/a b?x#y", "/a%20b"),
        ("", ""),
    ],
)
def test_the_path_of_the_base_address(base: str, path: str) -> None:
    assert _client(f'baseUri: "{base}"').path == f"/shop{path}"


def test_entries_of_one_namespace_are_one_client() -> None:
    one: PlainData = {
        "namespace": "a",
        "resources": [{"path": "/x", "operations": [{"name": "x"}]}],
    }
    two: PlainData = {
        "namespace": "a",
        "resources": [{"path": "/y", "operations": [{"name": "y"}]}],
    }
    (client,) = read_clients({"capability": {"consumes": [one, two]}})
    assert _paths(client) == {"x": "GET /x", "y": "GET /y"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("{}", Body.JSON),
        ("{inputParameters: [{name: body, in: body, required: true}]}", Body.REQUIRED),
        ("{inputParameters: [{name: body, in: body}]}", Body.JSON),
        ("{body: {type: json, data: {a: '{{tools.a}}'}}}", Body.REQUIRED),
        ("{body: {type: json}}", Body.JSON),
        ("{body: {type: form, data: {a: b}}}", Body.OTHER),
        ("{body: '{{body}}'}", Body.JSON),
        ("{body: 'hello {{name}}'}", Body.OTHER),
        ("{inputParameters: [{name: Content-Type, in: header}]}", Body.OTHER),
    ],
)
def test_what_an_operation_says_of_its_body(text: str, body: Body) -> None:
    client = _client(f"resources: [{{path: /x, operations: [{text}]}}]")
    assert client.operations[0].body is body


def test_what_a_path_leads_to() -> None:
    client = _client("""
resources:
- {path: /rooms, operations: [{method: GET}, {method: POST}]}
- {path: "/rooms/{room_id}", operations: [{method: GET}]}
- {path: "/rooms/{room_id}/enabled", operations: [{method: POST}]}
- {path: "/rooms/{room_id}/settings", operations: [{method: GET}, {method: PUT}]}
- {path: "/rooms/{room_id}/events", operations: [{method: GET}]}
- {path: "/rooms/{room_id}/members", operations: [{method: POST}]}
- {path: "/rooms/{room_id}/members/{id}", operations: [{method: DELETE}]}
- {path: "/rooms/{room_id}:close", operations: [{method: POST}]}
""")
    kinds = {route.operations[0].path: (route.kind, route.variable) for route in client.routes}
    assert kinds == {
        "/rooms": (Kind.COLLECTION, "room_id"),
        "/rooms/{room_id}": (Kind.ITEM, "room_id"),
        "/rooms/{room_id}/enabled": (Kind.PART, "room_id"),
        "/rooms/{room_id}/settings": (Kind.PART, "room_id"),
        "/rooms/{room_id}/events": (Kind.COLLECTION, None),
        "/rooms/{room_id}/members": (Kind.COLLECTION, "id"),
        "/rooms/{room_id}/members/{id}": (Kind.ITEM, "id"),
        "/rooms/{room_id}:close": (Kind.PART, "room_id"),
    }


@pytest.mark.parametrize(
    "data",
    [
        None,
        "text",
        [],
        {"capability": []},
        {"capability": {"consumes": "x"}},
        {"capability": {"consumes": [None, 1, {}, {"namespace": None}]}},
        {"capability": {"consumes": [{"location": "./a.yml", "import": "a"}]}},
    ],
)
def test_what_has_no_operation(data: PlainData) -> None:
    assert read_clients(data) == ()


@pytest.mark.parametrize(
    "resources",
    [1, [1], [{"operations": 1}], [{"operations": [1]}], {"a": 1}, [{"path": "/x"}], None],
)
def test_odd_shapes_are_passed_over(resources: PlainData) -> None:
    data: PlainData = {"capability": {"consumes": [{"namespace": "a", "resources": resources}]}}
    (client,) = read_clients(data)
    assert client.operations == ()


def test_odd_values_do_no_harm() -> None:
    operation: PlainData = {"method": 7, "name": None, "path": ["x"], "inputParameters": [1]}
    resource: PlainData = {"path": {"a": "{"}, "operations": [operation]}
    entry: PlainData = {"namespace": 1, "baseUri": 2, "auth": 3, "resources": [resource]}
    (client,) = read_clients({"capability": {"consumes": [entry]}})
    assert (client.namespace, client.operations[0].method) == ("1", "7")


def test_bytes_that_are_no_document() -> None:
    with pytest.raises(ValueError, match=r"."):
        Stub.read("broken.yaml", b"a: [")
    with pytest.raises(ValueError, match=r"."):
        Stub.read("empty.yaml", b"")


def test_the_published_files() -> None:
    if not SHARED.is_dir():
        pytest.skip("the published catalogue is not beside this checkout")
    profile = json.loads((SHARED / "catalogue-profile.json").read_text("utf-8"))["files"]
    wrong: dict[str, tuple[int, int]] = {}
    for name, facts in profile.items():
        if not facts["parse"]:
            continue
        stub = Stub.read(name, (SHARED / "catalogue" / name).read_bytes())
        found = sum(len(client.operations) for client in stub.clients.values())
        expected = facts.get("n_ops", 0)
        if found != expected and not facts["truncated"]:
            wrong[name] = (found, expected)
    assert len(profile) > 1000
    assert wrong == {}
