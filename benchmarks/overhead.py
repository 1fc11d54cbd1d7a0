"""What a generated package adds to each call: ``python -m benchmarks.overhead``.

Real processes and sockets: an upstream that answers a kilobyte of JSON, before it the generated
package of examples/rooms, and the least that could do the same: a proxy by hand and a bare
server of the SDK. One load after the other gets its turn, round by round, so that what else the
machine does slows all. The servers share one core, load and upstream have the others.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from benchmarks.measure.load import LoadError, load
from benchmarks.measure.process import Process, free_port
from benchmarks.measure.table import markdown, ratio
from naftiko_gen.api import load as load_spec
from naftiko_gen.api import render

_ROOT = Path(__file__).parents[1]
_SPEC = _ROOT / "examples" / "rooms" / "rooms.yaml"
_REVISIONS = ("2026-07-28", "2025-11-25")


@dataclass(frozen=True, slots=True)
class Variant:
    """A server under one load; the lists have a number a round."""

    name: str
    process: Process
    port: int
    request: bytes
    sign: bytes  # what an answer holds if it is the right one
    rates: list[float] = field(default_factory=list[float])
    costs: list[float] = field(default_factory=list[float])

    def measure(self, connections: int, seconds: float, *, keep: bool) -> None:
        """Load it for one round; ``keep`` the requests a second and the microseconds each."""
        before = self.process.cpu()
        done = load(self.port, self.request, connections, seconds)
        if self.sign not in done.answer:
            raise LoadError(f"{self.name}: {done.answer.decode()}")
        if keep:
            self.rates.append(done.requests / done.seconds)
            self.costs.append((self.process.cpu() - before) / done.requests * 1e6)


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=15, show_default=True)
@click.option("--seconds", type=click.FloatRange(0.01), default=1.0, show_default=True)
@click.option("--connections", type=click.IntRange(1), default=16, show_default=True)
def main(rounds: int, seconds: float, connections: int) -> None:
    """Print tables of requests a second and processor time a request, with ratios."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        groups = _start(Path(folder), stack)
        variants = [variant for group in groups for variant in group]
        for number in range(-1, rounds):
            for variant in variants[:: 1 if number % 2 else -1]:
                variant.measure(connections, seconds, keep=number >= 0)
        head = ["server", "requests/s", "CPU µs a request", "ratio of requests", "ratio of CPU"]
        rows = [row for group in groups for row in _rows(group)]
    click.echo(markdown(head, rows), nl=False)


def _start(folder: Path, stack: contextlib.ExitStack) -> list[list[Variant]]:
    """Start all servers; return the groups that are compared, the measure first in each."""
    cores = sorted(os.sched_getaffinity(0))
    ours, others = {cores[0]}, set(cores[1:]) or {cores[0]}
    os.sched_setaffinity(0, others)

    def start(
        port: int, *arguments: str, environment: dict[str, str] | None = None, on: set[int] = ours
    ) -> Process:
        paths = {"PYTHONPATH": os.pathsep.join((str(_ROOT), str(folder / "src")))}
        return stack.enter_context(Process(arguments, port, {**paths, **(environment or {})}, on))

    upstream, proxy, sdk, rest, mcp = (free_port() for _ in range(5))
    url = f"http://127.0.0.1:{upstream}"
    stub = start(upstream, "-m", "benchmarks.bare.upstream", str(upstream), on=others)
    by_hand = start(proxy, "-m", "benchmarks.bare.rest_proxy", str(proxy), f"{url}/rooms")
    bare = start(sdk, "-m", "benchmarks.bare.mcp_server", str(sdk), f"{url}/rooms")
    _generate(folder)
    settings = {
        "HMS_MANAGEMENT_TOKEN": "token",
        "ROOMS_BASE_URL": url,
        "ROOMS_REST_LISTEN": f"127.0.0.1:{rest}",
        "ROOMS_MCP_LISTEN": f"127.0.0.1:{mcp}",
    }
    rooms = start(mcp, "-m", "rooms", environment=settings)

    get = b"GET /v2/rooms HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: */*\r\n\r\n"
    groups = [
        [
            Variant("proxy by hand, `GET /v2/rooms`", by_hand, proxy, get, b"standup"),
            Variant("generated, `GET /v2/rooms`", rooms, rest, get, b"standup"),
            Variant("upstream, without a proxy", stub, upstream, get, b"standup"),
        ]
    ]
    for revision in _REVISIONS:
        call = tool_call(revision)
        groups.append(
            [
                Variant(
                    f"bare SDK server, `tools/call` of {revision}",
                    bare,
                    sdk,
                    call,
                    b'"structuredContent":{',
                ),
                Variant(
                    f"generated, `tools/call` of {revision}",
                    rooms,
                    mcp,
                    call,
                    b'"structuredContent":{',
                ),
            ]
        )
    return groups


def _generate(folder: Path) -> None:
    package = load_spec(_SPEC).package
    assert package is not None
    for name, data in render(package).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def tool_call(revision: str) -> bytes:
    """Return the request that calls the tool hms-list-rooms in a revision of MCP."""
    params: dict[str, object] = {"name": "hms-list-rooms", "arguments": {}}
    headers = {
        "Host": "127.0.0.1:9090",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": revision,
    }
    if revision == "2026-07-28":
        meta = "io.modelcontextprotocol"
        params["_meta"] = {
            f"{meta}/protocolVersion": revision,
            f"{meta}/clientCapabilities": {},
            f"{meta}/clientInfo": {"name": "benchmark", "version": "1"},
        }
        headers |= {"Mcp-Method": "tools/call", "Mcp-Name": "hms-list-rooms"}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    body = json.dumps(call).encode()
    headers["Content-Length"] = str(len(body))
    lines = ["POST /mcp HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _rows(group: list[Variant]) -> list[list[str]]:
    measure = group[0]

    def row(variant: Variant) -> list[str]:
        ratios = (ratio(variant.rates, measure.rates), ratio(variant.costs, measure.costs))
        return [
            variant.name,
            f"{median(variant.rates):,.0f}",
            f"{median(variant.costs):,.0f}",
            *(f"{each:.2f}" for each in ratios),
        ]

    return [row(variant) for variant in group]


if __name__ == "__main__":
    main()
