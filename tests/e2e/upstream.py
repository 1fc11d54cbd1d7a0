"""A raw upstream: it keeps each request byte for byte, and answers by a script.

A script is data, a tuple of steps, so that it can do what no HTTP library would: stall, reset,
lie about its length, never end. It runs in a thread of its own; tests of any kind use it alike.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine, Generator
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

#: The longest head that is read; a path value may have a million characters.
_MAX_HEAD = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Send:
    """Write ``data``, ``times`` over; it is never held in memory more than once."""

    data: bytes
    times: int = 1


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for that many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stall:
    """Send nothing more until the client leaves."""


@dataclass(frozen=True, slots=True)
class Reset:
    """Tear the connection down with an RST."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the connection in good order."""


Step: TypeAlias = Send | Wait | Stall | Reset | Close
Script: TypeAlias = tuple[Step, ...]

BODY = b'{"data": [1]}\n'


def answer(
    status: str = "200 OK",
    body: bytes = BODY,
    content_type: str = "application/json",
    *headers: str,
) -> Script:
    """Return the script of a plain answer; an empty ``content_type`` leaves that header out."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    if not status.startswith("204"):  # RFC 9110, section 8.6
        lines.append(f"Content-Length: {len(body)}")
    return (Send("\r\n".join([*lines, "", ""]).encode("latin-1") + body),)


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    line: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def method(self) -> str:
        return self.line.split(b" ")[0].decode("ascii")

    @property
    def target(self) -> str:
        """The request target, exactly as it was written."""
        return self.line.split(b" ")[1].decode("ascii")

    @property
    def names(self) -> list[str]:
        """The names of all headers in lower case, sorted."""
        return sorted(name.decode("ascii").lower() for name, _ in self.headers)

    def header(self, name: str) -> list[bytes]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key.decode("ascii").lower() == name]


class Upstream:
    """A listener on a free port of 127.0.0.1, open inside its ``with`` block.

    ``answer`` is the script for the requests to come, after those in ``first``. Leaving the block
    raises what went wrong while requests were read: one that is no HTTP must not go unnoticed.
    """

    def __init__(self) -> None:
        self.answer: Script = answer()
        self.first: list[Script] = []
        self.port = 0
        self._requests: list[Received] = []
        self._failures: list[Exception] = []
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def address(self) -> str:
        """``host:port``."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self._failures:
            raise ExceptionGroup("requests that could not be read", self._failures)

    def take(self) -> list[Received]:
        """Return the requests since the last ``take``."""
        taken, self._requests = self._requests, []
        return taken

    def reset(self) -> None:
        """Forget all requests, and answer plainly again."""
        self.take()
        self.answer = answer()

    @contextlib.contextmanager
    def refusing(self) -> Generator[None]:
        """Close the port for a while: whoever connects is refused."""
        self._run(self._shut())
        try:
            yield
        finally:
            self._run(self._open())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _open(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, limit=_MAX_HEAD
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        assert self._server is not None
        self._server.close()
        connections = dict(self._connections)
        for task, writer in connections.items():
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections[task] = writer
        try:
            # A client may leave whenever it likes; then there is nobody to tell.
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                while request := await _read(reader):
                    # Taken before anything is written: who has the headers of an empty body
                    # already changes the next answer.
                    script = self.first.pop(0) if self.first else self.answer
                    self._requests.append(request)
                    for step in script:
                        if not await _take(step, reader, writer):
                            return
        except Exception as failure:
            self._failures.append(failure)
        finally:
            del self._connections[task]
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Received | None:
    """Read one request; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise ValueError(f"half a request: {error.partial[:200]!r}") from None
        return None
    line, *fields = head[:-4].split(b"\r\n")
    if line.count(b" ") != 2 or not line.endswith(b" HTTP/1.1"):
        raise ValueError(f"no request line: {line[:200]!r}")
    pairs: list[tuple[bytes, bytes]] = []
    for field in fields:
        name, colon, value = field.partition(b": ")
        if not colon or not name.replace(b"-", b"").isalnum() or b"\n" in value or b"\r" in value:
            raise ValueError(f"no header field: {field[:200]!r}")
        pairs.append((name, value))
    request = Received(line, tuple(pairs), b"")
    return Received(line, tuple(pairs), await _read_body(request, reader))


async def _read_body(request: Received, reader: asyncio.StreamReader) -> bytes:
    lengths = request.header("content-length")
    codings = request.header("transfer-encoding")
    if len(lengths) + len(codings) > 1:
        raise ValueError(f"two lengths: {request.headers!r}")
    if lengths:
        return await reader.readexactly(int(lengths[0]))
    body = b""
    if codings:
        while size := int((await reader.readline()).rstrip(b"\r\n"), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readexactly(2)
    return body


async def _take(step: Step, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Carry out one step; False if the connection is over."""
    match step:
        case Send(data, times):
            for _ in range(times):
                writer.write(data)
                await writer.drain()
            return True
        case Wait(seconds):
            await asyncio.sleep(seconds)
            return True
        case Stall():
            await reader.read(1)
        case Reset():
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        case Close():
            writer.close()
    return False
