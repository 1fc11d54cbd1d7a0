"""REST adapter shadows-rest."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Router, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from shadows.upstream import Answer, ArgumentError, TypesClient, UpstreamError

T = TypeVar("T")
Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()
MAX_BODY = 4 * 1024 * 1024  # bytes
BODY_TIMEOUT = 10.0  # seconds until a body must be there


def create_app(types_: TypesClient, allowed_hosts: Collection[str] = ()) -> ASGIApp:
    """Build the ASGI application; ``types_`` must stay open while it serves."""

    async def list_(request: Request) -> Response:
        """PUT /things/{thing}."""
        content = await _json_object(request)
        str_ = _member(content, "str", str)
        list_ = _member(content, "list", list)
        thing = request.path_params["thing"]
        return _relay(await types_.list_(thing=thing, str=str_, list=list_))

    async def str_(request: Request) -> Response:
        """DELETE /things/{thing}."""
        thing = request.path_params["thing"]
        return _relay(await types_.routes(thing=thing))

    routes: Mapping[str, Handlers] = {
        "/things/{thing}": {"PUT": list_, "DELETE": str_},
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


def _member(body: Mapping[str, object], name: str, kind: type[T]) -> T | None:
    value = body.get(name)
    if kind is float and type(value) is int:  # a number may be whole
        return cast("T", value)
    good = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    if value is not None and not good:
        raise HTTPException(400, f"{name} is of another type.")
    return cast("T | None", value)


async def _json_object(request: Request) -> dict[str, object]:
    """Read a body; types that a web page may send unasked are refused."""
    media_type, _, options = request.headers.get("Content-Type", "").partition(";")
    utf8 = "charset" not in options.lower() or "utf-8" in options.lower()
    if media_type.strip().lower() != "application/json" or not utf8:
        raise HTTPException(415, "The Content-Type is not application/json in UTF-8.")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    raise HTTPException(413, headers={"Connection": "close"})
        value = json.loads(body.decode())
    except (TimeoutError, ClientDisconnect):
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON.") from None
    if not isinstance(value, dict):
        raise HTTPException(400, "The body is not a JSON object.")
    return value


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
