"""Time for agents."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from skill.upstream import ClockClient

Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

TEXT = Path(__file__).with_name("skill.json").read_bytes()
DOCUMENTS = json.loads(TEXT)


def create_app(clock: ClockClient, allowed_hosts: Collection[str] = ()) -> Starlette:
    """Build the ASGI application; ``clock`` must stay open while it serves."""

    routes: Mapping[str, Handlers] = {
        "/skills": {"GET": _document("/skills")},
        "/skills/telling-time": {"GET": _document("/skills/telling-time")},
        "/health": {"GET": _static(b'{"status":"ok"}')},
    }
    return _application(routes, allowed_hosts)


def _static(content: bytes) -> Callable[[Request], Awaitable[Response]]:
    async def handler(_: Request) -> Response:
        return Response(content, media_type="application/json")

    return handler


def _document(path: str) -> Callable[[Request], Awaitable[Response]]:
    return _static(json.dumps(DOCUMENTS[path]).encode())


def _application(routes: Mapping[str, Handlers], hosts: Collection[str]) -> Starlette:
    known = {"127.0.0.1", "localhost", "[::1]", *map(str.lower, hosts)}
    errors = (HTTPException, Exception)
    return Starlette(
        routes=[_route(*r, known) for r in {**routes, "/{path:path}": {}}.items()],
        exception_handlers=dict.fromkeys(errors, _explain),
    )


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
        return await handlers[request.method](request)

    route = Route(path, dispatch)
    route.methods = None
    return route


async def _explain(_: Request, error: Exception) -> Response:
    """Answer with a problem (RFC 9457)."""
    status, detail, headers = 500, "Internal error.", None  # the server logs the rest
    if isinstance(error, HTTPException):
        status, detail, headers = error.status_code, error.detail, error.headers
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(problem), status, headers, "application/problem+json")
