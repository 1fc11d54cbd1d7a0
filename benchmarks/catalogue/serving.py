"""The third stage: a package as a process, on real sockets, between a caller and the stub."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_plus

import aiohttp
import yarl
from mcp import Client

from benchmarks.catalogue.declared import Declared, read_declared
from benchmarks.catalogue.inputs import Attempt, RouteAttempt, route_attempts, tool_attempts
from benchmarks.catalogue.result import Calls, Result, Work
from benchmarks.catalogue.starting import Process, Start, fresh, kill, terminate
from naftiko_gen.stub import Record, Stub, serve

#: Seconds: to open the ports on a busy machine, for one call, and for the end (the promise).
START = 60
CALL = 20
STOP = 1.0

_TIMEOUT = aiohttp.ClientTimeout(total=CALL)

# Below the range from which systems take the ports of outgoing connections.
_PORTS = itertools.count(10_000 + os.getpid() * 101 % 20_000)


class Fault(Exception):
    """What went wrong, in one line."""


async def run(spec: Path, result: Result, work: Work, start: Start = fresh) -> list[str]:
    """Start, call and stop the package of ``result``; return its faults and count its calls."""
    data = spec.read_bytes()
    stub = Stub.read(spec.name, data, checking=True)
    result.calls = calls = Calls()
    faults: list[str] = []
    log = work.logs / f"{result.package}.log"
    ports = {name: _free_port() for name in result.wiring.listening}
    async with serve(stub) as address:
        started = time.monotonic()
        settings = _environment(result, stub, address, ports)
        process = await start(result.package, work.project(result) / "src", settings, log)
        try:
            await _ready(process, list(ports.values()))
            calls.seconds_to_start = round(time.monotonic() - started, 2)
            caller = _Caller(result, stub, read_declared(spec.name, data), calls, faults)
            for variable, file in result.wiring.rest.items():
                await caller.rest(ports[variable], work.project(result), file)
            for variable, paths in result.wiring.documents.items():
                await caller.documents(ports[variable], paths)
            for variable, tools in result.wiring.mcp.items():
                await caller.mcp(ports[variable], tools)
        except Fault as fault:
            faults.append(str(fault))
        finally:
            faults += await _stop(process, calls)
    text = log.read_text(encoding="utf-8", errors="replace")
    if "Traceback" in text:
        faults.append(f"log: {text[text.index('Traceback') :].strip().splitlines()[-1][:300]}")
    elif any(fault.startswith("start: ") for fault in faults) and text.strip():
        faults.append(f"log: {text.strip().splitlines()[-1][:300]}")
    return faults


def _environment(result: Result, stub: Stub, address: str, ports: dict[str, int]) -> dict[str, str]:
    urls = stub.base_urls(address)
    wiring = result.wiring
    return {
        **dict.fromkeys(wiring.texts, "stub"),
        **{variable: urls.get(name, address) for variable, name in wiring.upstreams.items()},
        **{variable: f"127.0.0.1:{port}" for variable, port in ports.items()},
    }


async def _ready(process: Process, ports: list[int]) -> None:
    deadline = time.monotonic() + START
    for port in ports:
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                if process.returncode is not None:
                    raise Fault(f"start: ended with {process.returncode}") from None
                if time.monotonic() > deadline:
                    raise Fault("start: a port does not open") from None
                await asyncio.sleep(0.05)
                continue
            writer.close()
            break


async def _stop(process: Process, calls: Calls) -> list[str]:
    faults: list[str] = []
    begun = time.monotonic()
    terminate(process)
    try:
        code = await asyncio.wait_for(process.wait(), 30)
        calls.seconds_to_stop = round(time.monotonic() - begun, 3)
        if code:
            faults.append(f"stop: exit code {code}")
        if calls.seconds_to_stop > STOP:
            faults.append(f"stop: took {calls.seconds_to_stop:.1f} s")
    except TimeoutError:
        kill(process)
        await process.wait()
        faults.append("stop: does not end")
    return faults


class _Caller:
    """Calls all tools and routes of one package, and compares what the stub saw."""

    def __init__(
        self, result: Result, stub: Stub, declared: Declared, calls: Calls, faults: list[str]
    ) -> None:
        self._result = result
        self._stub = stub
        self._declared = declared
        self._calls = calls
        self._faults = faults

    async def mcp(self, port: int, tools: list[str]) -> None:
        """List the tools of an MCP adapter, and call each."""
        async with Client(f"http://127.0.0.1:{port}/mcp", read_timeout_seconds=CALL) as client:
            listed = (await client.list_tools()).tools
            if [tool.name for tool in listed] != tools:
                self._faults.append(f"tools: listed are {len(listed)}, not {len(tools)}")
            for tool in listed:
                self._calls.tools += 1
                for attempt in tool_attempts(tool.name, tool.input_schema):
                    before = len(self._stub.records)
                    answer = await client.call_tool(attempt.tool, attempt.arguments)
                    said = " ".join(getattr(part, "text", "") for part in answer.content)
                    expected = self._declared.tools.get(attempt.tool, set())
                    problem = f"isError: {said[:200]}" if answer.is_error else ""
                    self._judge(attempt, before, expected, problem)

    async def rest(self, port: int, project: Path, file: str) -> None:
        """Make a request to each route of a REST adapter, as its OpenAPI document says."""
        path = project / "src" / self._result.package / file
        document: dict[str, Any] = json.loads(path.read_bytes())
        seen: set[str] = set()
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            for attempt in route_attempts(document):
                route = f"{attempt.method} {attempt.path}"
                self._calls.routes += route not in seen
                seen.add(route)
                before = len(self._stub.records)
                problem = await _request(session, port, attempt)
                expected = self._declared.of_route(attempt.method, attempt.path)
                self._judge(attempt, before, expected, problem)

    async def documents(self, port: int, paths: list[str]) -> None:
        """Fetch each fixed document of an adapter; the upstream has no part in it."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            for path in paths:
                url = yarl.URL(f"http://127.0.0.1:{port}{path}", encoded=True)
                async with session.get(url) as answer:
                    json.loads(await answer.read())
                    if answer.status != 200:
                        self._faults.append(f"document: {path}: status {answer.status}")

    def _judge(self, attempt: Attempt, before: int, expected: set[str], problem: str) -> None:
        self._calls.made += 1
        records = self._stub.records[before:]
        if len(records) != 1:
            self._fault(attempt, f"{len(records)} requests were sent ({problem})")
            return
        record = records[0]
        if record.refusal:
            self._calls.refused += 1
            shown = f"{record.request.method} {record.request.target}"
            self._fault(attempt, f"refused: {record.refusal} [{shown}]")
            return
        self._calls.accepted += 1
        reached = {f"{record.namespace}.{name}" for name in record.operations}
        if not reached & expected:
            self._fault(attempt, f"reached {sorted(reached)}, not {sorted(expected)}")
        elif problem:
            self._fault(attempt, f"the answer is lost: {problem}")
        elif lost := self._lost(attempt, record):
            self._fault(attempt, f"not sent: {', '.join(lost)}")

    def _lost(self, attempt: Attempt, record: Record) -> list[str]:
        """Return the inputs that a request does not carry, those that hold credentials aside."""
        # Credentials are the settings' business: an input of the same name must not replace them.
        credentials = {each.name for each in self._stub.clients[record.namespace].credentials}
        carried = _carried(record)
        return [n for n, value in attempt.values if value not in carried and n not in credentials]

    def _fault(self, attempt: Attempt, text: str) -> None:
        self._faults.append(f"call: {attempt.title}: {text}")


async def _request(session: aiohttp.ClientSession, port: int, attempt: RouteAttempt) -> str:
    url = yarl.URL(f"http://127.0.0.1:{port}{attempt.target}", encoded=True)
    async with session.request(
        attempt.method, url, headers=attempt.headers, data=attempt.body, allow_redirects=False
    ) as answer:
        text = await answer.text()
        return "" if answer.status < 400 else f"status {answer.status}: {text[:200]}"


def _carried(record: Record) -> str:
    """Return everything that a request carries, decoded."""
    request = record.request
    body = request.body.decode("utf-8", "replace")
    headers = (value for _, value in request.headers)
    return "\n".join(
        (unquote(request.path), unquote_plus(request.query), *headers, body, unquote_plus(body))
    )


def _free_port() -> int:
    while True:
        port = next(_PORTS)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
