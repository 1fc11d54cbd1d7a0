"""What operations on fixed paths mean: collections, searches, single things, actions."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from naftiko_gen.source import PlainData
from naftiko_gen.stub import Body, Client, Operation, Request, Route, Stub
from naftiko_gen.stub.credentials import Credential, Where
from naftiko_gen.stub.meaning import meaning
from naftiko_gen.stub.store import Kind

SHARED = Path(__file__).parents[3] / "shared"

SPEC = b"""
capability:
  consumes:
  - namespace: shop
    resources:
    - path: /items
      operations: [{name: list-items, method: GET}, {name: create-item, method: POST}]
    - path: /items/{id}
      operations: [{name: get-item, method: GET}]
    - path: /items/search
      operations: [{name: search-items, method: POST}]
    - path: /account
      operations:
      - {name: get-account, method: GET}
      - {name: update-account, method: PATCH}
      - {name: close-account, method: DELETE}
    - path: /send
      operations: [{name: send, method: POST}]
"""
JSON = (("Content-Type", "application/json"),)


@pytest.mark.parametrize(
    ("method", "name", "segment", "many", "kind"),
    [
        ("GET", "list-rooms", "rooms", False, Kind.COLLECTION),
        ("GET", "listinventory", "inventory", False, Kind.COLLECTION),
        ("GET", "get-people", "people", True, Kind.COLLECTION),
        ("GET", "search", "search", False, Kind.COLLECTION),
        ("GET", "get-status", "status", False, Kind.SINGLE),
        ("GET", "whoami", "me", False, Kind.SINGLE),
        ("HEAD", "", "address", False, Kind.SINGLE),
        ("POST", "create-room", "rooms", False, Kind.COLLECTION),
        ("POST", "uploadImage", "image", False, Kind.COLLECTION),
        ("POST", "rooms", "rooms", False, Kind.COLLECTION),
        ("POST", "run", "people", True, Kind.COLLECTION),
        ("POST", "searchRooms", "rooms", False, Kind.SEARCH),
        ("POST", "rooms", "_search", False, Kind.SEARCH),
        ("POST", "get-rates", "rates", False, Kind.SEARCH),
        ("POST", "create-search", "searches", False, Kind.COLLECTION),
        ("POST", "convert", "convert", False, Kind.ACTION),
        ("PUT", "set-config", "config", False, Kind.SINGLE),
        ("DELETE", "delete-cache", "cache", False, Kind.SINGLE),
        ("DELETE", "delete-rooms", "rooms", False, Kind.COLLECTION),
    ],
)
def test_meaning(method: str, name: str, segment: str, many: bool, kind: Kind) -> None:
    assert meaning(method, name, segment, many) is kind


def _call(stub: Stub, method: str, target: str, body: PlainData = None) -> tuple[int, PlainData]:
    sent = b"" if body is None else json.dumps(body).encode()
    answer = stub.answer(Request(method, f"/shop{target}", JSON, sent))
    return answer.status, answer.document


def test_a_search_finds_what_was_created() -> None:
    stub = Stub.read("shop.yaml", SPEC)
    assert _call(stub, "POST", "/items", {"label": "Hat"})[0] == 201
    found: PlainData = {"data": [{"label": "Hat", "id": "item-1"}]}
    assert _call(stub, "POST", "/items/search", {"q": "hat"}) == (200, found)
    assert _call(stub, "GET", "/items") == (200, found)


def test_a_single_thing_changes() -> None:
    stub = Stub.read("shop.yaml", SPEC)
    assert _call(stub, "GET", "/account") == (200, {"id": "account"})
    changed: PlainData = {"id": "account", "plan": "large"}
    assert _call(stub, "PATCH", "/account", {"plan": "large"}) == (200, changed)
    assert _call(stub, "GET", "/account") == (200, changed)
    assert _call(stub, "DELETE", "/account") == (204, None)
    assert _call(stub, "GET", "/account")[0] == 404


def test_an_action_leaves_nothing() -> None:
    stub = Stub.read("shop.yaml", SPEC)
    assert _call(stub, "POST", "/send", {"to": "x"}) == (200, {"status": "done", "to": "x"})
    assert _call(stub, "POST", "/send") == (200, {"status": "done"})


def test_most_operations_of_the_published_files_get_a_sensible_answer() -> None:
    if not SHARED.is_dir():
        pytest.skip("the published catalogue is not beside this checkout")
    total, odd = 0, list[str]()
    for path in sorted((SHARED / "catalogue").glob("*.yaml")):
        try:
            stub = Stub.read(path.name, path.read_bytes(), checking=True)
        except ValueError:
            continue  # cut off when it was collected
        for client, route, operation in _operations(stub):
            total += 1
            target, last = _target(client, route)
            answer = stub.answer(_request(client, operation, target))
            if not _is_sensible(operation, last, answer.status, answer.document):
                odd.append(f"{path.name}: {operation.name} {answer.status} {answer.document}")
    assert total > 10_000
    assert len(odd) <= total * 0.05, odd[::50]


def _operations(stub: Stub) -> Iterator[tuple[Client, Route, Operation]]:
    for client in stub.clients.values():
        for route in client.routes:
            for operation in route.operations:
                yield client, route, operation


def _target(client: Client, route: Route) -> tuple[str, str | None]:
    """Return a path that fits the route, and the value at its end if that is a variable."""
    segments: list[str] = []
    last = None
    for number, segment in enumerate(route.template.segments):
        last = f"v{number}" if segment.names else None
        text = segment.pattern.pattern.replace("(.+?)", f"v{number}")
        segments.append(f"v{number}" if text == last else _literal(text))
    path = "".join(f"/{segment}" for segment in segments)
    return client.path + path + "/" * route.template.trailing_slash, last


def _literal(pattern: str) -> str:
    # The template's own pattern: (?:c|(?i:%63)) for each character c of the text.
    plain = ""
    while pattern:
        if pattern.startswith("(?:"):
            character = pattern[3:].split("|(?i:", 1)[0] if pattern[3] != "\\" else pattern[4]
            plain += quote(character, safe="")
            pattern = pattern[pattern.index("))") + 2 :]
        else:
            plain, pattern = plain + pattern[0], pattern[1:]
    return plain


def _request(client: Client, operation: Operation, target: str) -> Request:
    headers: list[tuple[str, str]] = []
    query: list[str] = []
    for credential in client.credentials:
        value = _value(credential)
        if credential.where is Where.QUERY:
            query.append(f"{quote(credential.name)}={quote(value)}")
        elif credential.where is Where.COOKIE:
            headers.append(("Cookie", f"{credential.name}={value}"))
        else:
            headers.append((credential.name, value))
    body = b""
    if operation.method in ("POST", "PUT", "PATCH") and operation.body is not Body.OTHER:
        headers.append(JSON[0])
        body = b'{"label":"x"}'
    return Request(operation.method, "?".join([target, "&".join(query)]), tuple(headers), body)


def _value(credential: Credential) -> str:
    basic = base64.b64encode(b"a:b").decode()
    return credential.prefix + (basic if credential.prefix == "Basic " else "t")


def _is_sensible(operation: Operation, last: str | None, status: int, document: PlainData) -> bool:
    """Judge by what the operation is called, as a reader would."""
    if not 200 <= status < 300:
        return False
    name = operation.name.lower()
    if operation.method == "DELETE":
        return document is None or isinstance(document, dict)
    if not isinstance(document, dict):
        return False
    if name.startswith(("list", "search", "find", "query")) and last is None:
        return isinstance(document.get("data"), list)
    if name.startswith(("get", "retrieve", "fetch", "read")) and last is not None:
        return document.get("id") == last
    if name.startswith(("create", "add")) and last is None:
        return "id" in document or status == 200
    return True
