"""The package against a stub of its upstream: no network, no credentials."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import NamedTuple

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from mcp.client import Client
from mcp.server import Server
from starlette.types import ASGIApp

from forms_and_xml import mcp_server, rest
from forms_and_xml.settings import read_settings
from forms_and_xml.upstream import PostClient, connect

pytestmark = pytest.mark.anyio

ENVIRON: Mapping[str, str] = {}
# By the first segment of the path, which tells the upstreams apart here.
CREDENTIALS: Mapping[str, Mapping[str, str]] = {"post": {}}


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
        _, _, boundary = request.headers["Content-Type"].partition("; boundary=")
        body = body.replace(boundary, "BOUNDARY") if boundary else body
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
async def upstream(stub: Stub) -> AsyncIterator[PostClient]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stub.handle)
    async with TestServer(app) as server:
        urls = {"POST_BASE_URL": str(server.make_url("/post"))}
        async with connect(read_settings({**ENVIRON, **urls})) as client:
            yield client


@pytest.mark.parametrize(
    ("create", "tool", "arguments", "expected"),
    [
        (
            mcp_server.create_server,
            "send-letter",
            {"to": "a/b c", "sender": "a/b c", "page": "a/b c"},
            Sent(
                "POST",
                "/post/letters",
                {},
                (
                    '--BOUNDARY\r\nContent-Disposition: form-data; name="to"\r\n\r\n'
                    'a/b c\r\n--BOUNDARY\r\nContent-Disposition: form-data; name="a '
                    '%22note%22"\r\n\r\nFrom a/b c.\r\n--BOUNDARY\r\n'
                    'Content-Disposition: form-data; name="page"; filename="a/b '
                    'c.html"\r\nContent-Type: text/html; charset=utf-8\r\n\r\na/b c\r\n'
                    "--BOUNDARY--\r\n"
                ),
            ),
        ),
    ],
)
async def test_tool(
    upstream: PostClient,
    stub: Stub,
    create: Callable[[PostClient], Server],
    tool: str,
    arguments: dict[str, object],
    expected: Sent,
) -> None:
    async with Client(create(upstream)) as client:
        result = await client.call_tool(tool, arguments)
    assert not result.is_error
    assert stub.saw(expected)


@pytest.mark.parametrize(
    ("create", "tool", "missing"), [(mcp_server.create_server, "send-letter", "to")]
)
async def test_tool_without_arguments(
    upstream: PostClient,
    stub: Stub,
    create: Callable[[PostClient], Server],
    tool: str,
    missing: str,
) -> None:
    async with Client(create(upstream)) as client:
        result = await client.call_tool(tool, {})
    assert result.is_error
    assert missing in str(result.content)
    assert not stub.requests


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
            "PUT",
            "/announcements?to=a%2Fb%20c&weight=1.5",
            {},
            None,
            Sent(
                "PUT",
                "/post/letters",
                {"Content-Type": "application/xml"},
                '<letter to="a/b c"><weight>1.5</weight></letter>\n',
            ),
        ),
    ],
)
async def test_route(
    upstream: PostClient,
    stub: Stub,
    create: Callable[[PostClient], ASGIApp],
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
    ],
)
async def test_answered_without_the_upstream(
    upstream: PostClient,
    stub: Stub,
    create: Callable[[PostClient], ASGIApp],
    verb: str,
    target: str,
    body: str,
    status: int,
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await request(create(upstream), verb, target, body, headers)
    assert answer.status_code == status
    assert not stub.requests
