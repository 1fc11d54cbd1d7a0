"""REST adapter library-rest."""

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from inputs.upstream import Answer, ArgumentError, LibraryClient, UpstreamError

T = TypeVar("T")
Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()


def create_app(library: LibraryClient, allowed_hosts: Collection[str] = ()) -> ASGIApp:
    """Build the ASGI application; ``library`` must stay open while it serves."""

    async def search_books(request: Request) -> Response:
        """GET /shelves/{shelf_id}/books: Finds books of one shelf."""
        shelf_id = _required(
            "shelf_id", _integer("shelf_id", request.path_params["shelf_id"])
        )
        q = _required("q", request.query_params.get("q"))
        limit = _integer("limit", request.query_params.get("limit"))
        min_rating = _number("min-rating", request.query_params.get("min-rating"))
        available = _boolean("available", request.query_params.get("available"))
        accept_language = request.headers.get("Accept-Language")
        return _relay(
            await library.search_books(
                shelf_id=shelf_id,
                q=q,
                limit=limit,
                min_rating=min_rating,
                available=available,
                accept_language=accept_language,
            ),
        )

    routes: Mapping[str, Handlers] = {
        "/shelves/{shelf_id}/books": {"GET": search_books},
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


def _required(name: str, value: T | None) -> T:
    if value is None:
        raise HTTPException(400, f"{name} is missing.")
    return value


def _matched(name: str, text: str, pattern: str) -> str:
    if not re.fullmatch(pattern, text):
        raise HTTPException(400, f"{name} is malformed.")
    return text


def _integer(name: str, text: str | None) -> int | None:
    pattern = "-?(0|[1-9][0-9]{0,99})"
    return None if text is None else int(_matched(name, text, pattern))


def _number(name: str, text: str | None) -> float | None:
    pattern = r"-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?"
    return None if text is None else json.loads(_matched(name, text, pattern))


def _boolean(name: str, text: str | None) -> bool | None:
    return None if text is None else _matched(name, text, "true|false") == "true"


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
