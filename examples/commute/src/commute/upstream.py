"""The APIs behind this service: a client each, one method an operation."""

import json
import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import aiohttp
from yarl import URL

from commute.settings import Settings


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


class TrainsClient(_Client):
    """Stations and departures."""

    async def find_stations(self, *, q: str | None = None) -> Answer:
        """GET /stations: Stations whose names hold some words."""
        return await self._send("GET", "/stations", query={"q": q})

    async def list_departures(
        self, *, station: str, line: str | None = None, limit: int | None = None
    ) -> Answer:
        """GET /stations/{station}/departures: The next trains from a station."""
        return await self._send(
            "GET",
            _path("/stations/{}/departures", {"station": station}),
            query={"line": line, "limit": limit},
        )


class WeatherClient(_Client):
    """Forecasts by town."""

    async def get_forecast(self, *, town: str, hours: int) -> Answer:
        """GET /towns/{town}/forecast: The weather of a town, hour by hour."""
        return await self._send(
            "GET", _path("/towns/{}/forecast", {"town": town}), query={"hours": hours}
        )


class Upstreams(NamedTuple):
    """The clients by name."""

    trains: TrainsClient
    weather: WeatherClient


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


def _path(template: str, values: Mapping[str, object]) -> str:
    """Fill in path segments, encoded; "" and dot segments have no encoding."""
    segments = {name: _quote(name, value) for name, value in values.items()}
    for name, segment in segments.items():
        if segment in ("", ".", ".."):
            raise ArgumentError(f"{name} must not be empty, '.' or '..'.")
    return template.format(*segments.values())


def _query(values: Mapping[str, object]) -> str:
    """Return the query with its question mark; what is None is not sent."""
    pairs = _pairs(values)
    return f"?{pairs}" if pairs else ""


def _pairs(values: Mapping[str, object]) -> str:
    """Return pairs as queries and forms have them; what is None is not sent."""
    return "&".join(
        f"{quote(name, safe='')}={_quote(name, value)}"
        for name, value in values.items()
        if value is not None
    )


def _quote(name: str, value: object) -> str:
    try:
        return quote(_text(name, value), safe="")
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds a lone surrogate.") from None


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
        trains = await stack.enter_async_context(
            _session(
                {
                    "Accept-Encoding": "gzip",
                    "Authorization": f"Bearer {settings.trains_token}",
                },
                settings.trains_max_connections,
                settings.trains_timeout,
            ),
        )
        weather = await stack.enter_async_context(
            _session(
                {
                    "Accept-Encoding": "gzip",
                    "Authorization": aiohttp.encode_basic_auth(
                        settings.weather_user, settings.weather_password
                    ),
                },
                settings.weather_max_connections,
                settings.weather_timeout,
            ),
        )
        yield Upstreams(
            trains=TrainsClient(
                trains, settings.trains_base_url, settings.trains_max_response
            ),
            weather=WeatherClient(
                weather, settings.weather_base_url, settings.weather_max_response
            ),
        )
