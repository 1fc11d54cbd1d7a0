"""The API behind this service: one method an operation, one connection pool."""

import json
import zlib
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from lists_and_objects.settings import Settings


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


class ArchiveClient:
    """The archive's API."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def search(
        self,
        *,
        tag: Sequence[object] | None = None,
        created: Mapping[str, object] | None = None,
        anything: str | None = None,
    ) -> Answer:
        """GET /documents: Finds documents."""
        return await self._send(
            "GET",
            "/documents",
            query={
                "tag": tag,
                "created": created,
                "anything": anything,
                "source": _filled("archive ", tag),
            },
        )

    async def _send(
        self, method: str, path: str, query: Mapping[str, object] = {}
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


def _query(values: Mapping[str, object]) -> str:
    """Return the query with its question mark; what is None is not sent."""
    pairs = _pairs(values)
    return f"?{pairs}" if pairs else ""


def _pairs(values: Mapping[str, object]) -> str:
    """Return pairs as queries and forms have them; what is None is not sent."""
    return "&".join(
        f"{_quote(name, key)}={_quote(name, item)}"
        for name, value in values.items()
        for key, item in _flat(name, value)
    )


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    """A list repeats its name, an object has each key in brackets behind it."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{name}[{key}]", item
    elif isinstance(value, list | tuple):
        for item in value:
            yield name, item
    elif value is not None:
        yield name, value


def _quote(name: str, value: object) -> str:
    try:
        return quote(_text(name, value), safe="")
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


def _text(name: str, value: object) -> str:
    return value if isinstance(value, str) else _json(name, value).decode()


def _filled(*parts: object) -> str | None:
    """Join texts and values; nothing where a value is absent."""
    if any(part is None for part in parts):
        return None
    try:
        return "".join(p if isinstance(p, str) else _written(p) for p in parts)
    except (ValueError, RecursionError):
        raise ArgumentError("An argument cannot be written as JSON.") from None


def _written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _json(name: str, value: object) -> bytes:
    try:
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
        if "\\ud" in text:  # surrogates: well in pairs, no text when alone
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ArgumentError(f"{name} cannot be written as JSON.") from None
    return text.encode()


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[ArchiveClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={"Accept-Encoding": "gzip"},
        connector=aiohttp.TCPConnector(limit=settings.archive_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.archive_timeout),
    ) as session:
        yield ArchiveClient(
            session, settings.archive_base_url, settings.archive_max_response
        )
