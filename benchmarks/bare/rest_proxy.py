"""The thinnest proxy: `python -m benchmarks.bare.rest_proxy PORT UPSTREAM_URL`.

An ASGI application by hand that knows one route and hands the upstream's bytes on. It checks
nothing, has no second route, no limit, no error but 500.
"""

from __future__ import annotations

import sys
from typing import Any

import aiohttp

from benchmarks.bare.serving import serve

_PORT, _URL = sys.argv[1:]


def make(session: aiohttp.ClientSession) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            async with session.get(_URL) as response:
                body = await response.read()
                status, kind = response.status, response.headers["Content-Type"]
            headers = [
                (b"content-length", str(len(body)).encode()),
                (b"content-type", kind.encode()),
            ]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return app


if __name__ == "__main__":
    serve(int(_PORT), make)
