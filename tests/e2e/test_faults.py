"""Every fault of tests/wire/faults.toml, through REST and both eras of MCP.

However an upstream fails, the caller has an answer in time, memory stays bounded, the token
stays inside, nobody else is called, and the next call works.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import tomllib
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import wire
from tests.e2e.package import PATIENCE, TOKEN, Project, serving
from tests.e2e.rooms import EXAMPLE, MCP, REST, ROOT, Rooms, running
from tests.e2e.upstream import BODY, Close, Reset, Script, Send, Stall, Step, Upstream, Wait

#: Seconds: the time-out of the service that is made to wait, and of the other one.
SHORT, LONG = 0.6, 15.0
#: What a call may take beyond that on a busy machine.
MARGIN = 5.0
#: An answer of the package has at most 16 MiB; a few copies of one may exist at a time.
MAX_GROWTH = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    steps: tuple[dict[str, Any], ...]
    rest: int
    mcp: str
    body: str = ""
    slow: bool = False

    @classmethod
    def read(cls, row: dict[str, Any]) -> Fault:
        """Return the fault of a row of the table; a key that none has is an error."""
        rest = {key: value for key, value in row.items() if key != "steps"}
        return cls(steps=tuple(row["steps"]), **rest)

    def script(self, elsewhere: str) -> Script:
        """Return what the upstream does; ``elsewhere`` is the address of another server."""
        return tuple(_step(step, elsewhere) for step in self.steps)


def _step(step: dict[str, Any], elsewhere: str) -> Step:
    times = step.get("times", 1)
    match step:
        case {"send": text}:
            data = text.replace("{elsewhere}", elsewhere).encode("latin-1")
            # Short pieces go out together: a hundred million of them would keep this side busy.
            together = max(1, min(times, 65_536 // len(data)))
            return Send(data * together, times // together)
        case {"zeros": count}:
            # After a full flush a piece stands alone, and so may be repeated.
            deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
            piece = deflate.compress(bytes(count)) + deflate.flush(zlib.Z_FULL_FLUSH)
            return Send(piece, times)
        case {"wait": seconds}:
            return Wait(seconds)
        case {"do": "stall"}:
            return Stall()
        case {"do": "reset"}:
            return Reset()
        case {"do": "close"}:
            return Close()
        case _:
            raise ValueError(f"no step: {step}")


TABLE = tomllib.loads((ROOT / "tests" / "wire" / "faults.toml").read_text(encoding="utf-8"))
FAULTS = [Fault.read(row) for row in TABLE["fault"]]


@pytest.fixture(scope="module")
def patient(
    rooms_project: Project, listener: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rooms]:
    folder = tmp_path_factory.mktemp("patient")
    with running(rooms_project, EXAMPLE, listener, folder, str(LONG)) as rooms:
        yield rooms


@pytest.fixture(scope="module")
def hasty(
    rooms_project: Project, listener: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rooms]:
    folder = tmp_path_factory.mktemp("hasty")
    with running(rooms_project, EXAMPLE, listener, folder, str(SHORT)) as rooms:
        yield rooms


@pytest.fixture(params=FAULTS, ids=lambda fault: fault.name)
def fault(request: pytest.FixtureRequest) -> Fault:
    found: Fault = request.param
    return found


@pytest.fixture
def rooms(fault: Fault, request: pytest.FixtureRequest, upstream: Upstream) -> Rooms:
    """The service for this fault; only what must wait gets the short time-out."""
    found: Rooms = request.getfixturevalue("hasty" if fault.slow else "patient")
    assert found.upstream is upstream
    return found


@contextlib.contextmanager
def suffering(rooms: Rooms, fault: Fault) -> Generator[None]:
    """Let the upstream misbehave in the block, and look at what must hold of every fault."""
    before = rooms.service.peak_memory()
    start = time.monotonic()
    with Upstream() as elsewhere:
        rooms.upstream.answer = fault.script(elsewhere.address)
        refusing = contextlib.nullcontext() if fault.steps else rooms.upstream.refusing()
        with refusing:
            yield
        elapsed = time.monotonic() - start
        assert elsewhere.take() == []
    assert elapsed < (SHORT if fault.slow else LONG) + MARGIN
    if fault.slow:
        assert elapsed > SHORT * 0.9
    after = rooms.service.peak_memory()
    if before is not None and after is not None:
        assert after - before < MAX_GROWTH, f"{(after - before) / 2**20:.0f} MiB more"
    assert TOKEN not in rooms.service.output
    sent = rooms.upstream.take()
    # A POST is never repeated: it may have been carried out.
    assert [request.method for request in sent if request.method == "POST"] in ([], ["POST"])
    assert len(sent) == (1 if fault.steps else 0) or {r.method for r in sent} == {"GET"}
    rooms.upstream.reset()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rest(rooms: Rooms, fault: Fault, method: str) -> None:
    def call() -> wire.Answer:
        if method == "GET":
            return wire.request(rooms.rest, "GET", "/v2/rooms", patience=LONG + MARGIN)
        return wire.post_json(rooms.rest, "/v2/rooms", b"{}")

    with suffering(rooms, fault):
        found = call()
    assert found.status == fault.rest, found
    assert TOKEN.encode() not in found.body
    if found.status in (502, 504):
        assert found.header("content-type") == "application/problem+json"
        assert found.json["status"] == fault.rest
    else:
        assert found.body == fault.body.encode("latin-1")
    assert all(value.isprintable() for _, value in found.headers)

    found = call()
    assert (found.status, found.body) == (200, BODY)
    assert len(rooms.upstream.take()) == 1


@pytest.mark.parametrize("era", [wire.MODERN, wire.LEGACY])
def test_mcp(rooms: Rooms, fault: Fault, era: str) -> None:
    with suffering(rooms, fault):
        result = wire.call_tool(rooms.mcp, "hms-create-room", {"body": {}}, era)
    texts = [item["text"] for item in result["content"]]
    assert TOKEN not in str(result)
    if fault.mcp == "error":
        (line,) = texts
        assert line.strip()
        assert "\n" not in line
        assert result["isError"]
    else:
        body = fault.body.encode("latin-1").decode(errors="replace")
        assert texts == ([body] if body else [])
        assert not result.get("isError")

    result = wire.call_tool(rooms.mcp, "hms-list-rooms", era=era)
    assert result["content"] == [{"type": "text", "text": BODY.decode()}]
    assert len(rooms.upstream.take()) == 1


def test_an_https_upstream_without_tls(rooms_project: Project, tmp_path: Path) -> None:
    """It is not called in the clear instead."""
    heard: list[bytes] = []

    def speak(server: socket.socket) -> None:
        for _ in range(2):
            connection, _ = server.accept()
            with connection:
                heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        speaking = threading.Thread(target=speak, args=(server,))
        speaking.start()
        given = {
            "HMS_MANAGEMENT_TOKEN": TOKEN,
            "ROOMS_BASE_URL": f"https://127.0.0.1:{server.getsockname()[1]}/v2",
        }
        with serving(rooms_project, given, (REST, MCP), tmp_path) as service:
            found = wire.request(service.ports[REST], "GET", "/v2/rooms")
            assert found.status == 502
            assert TOKEN.encode() not in found.body
            result = wire.call_tool(service.ports[MCP], "hms-list-rooms")
            assert result["isError"]
            assert TOKEN not in str(result)
        speaking.join()
    assert len(heard) == 2
    assert all(message.startswith(b"\x16\x03") for message in heard)
    assert TOKEN.encode() not in b"".join(heard)
