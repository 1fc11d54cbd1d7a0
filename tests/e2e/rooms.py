"""What the capability rooms.yaml asks for, worked out by hand: not from the generator."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.e2e.package import TOKEN, Project, Service, serving
from tests.e2e.upstream import Received, Upstream

ROOT = Path(__file__).resolve().parents[2]
#: The project's own file, and the one that the contract was written for; it may be absent.
EXAMPLE = ROOT / "examples" / "rooms" / "rooms.yaml"
SEED = ROOT.parent / "shared" / "seed" / "rooms.yaml"

REST, MCP = "ROOMS_REST_LISTEN", "ROOMS_MCP_LISTEN"

#: What an HTTP client adds to each request by itself, and the one header that the spec asks for.
ALWAYS = ("accept", "accept-encoding", "authorization", "host", "user-agent")
WITH_BODY = ("content-length", "content-type")


@dataclass(frozen=True, slots=True)
class Row:
    """A tool, arguments for it, and the request that must follow."""

    tool: str
    arguments: dict[str, Any]
    method: str
    target: str
    body: bytes

    @property
    def needed(self) -> tuple[str, ...]:
        """The arguments that the tool cannot do without."""
        return tuple(self.arguments)


ROWS = (
    Row("hms-list-rooms", {}, "GET", "/v2/rooms", b""),
    Row(
        "hms-create-room",
        {"body": {"name": "täglich", "size": 1.50, "tags": [None, True, 12345678901234567890]}},
        "POST",
        "/v2/rooms",
        b'{"name":"t\\u00e4glich","size":1.5,"tags":[null,true,12345678901234567890]}',
    ),
    Row("hms-retrieve-room", {"room_id": "66 a/b"}, "GET", "/v2/rooms/66%20a%2Fb", b""),
    Row(
        "hms-update-room",
        {"room_id": "ü~x", "body": {"description": 'a "b" \\ \n'}},
        "POST",
        "/v2/rooms/%C3%BC~x",
        b'{"description":"a \\"b\\" \\\\ \\n"}',
    ),
    Row(
        "hms-set-room-enabled",
        {"room_id": "a&b=c", "body": {"enabled": False}},
        "POST",
        "/v2/rooms/a%26b%3Dc/enabled",
        b'{"enabled":false}',
    ),
)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The package of rooms.yaml, running on ``upstream``; ``spec`` is the file as plain data."""

    project: Project
    service: Service
    upstream: Upstream
    settings: Mapping[str, str]
    spec: dict[str, Any]

    @property
    def rest(self) -> int:
        """The port of the REST adapter."""
        return self.service.ports[REST]

    @property
    def mcp(self) -> int:
        """The port of the MCP adapter."""
        return self.service.ports[MCP]

    @property
    def mcp_entry(self) -> dict[str, Any]:
        """The MCP adapter as the spec has it."""
        entry: dict[str, Any] = self.spec["capability"]["exposes"][1]
        return entry

    def take_one(self) -> Received:
        """Return the only request since the last look."""
        (received,) = self.upstream.take()
        return received

    def assert_sent(self, method: str, target: str, body: bytes = b"") -> None:
        """Check the only request since the last look, each byte that is ours to choose."""
        check(self.take_one(), self.upstream, method, target, body)


def settings(upstream: Upstream, timeout: str = "10") -> dict[str, str]:
    """Return the environment in which the package calls ``upstream``."""
    return {
        "HMS_MANAGEMENT_TOKEN": TOKEN,
        "ROOMS_BASE_URL": f"http://{upstream.address}/v2",
        "ROOMS_TIMEOUT": timeout,
    }


@contextlib.contextmanager
def running(
    project: Project, spec: Path, upstream: Upstream, folder: Path, timeout: str = "10"
) -> Generator[Rooms]:
    """Run the package of rooms.yaml inside the block."""
    given = settings(upstream, timeout)
    with serving(project, given, (REST, MCP), folder) as service:
        yield Rooms(project, service, upstream, given, yaml.safe_load(spec.read_bytes()))


def check(
    received: Received, upstream: Upstream, method: str, target: str, body: bytes = b""
) -> None:
    """Check one request of rooms.yaml, and that nothing was added to it."""
    assert (received.method, received.target) == (method, target)
    assert received.body == body
    assert received.names == sorted(ALWAYS + WITH_BODY if method == "POST" else ALWAYS)
    assert received.header("authorization") == [f"Bearer {TOKEN}".encode()]
    assert received.header("host") == [upstream.address.encode()]
    if method == "POST":
        assert received.header("content-type") == [b"application/json"]
        assert received.header("content-length") == [str(len(body)).encode()]
