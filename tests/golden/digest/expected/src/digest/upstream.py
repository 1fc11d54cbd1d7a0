"""The API behind this service: one method an operation, one connection pool."""

import json
import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import aiohttp
from yarl import URL

from digest.settings import Settings


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


class CameraClient:
    """Pictures and settings."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def take_picture(self, *, width: int) -> Answer:
        """POST /pictures."""
        return await self._send(
            "POST", "/pictures", body=_json("body", _present({"width": width}))
        )

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
        except (aiohttp.ClientError, zlib.error, ValueError) as error:
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
async def connect(settings: Settings) -> AsyncGenerator[CameraClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={"Accept-Encoding": "gzip"},
        connector=aiohttp.TCPConnector(limit=settings.camera_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        middlewares=(
            aiohttp.DigestAuthMiddleware(
                settings.camera_user, settings.camera_password
            ),
        ),
        timeout=aiohttp.ClientTimeout(total=settings.camera_timeout),
    ) as session:
        yield CameraClient(
            session, settings.camera_base_url, settings.camera_max_response
        )
