"""The package of specs/inputs.yaml: path, query and header inputs, and a body."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.e2e import wire
from tests.e2e.package import TOKEN, Project, Service, serving
from tests.e2e.upstream import Received, Upstream

SPEC = Path(__file__).with_name("specs") / "inputs.yaml"

_REST, _MCP = "LIBRARY_REST_LISTEN", "LIBRARY_MCP_LISTEN"


@dataclass(frozen=True, slots=True)
class Library:
    """The running package; its upstream lies below ``/api``."""

    service: Service
    upstream: Upstream

    @property
    def rest(self) -> int:
        """The port of the REST adapter."""
        return self.service.ports[_REST]

    @property
    def mcp(self) -> int:
        """The port of the MCP adapter."""
        return self.service.ports[_MCP]

    def get(self, target: str, headers: wire.Headers = ()) -> wire.Answer:
        """Ask the REST adapter; whatever comes back is no failure of its own."""
        found = wire.request(self.rest, "GET", target, headers)
        assert found.status != 500, found
        assert TOKEN.encode() not in found.body
        return found

    def read_book(self, arguments: Mapping[str, Any] | str, era: str = wire.MODERN) -> str:
        """Call the tool read-book; return its error, or no text if there was none.

        ``arguments`` may be JSON text.
        """
        found = wire.call(self.mcp, "read-book", arguments, era)
        assert TOKEN.encode() not in found.body
        assert found.status < 500, found
        reply = found.json
        if "error" in reply:
            assert reply["error"]["code"] in (-32602, -32600, -32700), reply
            return str(reply["error"]["message"])
        if not reply["result"].get("isError"):
            return ""
        (content,) = reply["result"]["content"]
        assert content["text"] != "Internal error."
        return str(content["text"])

    def take_one(self) -> Received:
        """Return the only request since the last look; host, prefix and token are untouched."""
        (received,) = self.upstream.take()
        assert received.header("host") == [self.upstream.address.encode()]
        assert received.header("authorization") == [f"Bearer {TOKEN}".encode()]
        assert received.target.startswith("/api/shelves/")
        assert set(received.target) <= _IN_A_URL, received.target
        return received


#: RFC 3986: what may stand in a path and a query, and the percent sign.
_IN_A_URL = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@/?"
)


@contextlib.contextmanager
def running(project: Project, upstream: Upstream, folder: Path) -> Generator[Library]:
    """Run the package inside the block."""
    settings = {
        "LIBRARY_TOKEN": TOKEN,
        "LIBRARY_BASE_URL": f"http://{upstream.address}/api",
        "LIBRARY_TIMEOUT": "10",
    }
    with serving(project, settings, (_REST, _MCP), folder) as service:
        yield Library(service, upstream)


def segment(value: str) -> str:
    """Return the one path segment that stands for ``value`` (RFC 3986, section 2)."""
    return quote(value, safe="")
