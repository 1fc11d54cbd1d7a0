"""REST adapter commute-rest."""

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from commute.upstream import Answer, ArgumentError, UpstreamError, Upstreams

Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()


def create_app(upstreams: Upstreams, allowed_hosts: Collection[str] = ()) -> ASGIApp:
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


def _application(routes: Mapping[str, Handlers], hosts: Collection[str]) -> ASGIApp:
    """Answer by path, then by method; a HEAD never becomes a GET upstream."""
    known = {"127.0.0.1", "localhost", "[::1]", *map(str.lower, hosts)}
    table = [(compile_path(path)[0], routes[path]) for path in routes]

    async def answer(request: Request) -> Response:
        for status, header, default in (421, "Host", ""), (403, "Origin", "localhost"):
            value = request.headers.get(header, default).lower()
            host = value.removeprefix("http://").removeprefix("https://")
            if not known & {host, host.rpartition(":")[0]}:
                raise HTTPException(status, f"The {header} header names another host.")
        path = _by_segment(request.scope["raw_path"])
        for pattern, handlers in table:
            if match := pattern.match(path):
                if request.method not in handlers:
                    raise HTTPException(405, headers={"Allow": ", ".join(handlers)})
                request.scope["path_params"] = match.groupdict()
                _decode(request)
                return await handlers[request.method](request)
        raise HTTPException(404)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await answer(Request(scope, receive))
        except HTTPException as error:
            response = _problem(error)
        except (ArgumentError, UpstreamError) as error:
            status = error.status if isinstance(error, UpstreamError) else 400
            response = _problem(HTTPException(status, str(error)))
        except Exception:
            await _problem(HTTPException(500, "Internal error."))(scope, receive, send)
            raise  # the server logs it
        await response(scope, receive, send)

    return Router(redirect_slashes=False, default=application)


def _by_segment(raw_path: bytes) -> str:
    """Return the path as it was sent, where "%2F" does not end a segment."""
    segments = map(unquote_to_bytes, raw_path.split(b"/"))
    return "/".join(quote(s, safe=":@!$&'()*+,;=") for s in segments)


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
    if (kind := answer.content_type) and kind.isascii() and kind.isprintable():
        headers["Content-Type"] = kind
    return Response(answer.body, answer.status, headers)


def _problem(error: HTTPException) -> Response:
    """Answer with a problem (RFC 9457)."""
    status, detail, headers = error.status_code, error.detail, error.headers
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(problem), status, headers, "application/problem+json")
