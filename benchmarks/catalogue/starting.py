"""How a package becomes a process: in an interpreter of its own, or as a child of the nursery."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol


class Process(Protocol):
    """What the run needs of a process; asyncio's own are such."""

    @property
    def returncode(self) -> int | None:
        """The exit code; None while it runs."""
        ...

    def send_signal(self, signal: int, /) -> None:
        """Send a signal.

        Raises:
            ProcessLookupError: it has ended.
        """
        ...

    async def wait(self) -> int:
        """Return the exit code once it has ended."""
        ...


class Start(Protocol):
    """Starts the package ``package`` from the folder ``source``; output goes to ``log``."""

    async def __call__(
        self, package: str, source: Path, settings: Mapping[str, str], log: Path, /
    ) -> Process: ...


async def fresh(package: str, source: Path, settings: Mapping[str, str], log: Path) -> Process:
    """Start a package as a person would: `python -m PACKAGE`."""
    with log.open("wb") as output:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", package),
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(source), **settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


@asynccontextmanager
async def nursery() -> AsyncGenerator[Start]:
    """Give a ``Start`` whose processes are forked with their imports done."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "benchmarks.catalogue.nursery"),
        cwd=Path(__file__).parents[2],
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    children = _Nursery(process.stdin)
    listening = asyncio.create_task(children.listen(process.stdout))
    try:
        yield children.start
    finally:
        process.stdin.close()
        await process.wait()
        await listening


class _Nursery:
    def __init__(self, orders: asyncio.StreamWriter) -> None:
        self._orders = orders
        self._children: dict[int, _Child] = {}

    async def start(
        self, package: str, source: Path, settings: Mapping[str, str], log: Path
    ) -> Process:
        child = _Child()
        order: dict[str, Any] = {
            "id": len(self._children),
            "package": package,
            "source": str(source),
            "environment": {"PATH": os.environ["PATH"], **settings},
            "log": str(log),
        }
        self._children[order["id"]] = child
        self._orders.write(json.dumps(order).encode() + b"\n")
        await child.started
        return child

    async def listen(self, said: asyncio.StreamReader) -> None:
        async for line in said:
            news: dict[str, int] = json.loads(line)
            child = self._children[news["id"]]
            if "pid" in news:
                child.started.set_result(news["pid"])
            else:
                child.ended.set_result(news["code"])


class _Child:
    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.started: asyncio.Future[int] = loop.create_future()
        self.ended: asyncio.Future[int] = loop.create_future()

    @property
    def returncode(self) -> int | None:
        return self.ended.result() if self.ended.done() else None

    def send_signal(self, signal: int, /) -> None:
        if self.ended.done():
            raise ProcessLookupError
        os.kill(self.started.result(), signal)

    async def wait(self) -> int:
        return await asyncio.shield(self.ended)


def terminate(process: Process) -> None:
    """Ask a process to end, unless it has."""
    _send(process, signal.SIGTERM)


def kill(process: Process) -> None:
    """End a process, unless it has ended."""
    _send(process, signal.SIGKILL)


def _send(process: Process, number: int) -> None:
    if process.returncode is None:
        try:
            process.send_signal(number)
        except ProcessLookupError:
            return  # it ended this very moment
