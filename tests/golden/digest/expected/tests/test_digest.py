"""The package against a stub of its upstream: no network, no credentials."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import NamedTuple

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from mcp.client import Client
from mcp.server import Server

from digest import mcp_server
from digest.settings import SettingsError, read_settings
from digest.upstream import CameraClient, connect

pytestmark = pytest.mark.anyio

ENVIRON: Mapping[str, str] = {
    "CAMERA_USER": "token-for-tests",
    "CAMERA_PASSWORD": "token-for-tests",
}
# By the first segment of the path, which tells the upstreams apart here.
CREDENTIALS: Mapping[str, Mapping[str, str]] = {"camera": {}}


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
async def upstream(stub: Stub) -> AsyncIterator[CameraClient]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stub.handle)
    async with TestServer(app) as server:
        urls = {"CAMERA_BASE_URL": str(server.make_url("/camera"))}
        async with connect(read_settings({**ENVIRON, **urls})) as client:
            yield client


@pytest.mark.parametrize(
    ("create", "tool", "arguments", "expected"),
    [
        (
            mcp_server.create_server,
            "take-picture",
            {"width": 7},
            Sent("POST", "/camera/pictures", {}, '{"width":7}'),
        ),
    ],
)
async def test_tool(
    upstream: CameraClient,
    stub: Stub,
    create: Callable[[CameraClient], Server],
    tool: str,
    arguments: dict[str, object],
    expected: Sent,
) -> None:
    async with Client(create(upstream)) as client:
        result = await client.call_tool(tool, arguments)
    assert not result.is_error
    assert stub.saw(expected)


@pytest.mark.parametrize(
    ("create", "tool", "missing"), [(mcp_server.create_server, "take-picture", "width")]
)
async def test_tool_without_arguments(
    upstream: CameraClient,
    stub: Stub,
    create: Callable[[CameraClient], Server],
    tool: str,
    missing: str,
) -> None:
    async with Client(create(upstream)) as client:
        result = await client.call_tool(tool, {})
    assert result.is_error
    assert missing in str(result.content)
    assert not stub.requests


def test_missing_settings_are_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({})
    for name in ENVIRON:
        assert f"{name} is not set" in str(caught.value)


def test_secrets_are_not_shown() -> None:
    assert "token-for-tests" not in repr(read_settings(ENVIRON))
