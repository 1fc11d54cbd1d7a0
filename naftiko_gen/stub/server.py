"""The stub on a real socket."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from naftiko_gen.stub.messages import Request
from naftiko_gen.stub.upstream import Stub

if TYPE_CHECKING:
    from aiohttp import web


@asynccontextmanager
async def serve(stub: Stub, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
    """Serve ``stub`` and give its address, such as ``http://127.0.0.1:49152``.

    Port 0 takes a free one. ``stub.base_urls(address)`` says where each namespace lies. Nothing
    is logged: a request line may carry a key in its query.

    Raises:
        ModuleNotFoundError: aiohttp is not installed (the extra ``run`` brings it).
        OSError: the port is taken, or the host is not one of this machine's.
    """
    # Here and not above, so that this room can be imported without the extra.
    from aiohttp import web

    async def handle(request: web.BaseRequest) -> web.Response:
        answer = stub.answer(
            Request(
                request.method,
                request.raw_path,
                tuple(request.headers.items()),
                await request.read(),
            )
        )
        headers = {**answer.headers}
        if answer.document is not None:
            headers["Content-Type"] = answer.content_type
        return web.Response(status=answer.status, body=answer.body, headers=headers)

    # A bare server without a router: aiohttp's router would match the decoded path.
    runner = web.ServerRunner(web.Server(handle, access_log=None), shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield _address(host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
