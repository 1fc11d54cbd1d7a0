"""The API behind this service: one method an operation, one connection pool."""

import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from names.settings import Settings


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


class JsonClient:
    """An API with hard names."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def class_(
        self,
        *,
        class_: str,
        from_: str | None = None,
        filter_0c09: str | None = None,
        filter_dfc3: str | None = None,
        self_: str | None = None,
        type: str | None = None,
    ) -> Answer:
        """GET /items/{class}."""
        return await self._send(
            "GET",
            _path("/items/{}", {"class": class_}),
            query={
                "from": from_,
                "$filter": filter_0c09,
                "filter": filter_dfc3,
                "self": self_,
                "type": type,
            },
        )

    async def list_(self, *, class_: str) -> Answer:
        """PUT /items/{class}."""
        return await self._send("PUT", _path("/items/{}", {"class": class_}))

    async def _send(
        self, method: str, path: str, query: Mapping[str, str | None] = {}
    ) -> Answer:
        path += _query(query)
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


def _query(values: Mapping[str, str | None]) -> str:
    """Return the query with its question mark; what is None is not sent."""
    pairs = _pairs(values)
    return f"?{pairs}" if pairs else ""


def _pairs(values: Mapping[str, str | None]) -> str:
    """Return pairs as queries and forms have them; what is None is not sent."""
    return "&".join(
        f"{quote(name, safe='')}={_quote(name, value)}"
        for name, value in values.items()
        if value is not None
    )


def _quote(name: str, value: str) -> str:
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[JsonClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={"Accept-Encoding": "gzip"},
        connector=aiohttp.TCPConnector(limit=settings.json_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.json_timeout),
    ) as session:
        yield JsonClient(session, settings.json_base_url, settings.json_max_response)
