"""A raw HTTP client: requests go out as given, and answers come back as they were written."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The two eras of MCP: https://modelcontextprotocol.io/specification
MODERN = "2026-07-28"
LEGACY = "2025-11-25"

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; ``headers`` have their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header that may stand there once; None without it."""
        values = [value for key, value in self.headers if key == name]
        assert len(values) < 2, f"{name} twice: {values}"
        return values[0] if values else None

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def exchange(port: int, pieces: Iterable[bytes], patience: float = 20.0) -> bytes:
    """Send ``pieces`` and return all that comes back until the other side closes.

    An answer that comes before everything is sent is kept; once the other side has closed,
    nothing more is sent.

    Raises:
        TimeoutError: the other side neither answered to the end nor closed in time.
    """
    deadline = time.monotonic() + patience
    received = bytearray()
    waiting = iter(pieces)
    unsent = memoryview(b"")
    with (
        socket.create_connection(("127.0.0.1", port), timeout=patience) as connection,
        selectors.DefaultSelector() as selector,
    ):
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while (left := deadline - time.monotonic()) > 0:
            for _, events in selector.select(left):
                if events & selectors.EVENT_READ:
                    try:
                        data = connection.recv(1 << 20)
                    except ConnectionResetError:
                        data = b""
                    if not data:
                        return bytes(received)
                    received += data
                elif events & selectors.EVENT_WRITE:
                    unsent = unsent or memoryview(next(waiting, b""))
                    if not unsent:
                        selector.modify(connection, selectors.EVENT_READ)
                        continue
                    try:
                        unsent = unsent[connection.send(unsent) :]
                    except (BrokenPipeError, ConnectionResetError):
                        selector.modify(connection, selectors.EVENT_READ)
    raise TimeoutError(f"no end after {patience} s; so far: {bytes(received[:500])!r}")


def parse(raw: bytes, method: str = "GET") -> Answer:
    """Take one whole answer apart; the body must be as long as the head says, and the last."""
    head, _, body = raw.partition(b"\r\n\r\n")
    line, *fields = head.decode("latin-1").split("\r\n")
    version, status, *_ = line.split(" ")
    assert version == "HTTP/1.1", raw[:200]
    pairs = [field.partition(": ") for field in fields]
    headers = tuple((name.lower(), value) for name, _, value in pairs)
    found = Answer(int(status), headers, body)
    has_body = method != "HEAD" and found.status not in (204, 304)
    assert found.header("transfer-encoding") is None, headers
    if has_body:
        assert found.header("content-length") == str(len(body)), (headers, body[:200])
    else:
        assert body == b"", body[:200]
    return found


def head(
    method: str, target: str, headers: Headers = (), body: bytes | None = None, host: str = ""
) -> bytes:
    """Return the head of a request, its Host and Content-Length filled in."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host or '127.0.0.1'}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


def request(
    port: int,
    method: str,
    target: str,
    headers: Headers = (),
    body: bytes | None = None,
    host: str = "",
    patience: float = 20.0,
) -> Answer:
    """Make one request on a connection of its own."""
    pieces = [head(method, target, headers, body, host), body or b""]
    return parse(exchange(port, pieces, patience), method)


def post_json(port: int, target: str, body: bytes, headers: Headers = ()) -> Answer:
    """POST ``body`` as application/json."""
    return request(port, "POST", target, [("Content-Type", "application/json"), *headers], body)


def mcp(
    port: int,
    method: str,
    params: str = "{}",
    era: str = MODERN,
    headers: Headers = (),
    host: str = "",
) -> Answer:
    """Make one JSON-RPC request of an MCP era, without a handshake: the servers keep no state.

    ``params`` is JSON text, so that it can hold what ``json.dumps`` would not write.
    """
    text = params
    sent = [
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
        ("MCP-Protocol-Version", era),
        *headers,
    ]
    if era == MODERN:
        prefix = "io.modelcontextprotocol"
        meta = {
            f"{prefix}/protocolVersion": era,
            f"{prefix}/clientInfo": {"name": "e2e", "version": "1"},
            f"{prefix}/clientCapabilities": {},
        }
        glue = "" if text == "{}" else ", "
        text = f'{{"_meta": {json.dumps(meta)}{glue}{text[1:]}'
        sent.append(("Mcp-Method", method))
    body = f'{{"jsonrpc": "2.0", "id": 1, "method": "{method}", "params": {text}}}'.encode(
        "utf-8", "surrogateescape"
    )
    return request(port, "POST", "/mcp", sent, body, host)


def call(
    port: int, tool: str, arguments: Mapping[str, Any] | str = "{}", era: str = MODERN
) -> Answer:
    """Call a tool; ``arguments`` may be JSON text."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    params = f'{{"name": "{tool}", "arguments": {text}}}'
    return mcp(port, "tools/call", params, era, [("Mcp-Name", tool)] if era == MODERN else ())


def call_tool(
    port: int, tool: str, arguments: Mapping[str, Any] | str = "{}", era: str = MODERN
) -> dict[str, Any]:
    """Call a tool and return its result, which may be an ``isError`` one."""
    found = call(port, tool, arguments, era)
    assert found.status == 200, found
    result: dict[str, Any] = found.json["result"]
    return result
