"""REST adapter commute-rest."""

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from commute.upstream import Answer, ArgumentError, UpstreamError, Upstreams

Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()


def create_app(upstreams: Upstreams, allowed_hosts: Collection[str] = ()) -> Starlette:
    """Build the ASGI application; ``upstreams`` must stay open while it serves."""

    async def find_stations(request: Request) -> Response:
        """GET /stations: Finds stations by their names."""
        q = request.query_params.get("q")
        return _relay(await upstreams.trains.find_stations(q=q))

    async def list_departures(request: Request) -> Response:
        """GET /stations/{station}/departures: The next trains from a station."""
        station = request.path_params["station"]
        limit = _integer("limit", request.query_params.get("limit"))
        return _relay(
            await upstreams.trains.list_departures(station=station, limit=limit)
        )

    async def get_weather(request: Request) -> Response:
        """GET /weather/{town}: The weather of the next hours."""
        town = request.path_params["town"]
        return _relay(await upstreams.weather.get_forecast(town=town, hours=6))

    routes: Mapping[str, Handlers] = {
        "/stations": {"GET": find_stations},
        "/weather/{town}": {"GET": get_weather},
        "/stations/{station}/departures": {"GET": list_departures},
        "/health": {"GET": _static(b'{"status":"ok"}')},
        "/openapi.json": {"GET": _static(OPENAPI)},
    }
    return _application(routes, allowed_hosts)


def _static(content: bytes) -> Callable[[Request], Awaitable[Response]]:
    async def handler(_: Request) -> Response:
        return Response(content, media_type="application/json")

    return handler


def _application(routes: Mapping[str, Handlers], hosts: Collection[str]) -> Starlette:
    known = {"127.0.0.1", "localhost", "[::1]", *map(str.lower, hosts)}
    errors = (HTTPException, ArgumentError, UpstreamError, Exception)
    return Starlette(
        routes=[_route(*r, known) for r in {**routes, "/{path:path}": {}}.items()],
        middleware=[Middleware(_by_segment)],
        exception_handlers=dict.fromkeys(errors, _explain),
    )


def _by_segment(app: ASGIApp) -> ASGIApp:
    """Look for routes in the path as it was sent: "%2F" does not end a segment."""

    async def encoded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            segments = map(unquote_to_bytes, scope["raw_path"].split(b"/"))
            path = "/".join(quote(s, safe=":@!$&'()*+,;=") for s in segments)
            scope = {**scope, "path": path}
        await app(scope, receive, send)

    return encoded


def _route(path: str, handlers: Handlers, hosts: set[str]) -> Route:
    """Route by method; unlike Starlette's own, a HEAD never becomes a GET upstream."""

    async def dispatch(request: Request) -> Response:
        for status, header, default in (421, "Host", ""), (403, "Origin", "localhost"):
            value = request.headers.get(header, default).lower()
            host = value.removeprefix("http://").removeprefix("https://")
            if not hosts & {host, host.rpartition(":")[0]}:
                raise HTTPException(status, f"The {header} header names another host.")
        if not handlers:
            raise HTTPException(404)
        if request.method not in handlers:
            raise HTTPException(405, headers={"Allow": ", ".join(handlers)})
        _decode(request)
        return await handlers[request.method](request)

    route = Route(path, dispatch)
    route.methods = None
    return route


def _decode(request: Request) -> None:
    if re.search(rb"%(?![0-9A-Fa-f]{2})", request.scope["raw_path"]):
        raise HTTPException(400, "The path holds a percent sign that encodes nothing.")
    try:
        for name, value in request.path_params.items():
            request.path_params[name] = unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise HTTPException(400, "The path is not UTF-8.") from None


def _matched(name: str, text: str, pattern: str) -> str:
    if not re.fullmatch(pattern, text):
        raise HTTPException(400, f"{name} is malformed.")
    return text


def _integer(name: str, text: str | None) -> int | None:
    pattern = "-?(0|[1-9][0-9]{0,99})"
    return None if text is None else int(_matched(name, text, pattern))


def _relay(answer: Answer) -> Response:
    headers = {"X-Content-Type-Options": "nosniff"}
    media_type = answer.content_type
    if media_type and media_type.isascii() and media_type.isprintable():
        headers["Content-Type"] = media_type
    return Response(answer.body, answer.status, headers)


async def _explain(_: Request, error: Exception) -> Response:
    """Answer with a problem (RFC 9457)."""
    status, detail, headers = 500, "Internal error.", None  # the server logs the rest
    if isinstance(error, HTTPException):
        status, detail, headers = error.status_code, error.detail, error.headers
    elif isinstance(error, UpstreamError):
        status, detail = error.status, str(error)
    elif isinstance(error, ArgumentError):
        status, detail = 400, str(error)
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(problem), status, headers, "application/problem+json")
