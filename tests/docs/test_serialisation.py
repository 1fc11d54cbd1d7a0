"""Every row of docs/serialisation.md, sent for real."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, TypeAlias

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from mcp.client import Client

from naftiko_gen.api import load, render, write
from tests.docs import pages

pytestmark = pytest.mark.anyio

PAGE = pages.ROOT / "docs" / "serialisation.md"
#: A consumed operation: its path, its inputs, and its method and body where it has such.
Operation: TypeAlias = dict[str, Any]


class Row(NamedTuple):
    """A row of a table: the operation it speaks of, what is given, and what must be sent."""

    operation: Operation
    given: list[str]
    sent: str
    besides: str


class Sent(NamedTuple):
    target: str
    header: str | None
    cookie: str | None
    body: str


def _of_place(place: str, kind: str) -> Operation:
    path = "/p/{{x}}" if place == "path" else "/p"
    return {"path": path, "inputs": [{"name": "x", "in": place, "type": kind}]}


def _of_body(name: str, kind: str) -> Operation:
    inputs = [{"name": name, "in": "body", "type": kind}]
    return {"path": "/p", "method": "POST", "inputs": inputs}


def _of_template(kind: str, data: str) -> Operation:
    body = {"type": kind, "data": json.loads(data.strip("`"))}
    return {"path": "/p", "method": "POST", "inputs": [], "body": body}


#: The head of a table, without its last column → what makes the operation of a row.
MAKERS: dict[tuple[str, ...], Callable[[str, str], Operation]] = {
    ("in", "type", "value", "sent"): _of_place,
    ("input", "type", "value", "sent"): _of_body,
    ("type", "data", "value", "sent"): _of_template,
    ("in", "type", "request", "sent"): _of_place,
}


def rows(*heads: tuple[str, ...]) -> Iterator[Row]:
    for head, *lines in pages.tables(PAGE):
        maker = MAKERS[tuple(head[:4])]
        if tuple(head[:4]) in heads:
            for first, second, given, sent, besides in lines:
                found = re.findall(r"`([^`]*)`|(absent)", given)
                spans = [span or word for span, word in found]
                yield Row(maker(first, second), spans, sent.strip("`"), besides)


TOOLS = list(rows(*list(MAKERS)[:3]))
ROUTES = list(rows(*list(MAKERS)[3:]))


def capability() -> dict[str, Any]:
    """Return a capability with an operation for each row, a tool or a route."""
    consumed: list[Any] = []
    tools: list[Any] = []
    resources: list[Any] = []
    for number, row in enumerate([*TOOLS, *ROUTES]):
        name, operation = f"op-{number}", row.operation
        inputs: list[dict[str, str]] = operation["inputs"]
        own: dict[str, Any] = {
            "name": name,
            "method": operation.get("method", "GET"),
            "inputParameters": inputs,
        }
        if "body" in operation:
            own["body"] = operation["body"]
        if not inputs:
            del own["inputParameters"]
        consumed.append({"name": name, "path": operation["path"], "operations": [own]})
        wire = inputs[0]["name"] if inputs else "x"
        exposed: dict[str, Any] = {"name": name, "description": "A row.", "call": f"api.{name}"}
        if number < len(TOOLS):
            tools.append({**exposed, "with": {wire: f"tools.{wire}"}})
        else:
            exposed = {**exposed, "method": "GET", "with": {wire: f"rest.{wire}"}}
            path = f"/{name}{operation['path']}"
            resource = {"name": name, "path": path, "description": "A row."}
            resources.append({**resource, "operations": [exposed]})
    client: dict[str, Any] = {"type": "http", "namespace": "api", "description": "All rows."}
    client |= {"baseUri": "https://api.test", "resources": consumed}
    adapters: list[Any] = [
        {"type": "mcp", "namespace": "to-tools", "port": 9090, "tools": tools},
        {"type": "rest", "namespace": "to-routes", "port": 8080, "resources": resources},
    ]
    return {
        "naftiko": "1.0.0-alpha2",
        "info": {"label": "Rows", "description": "Rows of a page."},
        "capability": {"consumes": [client], "exposes": adapters},
    }


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """The generated package, module by module."""
    folder = tmp_path_factory.mktemp("rows")
    spec = folder / "serialised.yaml"
    spec.write_text(json.dumps(capability()), encoding="utf-8")  # JSON is YAML
    analysis = load(spec)
    errors = [each.message for each in analysis.diagnostics if each.severity.value == "error"]
    assert analysis.package is not None, errors
    write(render(analysis.package), folder / "out")
    sys.path.insert(0, str(folder / "out" / "src"))
    yield lambda name: importlib.import_module(f"serialised.{name}")
    sys.path.pop(0)


@asynccontextmanager
async def connected(modules: Callable[[str], Any]) -> AsyncGenerator[tuple[Any, list[Sent]]]:
    """Give the client of the package, and what its upstream receives."""
    received: list[Sent] = []

    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        headers = request.headers
        sent = Sent(request.raw_path, headers.get("x"), headers.get("cookie"), body.decode())
        received.append(sent)
        return web.json_response({})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app) as server:
        settings = modules("settings").read_settings({"API_BASE_URL": str(server.make_url("/"))})
        async with modules("upstream").connect(settings) as upstream:
            yield upstream, received


def outcome(row: Row, received: list[Sent]) -> str:
    """Return what was sent, in the words of the page."""
    if not received:
        return "refused"
    [sent] = received
    received.clear()
    places = [each["in"] for each in row.operation["inputs"]]
    if "header" in places:
        return "nothing" if sent.header is None else f"x: {sent.header}"
    if "cookie" in places:
        return "nothing" if sent.cookie is None else f"cookie: {sent.cookie}"
    if "path" in places or "query" in places:
        return sent.target
    return sent.body.replace("\n", "\\n") or "no body"


def unequal(found: Iterable[tuple[Row, str, str]]) -> list[str]:
    return [f"{row} {given}: {sent}" for row, given, sent in found if sent != row.sent]


async def test_tools(modules: Callable[[str], Any]) -> None:
    found: list[tuple[Row, str, str]] = []
    async with (
        connected(modules) as (upstream, received),
        Client(modules("mcp_server").create_server(upstream)) as client,
    ):
        for number, row in enumerate(TOOLS):
            wire = next((each["name"] for each in row.operation["inputs"]), "x")
            for given in row.given:
                arguments = {} if given == "absent" else {wire: json.loads(given)}
                result = await client.call_tool(f"op-{number}", arguments)
                assert result.is_error == (not received)
                if result.is_error:
                    assert wire in str(result.content)
                found.append((row, given, outcome(row, received)))
    assert len(found) > 50
    assert unequal(found) == []


async def test_routes(modules: Callable[[str], Any]) -> None:
    found: list[tuple[Row, str, str]] = []
    async with connected(modules) as (upstream, received):
        transport = httpx2.ASGITransport(modules("rest").create_app(upstream))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for number, row in enumerate(ROUTES, len(TOOLS)):
                for given in row.given:
                    answer = await client.get(f"/op-{number}{given}")
                    assert answer.status_code == (200 if received else 400), (row, given)
                    if not received:
                        assert "x" in answer.json()["detail"]
                    found.append((row, given, outcome(row, received)))
    assert len(found) > 12
    assert unequal(found) == []


def test_what_else_holds_a_row_exists() -> None:
    for row in [*TOOLS, *ROUTES]:
        for golden in re.findall(r"golden `([\w-]+)`", row.besides):
            assert (pages.ROOT / "tests" / "golden" / golden / "spec.yaml").exists()
