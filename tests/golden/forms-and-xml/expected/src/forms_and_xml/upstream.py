"""The API behind this service: one method an operation, one connection pool."""

import json
import re
import secrets
import zlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import NamedTuple
from xml.sax.saxutils import escape

import aiohttp
from yarl import URL

from forms_and_xml.settings import Settings

# Between the parts of forms. Nobody can write it into a part: it is new with each start.
_BOUNDARY = secrets.token_hex(16)
_MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"


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


class PostClient:
    """The post room's API."""

    def __init__(self, session: aiohttp.ClientSession, url: str, limit: int) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._limit = limit

    async def send_letter(
        self, *, to: str, page: str, sender: str | None = None
    ) -> Answer:
        """POST /letters: Sends a letter with its page."""
        return await self._send(
            "POST",
            "/letters",
            body=_multipart(
                _part("to", to),
                _part('a "note"', _filled("From ", sender, ".")),
                _part(
                    "page",
                    page,
                    filename=_filled(to, ".html"),
                    kind="text/html; charset=utf-8",
                ),
            ),
            content_type=_MULTIPART,
        )

    async def announce(
        self, *, to: str | None = None, weight: float | None = None
    ) -> Answer:
        """PUT /letters: Announces a letter."""
        return await self._send(
            "PUT",
            "/letters",
            body=_plain(
                "body",
                _filled(
                    '<letter to="',
                    _escaped(to),
                    '"><weight>',
                    _escaped(weight),
                    "</weight></letter>\n",
                ),
            ),
            content_type="application/xml",
        )

    async def _send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        content_type: str = "application/json",
    ) -> Answer:
        url = URL(self._url + path, encoded=True)  # as built here: "%2F" stays "%2F"
        sent = {} if body is None else {"Content-Type": content_type}
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


def _text(name: str, value: object) -> str:
    return value if isinstance(value, str) else _json(name, value).decode()


def _plain(name: str, value: object) -> bytes | None:
    if value is None:
        return None
    try:
        return _text(name, value).encode()
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


def _multipart(*parts: bytes) -> bytes:
    return b"".join((*parts, f"--{_BOUNDARY}--\r\n".encode()))


def _part(
    name: str,
    value: object,
    filename: object = None,
    kind: str = "",
) -> bytes:
    """Return a part of a form (RFC 7578); what is None is not sent."""
    if value is None:
        return b""
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{_inert(name)}"'
    if filename is not None:
        head += f'; filename="{_inert(_text(name, filename))}"'
    if kind:
        head += f"\r\nContent-Type: {kind}"
    try:
        return f"{head}\r\n\r\n{_text(name, value)}\r\n".encode()
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


def _inert(text: str) -> str:
    """Return a name that ends neither its quotes nor its line, as browsers write it."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(value: object) -> str | None:
    """Return a value as text of XML: none of it is markup."""
    if value is None:
        return None
    text = escape(_filled(value) or "", {'"': "&quot;", "'": "&apos;", "\r": "&#13;"})
    if re.search("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        raise ArgumentError("An argument holds what no XML can carry.")
    return text


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
async def connect(settings: Settings) -> AsyncGenerator[PostClient]:
    """Open the connection pool, and close it after the last call."""
    async with aiohttp.ClientSession(
        auto_decompress=False,  # it does not notice a cut
        headers={"Accept-Encoding": "gzip"},
        connector=aiohttp.TCPConnector(limit=settings.post_max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),  # no caller sees another's cookies
        timeout=aiohttp.ClientTimeout(total=settings.post_timeout),
    ) as session:
        yield PostClient(session, settings.post_base_url, settings.post_max_response)
