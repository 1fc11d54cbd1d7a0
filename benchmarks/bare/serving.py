"""What both bare servers share with a generated package: its server and its settings."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import Any

import aiohttp
import uvicorn

HEADERS = {"Authorization": "Bearer token"}


def serve(port: int, make: Callable[[aiohttp.ClientSession], Any]) -> None:
    """Serve the application that ``make`` builds around an open session, on uvloop."""

    async def run() -> None:
        async with aiohttp.ClientSession(
            headers=HEADERS, cookie_jar=aiohttp.DummyCookieJar()
        ) as session:
            config = uvicorn.Config(make(session), port=port, log_level="warning", access_log=False)
            await uvicorn.Server(config).serve()

    gc.freeze()
    gc.set_threshold(50_000)
    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        runner.run(run())
