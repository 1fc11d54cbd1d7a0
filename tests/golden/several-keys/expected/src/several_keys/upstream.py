"""The APIs behind this service: a client each, one method an operation."""

import zlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple

import aiohttp
from yarl import URL

from several_keys.settings import Settings


class Answer(NamedTuple):
    """What the upstream said, byte for byte; ``content_type`` may be empty."""

    status: int
    content_type: str
    body: bytes


class UpstreamError(Exception):
    """No usable answer came; ``status`` is what a gateway says then (502 or 504)."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class ArgumentError(ValueError):
    """An argument has no form on the wire; nothing was sent."""


class _Client:
    """What all clients share."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def _send(self, method: str, path: str) -> Answer:
        url = URL(self._url + path, encoded=True)  # as built here: "%2F" stays "%2F"
        try:
            async with self._session.request(
                method, url, allow_redirects=False
            ) as response:
                return await _read(response, self._limit)
        except TimeoutError:
            raise UpstreamError(504, "The upstream did not answer in time.") from None
        except (aiohttp.ClientError, zlib.error, ValueError) as error:
            # Only its type: its text may hold the request's headers.
            detail = f"The upstream could not be reached ({type(error).__name__})."
            raise UpstreamError(502, detail) from None


class ForecastClient(_Client):
    """The weather of tomorrow."""

    async def list_days(self) -> Answer:
        """GET /days."""
        return await self._send("GET", "/days")


class StationClient(_Client):
    """The weather of now."""

    async def list_readings(self) -> Answer:
        """GET /readings."""
        return await self._send("GET", "/readings")


class Upstreams(NamedTuple):
    """The clients by name."""

    forecast: ForecastClient
    station: StationClient


async def _read(response: aiohttp.ClientResponse, limit: int) -> Answer:
    status = response.status
    if not (200 <= status < 300 or 400 <= status < 600):  # a redirect, most likely
        raise UpstreamError(502, f"The upstream answered with status {status}.")
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    gzip = None if encoding == "identity" else zlib.decompressobj(47)  # or deflate
    body = bytearray()
    while chunk := await response.content.readany():
        body += gzip.decompress(chunk, limit) if gzip else chunk
        if len(body) > limit or gzip and (gzip.unconsumed_tail or gzip.unused_data):
            raise UpstreamError(502, "The upstream's answer is too large.")
    if gzip and response.content.total_bytes and not gzip.eof:
        raise UpstreamError(502, "The upstream's answer is cut off.")
    return Answer(status, response.headers.get("Content-Type", ""), bytes(body))


def _session(
    headers: Mapping[str, str],
    connections: int,
    timeout: float,
    middlewares: Sequence[aiohttp.ClientMiddlewareType] = (),
) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers=headers,
        connector=aiohttp.TCPConnector(limit=connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        middlewares=middlewares,
        timeout=aiohttp.ClientTimeout(total=timeout),
    )


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[Upstreams]:
    """Open the connection pools, and close them after the last call."""
    async with AsyncExitStack() as stack:
        forecast = await stack.enter_async_context(
            _session(
                {
                    "Accept-Encoding": "gzip",
                    "X-Api-Key": settings.forecast_key,
                    "X-Client": "station",
                },
                settings.forecast_max_connections,
                settings.forecast_timeout,
            ),
        )
        station = await stack.enter_async_context(
            _session(
                {"Accept-Encoding": "gzip"},
                settings.station_max_connections,
                settings.station_timeout,
                (aiohttp.DigestAuthMiddleware("reader", settings.station_password),),
            ),
        )
        yield Upstreams(
            forecast=ForecastClient(
                forecast, settings.forecast_base_url, settings.forecast_max_response
            ),
            station=StationClient(
                station, settings.station_base_url, settings.station_max_response
            ),
        )
