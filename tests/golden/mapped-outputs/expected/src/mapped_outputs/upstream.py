"""The API behind this service: one method an operation, one connection pool."""

import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from mapped_outputs.settings import Settings


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


class RailwayClient:
    """The railway's own API."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def list_stations(self) -> Answer:
        """GET /stations."""
        return await self._send("GET", "/stations")

    async def get_station(self, *, id: str) -> Answer:
        """GET /stations/{id}."""
        return await self._send("GET", _path("/stations/{}", {"id": id}))

    async def _send(self, method: str, path: str) -> Answer:
        url = URL(self._url + path, encoded=True)  # as built here: "%2F" stays "%2F"
        try:
            async with self._session.request(
                method, url, allow_redirects=False
            ) as response:
                return await _read(response, self._limit)
        except TimeoutError:
            raise UpstreamError(504, "The upstream did not answer in time.") from None
        except (aiohttp.ClientError, zlib.error) as error:
            # Only its type: its text may hold the request's headers.
            detail = f"The upstream could not be reached ({type(error).__name__})."
            raise UpstreamError(502, detail) from None


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


def _path(template: str, values: Mapping[str, str]) -> str:
    """Fill in path segments, encoded; "" and dot segments have no encoding."""
    segments = {name: _quote(name, value) for name, value in values.items()}
    for name, segment in segments.items():
        if segment in ("", ".", ".."):
            raise ArgumentError(f"{name} must not be empty, '.' or '..'.")
    return template.format(*segments.values())


def _quote(name: str, value: str) -> str:
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[RailwayClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={"Accept-Encoding": "gzip"},
        connector=aiohttp.TCPConnector(limit=settings.railway_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.railway_timeout),
    ) as session:
        yield RailwayClient(
            session, settings.railway_base_url, settings.railway_max_response
        )
