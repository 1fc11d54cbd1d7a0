"""The package against a stub of its upstream: no network, no credentials."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import NamedTuple

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from mcp.client import Client
from mcp.server import Server

from several_keys import mcp_server
from several_keys.settings import SettingsError, read_settings
from several_keys.upstream import Upstreams, connect

pytestmark = pytest.mark.anyio

ENVIRON: Mapping[str, str] = {
    "FORECAST_KEY": "token-for-tests",
    "STATION_PASSWORD": "token-for-tests",
}
# By the first segment of the path, which tells the upstreams apart here.
CREDENTIALS: Mapping[str, Mapping[str, str]] = {
    "forecast": {"X-Api-Key": "token-for-tests", "X-Client": "station"},
    "station": {},
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
async def upstream(stub: Stub) -> AsyncIterator[Upstreams]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stub.handle)
    async with TestServer(app) as server:
        urls = {
            "FORECAST_BASE_URL": str(server.make_url("/forecast")),
            "STATION_BASE_URL": str(server.make_url("/station")),
        }
        async with connect(read_settings({**ENVIRON, **urls})) as client:
            yield client


@pytest.mark.parametrize(
    ("create", "tool", "arguments", "expected"),
    [
        (
            mcp_server.create_server,
            "list-days",
            {},
            Sent("GET", "/forecast/days", {}, ""),
        ),
        (
            mcp_server.create_server,
            "list-readings",
            {},
            Sent("GET", "/station/readings", {}, ""),
        ),
    ],
)
async def test_tool(
    upstream: Upstreams,
    stub: Stub,
    create: Callable[[Upstreams], Server],
    tool: str,
    arguments: dict[str, object],
    expected: Sent,
) -> None:
    async with Client(create(upstream)) as client:
        result = await client.call_tool(tool, arguments)
    assert not result.is_error
    assert stub.saw(expected)


def test_missing_settings_are_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({})
    for name in ENVIRON:
        assert f"{name} is not set" in str(caught.value)


def test_secrets_are_not_shown() -> None:
    assert "token-for-tests" not in repr(read_settings(ENVIRON))
