"""A load of HTTP requests: so many connections, each with its next request once it is answered."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import cast

import uvloop


class LoadError(Exception):
    """An answer was not 200, or a connection was lost."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of load came to."""

    requests: int
    seconds: float
    answer: bytes  # one of them, head and body


def load(port: int, request: bytes, connections: int, seconds: float) -> Round:
    """Send the same bytes over and over for ``seconds``, and count the answers.

    Raises:
        LoadError: an answer is not 200, or there is none.
    """
    return uvloop.run(_load(port, request, connections, seconds))


async def _load(port: int, request: bytes, connections: int, seconds: float) -> Round:
    loop = asyncio.get_running_loop()
    callers: list[_Caller] = []
    for _ in range(connections):
        _, caller = await loop.create_connection(lambda: _Caller(request), "127.0.0.1", port)
        callers.append(caller)
    started = time.perf_counter()
    for caller in callers:
        caller.start(started + seconds)
    await asyncio.gather(*(caller.done for caller in callers))
    elapsed = time.perf_counter() - started
    return Round(sum(caller.answers for caller in callers), elapsed, callers[0].answer)


class _Caller(asyncio.Protocol):
    """One connection; of an answer it reads the status and how long it is."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._seen = b""
        self.answer = b""
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)

    def start(self, until: float) -> None:
        self._until = until
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._seen += data
        end = self._seen.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._seen[:end].lower()
        _, found, rest = head.partition(b"content-length:")
        if not found or not head.startswith(b"http/1.1 200 "):
            self._fail(head.partition(b"\r\n")[0].decode("latin-1"))
            return
        if len(self._seen) < end + 4 + int(rest.split(b"\r\n", 1)[0]):
            return
        self.answer, self._seen = self._seen, b""
        self.answers += 1
        if time.perf_counter() < self._until:
            self._transport.write(self._request)
        else:
            self._transport.close()
            self.done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail("the connection was lost")

    def _fail(self, reason: str) -> None:
        if not self.done.done():
            self.done.set_exception(LoadError(reason))
            self._transport.close()
