"""REST adapter post-rest."""

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from forms_and_xml.upstream import Answer, ArgumentError, PostClient, UpstreamError

Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()


def create_app(post: PostClient, allowed_hosts: Collection[str] = ()) -> ASGIApp:
    """Build the ASGI application; ``post`` must stay open while it serves."""

    async def announce(request: Request) -> Response:
        """PUT /announcements: Announces a letter."""
        to = request.query_params.get("to")
        weight = _number("weight", request.query_params.get("weight"))
        return _relay(await post.announce(to=to, weight=weight))

    routes: Mapping[str, Handlers] = {
        "/announcements": {"PUT": announce},
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
        for pattern, handlers in table:
            if match := pattern.match(request.scope["path"]):
                if request.method not in handlers:
                    raise HTTPException(405, headers={"Allow": ", ".join(handlers)})
                request.scope["path_params"] = match.groupdict()
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


def _matched(name: str, text: str, pattern: str) -> str:
    if not re.fullmatch(pattern, text):
        raise HTTPException(400, f"{name} is malformed.")
    return text


def _number(name: str, text: str | None) -> float | None:
    pattern = r"-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?"
    return None if text is None else json.loads(_matched(name, text, pattern))


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
