"""The API behind this service: one method an operation, one connection pool."""

import json
import zlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from shadows.settings import Settings


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


class TypesClient:
    """An API named like a module."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def list_(
        self,
        *,
        thing: str,
        str: str | None = None,
        list: Sequence[object] | None = None,
    ) -> Answer:
        """PUT /things/{thing}."""
        return await self._send(
            "PUT",
            _path("/things/{}", {"thing": thing}),
            body=_json("body", _present({"str": str, "list": list})),
        )

    async def routes(self, *, thing: str) -> Answer:
        """DELETE /things/{thing}."""
        return await self._send("DELETE", _path("/things/{}", {"thing": thing}))

    async def _send(self, method: str, path: str, body: bytes | None = None) -> Answer:
        url = URL(self._url + path, encoded=True)  # as built here: "%2F" stays "%2F"
        sent = {} if body is None else {"Content-Type": "application/json"}
        try:
            async with self._session.request(
                method, url, data=body, headers=sent, allow_redirects=False
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


def _present(members: Mapping[str, object], *nulls: str) -> dict[str, object]:
    """Leave out the members that are absent; ``nulls`` are null on purpose."""
    return {n: value for n, value in members.items() if value is not None or n in nulls}


def _json(name: str, value: object) -> bytes:
    try:
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
        if "\\ud" in text:  # surrogates: well in pairs, no text when alone
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ArgumentError(f"{name} cannot be written as JSON.") from None
    return text.encode()


@asynccontextmanager
async def connect(settings: Settings) -> AsyncGenerator[TypesClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={
            "Accept-Encoding": "gzip",
            "Authorization": aiohttp.encode_basic_auth(
                settings.class_, settings.field_
            ),
        },
        connector=aiohttp.TCPConnector(limit=settings.types_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.types_timeout),
    ) as session:
        yield TypesClient(session, settings.types_base_url, settings.types_max_response)
