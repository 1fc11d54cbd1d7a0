"""Many callers for a long time on an upstream that fails in every way.

    python -m tests.e2e.soak --minutes 10 --callers 256

prints the calls by outcome, and memory, open file descriptors and threads of the service at the
start, while it works and at the end. ``test_soak.py`` runs the same for some seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.e2e.package import TOKEN, Project, Service, serving
from tests.e2e.rooms import EXAMPLE, MCP, REST
from tests.e2e.upstream import Close, Reset, Script, Send, Stall, Upstream, Wait, answer

#: What the upstream does, one after the other; each is in force for a moment.
FAULTS: tuple[Script, ...] = (
    answer(),
    answer("500 Internal Server Error", b'{"error": "down"}'),
    answer(),
    (Reset(),),
    (Send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), Close()),
    answer("302 Found", b"", "", "Location: http://127.0.0.1:9/"),
    (Stall(),),
    (Send(b"no HTTP at all\r\n\r\n"), Close()),
    answer("204 No Content", b"", ""),
    (Send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), Reset()),
)
_MOMENT = 0.05
_SETTINGS = {"HMS_MANAGEMENT_TOKEN": TOKEN, "ROOMS_TIMEOUT": "0.5"}
_META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "soak", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
_CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"_meta": _META, "name": "hms-retrieve-room", "arguments": {"room_id": "a/b"}},
}
_MCP_HEADERS = {
    "Accept": "application/json, text/event-stream",
    "MCP-Protocol-Version": "2026-07-28",
    "Mcp-Method": "tools/call",
    "Mcp-Name": "hms-retrieve-room",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process holds: bytes of memory, open file descriptors, threads."""

    memory: int
    descriptors: int
    threads: int


@dataclass(frozen=True, slots=True)
class Report:
    """How a soak went. ``stopped`` are the calls in flight at SIGTERM that were answered."""

    outcomes: Counter[str]
    before: Sample
    warm: Sample
    after: Sample
    stopped: int
    in_flight: int

    def lines(self) -> list[str]:
        """Return the report for a person."""
        calls = [f"  {count:>9,} {outcome}" for outcome, count in sorted(self.outcomes.items())]
        states = (("start", self.before), ("warm", self.warm), ("end", self.after))
        held = [
            f"  {name:<6} {s.memory / 2**20:7.1f} MiB {s.descriptors:>5} fds {s.threads:>3} threads"
            for name, s in states
        ]
        total = f"{sum(self.outcomes.values()):,} calls"
        stop = f"{self.stopped} of {self.in_flight} calls in flight at SIGTERM were answered"
        return [total, *calls, "the service held", *held, stop]


def sample(process: int) -> Sample:
    """Look at a process (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    resident = re.search(r"VmRSS:\s+(\d+) kB", status)
    threads = re.search(r"Threads:\s+(\d+)", status)
    assert resident
    assert threads
    descriptors = len(os.listdir(f"/proc/{process}/fd"))
    return Sample(int(resident[1]) * 1024, descriptors, int(threads[1]))


def soak(project: Project, seconds: float, callers: int, folder: Path) -> Report:
    """Run the package of rooms.yaml under load for that long, then stop it under load."""
    with Upstream() as upstream:
        settings = {**_SETTINGS, "ROOMS_BASE_URL": f"http://{upstream.address}/v2"}
        with serving(project, settings, (REST, MCP), folder) as service:
            return asyncio.run(_soak(service, upstream, seconds, callers))


async def _soak(service: Service, upstream: Upstream, seconds: float, callers: int) -> Report:
    process = service.process.pid
    outcomes: Counter[str] = Counter()
    # Shorter than the server keeps idle connections: a POST on one that closes is nobody's fault.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
    before = sample(process)
    async with aiohttp.ClientSession(connector=connector) as session:
        end = time.monotonic() + seconds
        tasks = [
            asyncio.create_task(_caller(session, service, number, end, outcomes))
            for number in range(callers)
        ]
        faults = asyncio.create_task(_alternate(upstream))
        await asyncio.sleep(seconds / 4)
        warm = sample(process)
        await asyncio.gather(*tasks)
        faults.cancel()
        upstream.reset()
        assert await _call(session, service, 0) == "REST 200"
    # The pool keeps idle connections for a while; what is open when they are gone has leaked.
    with upstream.refusing():
        await asyncio.sleep(1)
        after = sample(process)
    answered = await _stop(service, upstream, callers)
    return Report(outcomes, before, warm, after, answered, callers)


async def _alternate(upstream: Upstream) -> None:
    number = 0
    while True:
        upstream.answer = FAULTS[number % len(FAULTS)]
        upstream.take()  # or the requests would fill this process
        number += 1
        await asyncio.sleep(_MOMENT)


async def _caller(
    session: aiohttp.ClientSession,
    service: Service,
    number: int,
    end: float,
    outcomes: Counter[str],
) -> None:
    while time.monotonic() < end:
        outcomes[await _call(session, service, number)] += 1
        number += 1


async def _call(session: aiohttp.ClientSession, service: Service, number: int) -> str:
    """Make one call of one of three kinds; return what came of it in a word."""
    rest = f"http://127.0.0.1:{service.ports[REST]}/v2/rooms"
    try:
        if number % 3 == 0:
            async with session.get(rest) as response:
                await response.read()
                return f"REST {response.status}"
        if number % 3 == 1:
            async with session.post(rest, json={"name": "x"}) as response:
                await response.read()
                return f"REST {response.status}"
        url = f"http://127.0.0.1:{service.ports[MCP]}/mcp"
        async with session.post(url, json=_CALL, headers=_MCP_HEADERS) as response:
            result = json.loads(await response.read())["result"]
            return "MCP isError" if result.get("isError") else "MCP ok"
    except (aiohttp.ClientError, KeyError, ValueError) as error:
        return f"lost ({type(error).__name__})"


async def _stop(service: Service, upstream: Upstream, callers: int) -> int:
    """Send SIGTERM while the upstream works on every call; return how many were answered."""
    upstream.reset()
    upstream.answer = (Wait(0.3), *answer())
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        tasks = [asyncio.create_task(_call(session, service, n * 3)) for n in range(callers)]
        seen = 0
        while seen < callers and not all(task.done() for task in tasks):
            seen += len(upstream.take())
            await asyncio.sleep(0.01)
        service.terminate()
        outcomes = await asyncio.gather(*tasks)
        return sum(not outcome.startswith("lost") for outcome in outcomes)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--callers", type=int, default=256)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Project.generate(EXAMPLE, Path(folder) / "rooms")
        report = soak(project, arguments.minutes * 60, arguments.callers, Path(folder))
    print("\n".join(report.lines()))


if __name__ == "__main__":
    main()
