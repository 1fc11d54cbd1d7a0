"""The APIs behind this service: a client each, one method an operation."""

import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from two_upstreams.settings import Settings


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
        except (aiohttp.ClientError, zlib.error) as error:
            # Only its type: its text may hold the request's headers.
            detail = f"The upstream could not be reached ({type(error).__name__})."
            raise UpstreamError(502, detail) from None


class HotelClient(_Client):
    """Guests of the hotel."""

    async def list_(self) -> Answer:
        """GET /guests: All guests."""
        return await self._send("GET", "/guests")


class PostClient(_Client):
    """Parcels in the post room."""

    async def list_(self, *, guest: str) -> Answer:
        """GET /parcels/{guest}: Parcels of a guest."""
        return await self._send("GET", _path("/parcels/{}", {"guest": guest}))


class Upstreams(NamedTuple):
    """The clients by name."""

    hotel: HotelClient
    post: PostClient


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


def _session(
    headers: Mapping[str, str], connections: int, timeout: float
) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers=headers,
        connector=aiohttp.TCPConnector(limit=connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=timeout),
    )


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[Upstreams]:
    """Open the connection pools, and close them after the last call."""
    async with AsyncExitStack() as stack:
        hotel = await stack.enter_async_context(
            _session(
                {
                    "Accept-Encoding": "gzip",
                    "Authorization": f"Bearer {settings.hotel_token}",
                },
                settings.hotel_max_connections,
                settings.hotel_timeout,
            ),
        )
        post = await stack.enter_async_context(
            _session(
                {"Accept-Encoding": "gzip", "X-Post-Key": settings.post_key},
                settings.post_max_connections,
                settings.post_timeout,
            ),
        )
        yield Upstreams(
            hotel=HotelClient(
                hotel, settings.hotel_base_url, settings.hotel_max_response
            ),
            post=PostClient(post, settings.post_base_url, settings.post_max_response),
        )
