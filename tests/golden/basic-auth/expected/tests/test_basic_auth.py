"""The package against a stub of its upstream: no network, no credentials."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import NamedTuple

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from starlette.types import ASGIApp

from basic_auth import rest
from basic_auth.settings import SettingsError, read_settings
from basic_auth.upstream import PrinterClient, connect

pytestmark = pytest.mark.anyio

ENVIRON: Mapping[str, str] = {
    "PRINTER_USER": "token-for-tests",
    "PRINTER_PASSWORD": "token-for-tests",
}
# By the first segment of the path, which tells the upstreams apart here.
CREDENTIALS: Mapping[str, Mapping[str, str]] = {
    "printer": {"Authorization": "Basic dG9rZW4tZm9yLXRlc3RzOnRva2VuLWZvci10ZXN0cw=="},
}


class Sent(NamedTuple):
    """A request as the upstream saw it, or must see it."""

    verb: str
    target: str
    headers: Mapping[str, str]
    body: str


class Stub:
    """Records each request; answers with ``status`` and ``body``."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b'{"data": []}'
        self.requests: list[Sent] = []

    async def handle(self, request: web.Request) -> web.Response:
        for header, value in CREDENTIALS[request.path.split("/")[1]].items():
            assert request.headers[header] == value
        body = (await request.read()).decode()
        self.requests.append(
            Sent(request.method, request.raw_path, request.headers, body)
        )
        headers = {"Content-Type": "application/json"}
        return web.Response(body=self.body, status=self.status, headers=headers)

    def saw(self, expected: Sent) -> bool:
        """Whether there was this one request, with these headers among others."""
        [sent] = self.requests
        headers = {name: sent.headers[name] for name in expected.headers}
        return sent._replace(headers=headers) == expected


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
async def upstream(stub: Stub) -> AsyncIterator[PrinterClient]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stub.handle)
    async with TestServer(app) as server:
        urls = {"PRINTER_BASE_URL": str(server.make_url("/printer"))}
        async with connect(read_settings({**ENVIRON, **urls})) as client:
            yield client


async def request(
    app: ASGIApp, verb: str, target: str, content: str, headers: Mapping[str, str]
) -> httpx2.Response:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://localhost"
    ) as client:
        return await client.request(verb, target, content=content, headers=headers)


@pytest.mark.parametrize(
    ("create", "verb", "target", "headers", "body", "expected"),
    [
        (
            rest.create_app,
            "POST",
            "/jobs",
            {},
            {"name": "example"},
            Sent("POST", "/printer/jobs", {}, '{"name":"example"}'),
        ),
        (
            rest.create_app,
            "DELETE",
            "/jobs",
            {},
            None,
            Sent("DELETE", "/printer/jobs", {}, ""),
        ),
    ],
)
async def test_route(
    upstream: PrinterClient,
    stub: Stub,
    create: Callable[[PrinterClient], ASGIApp],
    verb: str,
    target: str,
    headers: dict[str, str],
    body: object,
    expected: Sent,
) -> None:
    content = "" if body is None else json.dumps(body)
    if content:
        headers = {**headers, "Content-Type": "application/json"}
    answer = await request(create(upstream), verb, target, content, headers)
    assert answer.status_code == 200
    assert verb == "HEAD" or answer.content == stub.body
    assert stub.saw(expected)


@pytest.mark.parametrize(
    ("create", "verb", "target", "body", "status"),
    [
        (rest.create_app, "GET", "/no/such/path", "", 404),
        (rest.create_app, "GET", "/health", "", 200),
        (rest.create_app, "HEAD", "/health", "", 405),
        (rest.create_app, "GET", "/openapi.json", "", 200),
        (rest.create_app, "POST", "/jobs", "{", 400),
    ],
)
async def test_answered_without_the_upstream(
    upstream: PrinterClient,
    stub: Stub,
    create: Callable[[PrinterClient], ASGIApp],
    verb: str,
    target: str,
    body: str,
    status: int,
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await request(create(upstream), verb, target, body, headers)
    assert answer.status_code == status
    assert not stub.requests


def test_missing_settings_are_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({})
    for name in ENVIRON:
        assert f"{name} is not set" in str(caught.value)


def test_secrets_are_not_shown() -> None:
    assert "token-for-tests" not in repr(read_settings(ENVIRON))
