"""The API behind this service: one method an operation, one connection pool."""

import json
import re
import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import aiohttp
from yarl import URL

from cookies.settings import Settings


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


class ForumClient:
    """Threads and what is said in them."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, limit: int, settings: Settings
    ) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit
        self._settings = settings

    async def list_threads(
        self, *, lang: str | None = None, per_page: int | None = None
    ) -> Answer:
        """GET /threads."""
        return await self._send(
            "GET",
            "/threads",
            headers={
                "Cookie": _cookies(
                    {
                        "session": self._settings.forum_session,
                        "lang": lang,
                        "per-page": per_page,
                        "consent": "yes",
                    },
                ),
            },
        )

    async def count_threads(self) -> Answer:
        """HEAD /threads."""
        return await self._send("HEAD", "/threads")

    async def _send(
        self, method: str, path: str, headers: Mapping[str, object] = {}
    ) -> Answer:
        url = URL(self._url + path, encoded=True)  # as built here: "%2F" stays "%2F"
        sent = _headers(headers)
        try:
            async with self._session.request(
                method, url, headers=sent, allow_redirects=False
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


def _headers(values: Mapping[str, object]) -> dict[str, str]:
    """Return the headers to send; what is None is not sent."""
    headers: dict[str, str] = {}
    for name, value in values.items():
        if value is not None:
            headers[name] = text = _text(name, value)
            if not (text.isascii() and text.isprintable()):
                raise ArgumentError(f"{name} holds more than printable ASCII.")
    return headers


def _cookies(values: Mapping[str, object]) -> str | None:
    """Return the header for cookies (RFC 6265), each verbatim; what is None is not sent."""
    pairs: list[str] = []
    for name, value in values.items():
        if value is not None:
            text = _text(name, value)
            if not re.fullmatch(r"[!#-+\--:<-\[\]-~]*", text):
                raise ArgumentError(f"{name} holds what no cookie can carry.")
            pairs.append(f"{name}={text}")
    return "; ".join(pairs) or None


def _text(name: str, value: object) -> str:
    return value if isinstance(value, str) else _json(name, value).decode()


def _json(name: str, value: object) -> bytes:
    try:
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
        if "\\ud" in text:  # surrogates: well in pairs, no text when alone
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ArgumentError(f"{name} cannot be written as JSON.") from None
    return text.encode()


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[ForumClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={
            "Accept-Encoding": "gzip",
            "Cookie": "".join(("session=", settings.forum_session)),
        },
        connector=aiohttp.TCPConnector(limit=settings.forum_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.forum_timeout),
    ) as session:
        yield ForumClient(
            session, settings.forum_base_url, settings.forum_max_response, settings
        )
