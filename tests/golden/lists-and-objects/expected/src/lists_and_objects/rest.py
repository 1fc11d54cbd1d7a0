"""REST adapter archive-rest."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lists_and_objects.upstream import (
    Answer,
    ArchiveClient,
    ArgumentError,
    UpstreamError,
)

Handlers = Mapping[str, Callable[[Request], Awaitable[Response]]]

OPENAPI = Path(__file__).with_name("openapi.json").read_bytes()


def create_app(
    archive: ArchiveClient, allowed_hosts: Collection[str] = ()
) -> Starlette:
    """Build the ASGI application; ``archive`` must stay open while it serves."""

    async def search(request: Request) -> Response:
        """GET /search: Finds documents."""
        tag = _list(request, "tag")
        created = _bracketed(request, "created")
        anything = request.query_params.get("anything")
        return _relay(await archive.search(tag=tag, created=created, anything=anything))

    routes: Mapping[str, Handlers] = {
        "/search": {"GET": search},
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


def _list(request: Request, name: str) -> list[str] | None:
    return request.query_params.getlist(name) or None


def _bracketed(request: Request, name: str) -> dict[str, str] | None:
    members: dict[str, str] = {}
    for key, value in request.query_params.items():
        if key.startswith(f"{name}[") and key.endswith("]"):
            members[key[len(name) + 1 : -1]] = value
    return members or None


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
