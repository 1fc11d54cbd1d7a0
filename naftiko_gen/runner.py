"""Serve a package straight away, as a process of its own, on a stub of its upstream if asked.

Used by ``naftiko-gen run``; what is generated lives in a temporary folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from pathlib import Path

from naftiko_gen.emit import curl
from naftiko_gen.ir import Identifier, Package, RestExample, SettingKind

#: What a generated package imports; the extra `run` brings it.
NEEDED = ("aiohttp", "mcp", "starlette", "uvicorn", "yarl")
#: Seconds until a package must have opened its ports.
_PATIENCE = 30


async def run(
    package: Package,
    folder: Path,
    spec: tuple[str, bytes],
    stub: bool,
    say: Callable[[str], None],
) -> int:
    """Serve the package written to ``folder`` until it ends; return its exit code.

    ``spec`` is the path and the bytes of the spec, from which the stub is made. Once every
    port answers, ``say`` is given the text that tells a person what to do. SIGINT and SIGTERM
    stop the package.
    """
    environment = {**os.environ, **_listening(package, os.environ)}
    path = [str(folder / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(path)
    async with contextlib.AsyncExitStack() as stack:
        if stub:
            environment |= await stack.enter_async_context(_stub(package, *spec))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", package.name, env=environment
        )
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _stop, process)
        ended = asyncio.create_task(process.wait())
        addresses = _addresses(package, environment)
        if await _ready(addresses, ended):
            say(_welcome(package, addresses, stub))
        return await ended


def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
        process.send_signal(signal.SIGTERM)


def _listening(package: Package, given: Mapping[str, str]) -> dict[str, str]:
    """Return other ports for those of the spec that are taken; what the caller set stays."""
    changed: dict[str, str] = {}
    for setting in package.settings:
        if setting.kind is not SettingKind.LISTEN or setting.variable in given:
            continue
        host, _, port = str(setting.default).rpartition(":")
        if not _is_free(host.strip("[]"), int(port)):
            changed[setting.variable] = f"{host}:{_free_port(host.strip('[]'))}"
    return changed


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port), family=_family(host)):
            return True
    except OSError:
        return False


def _free_port(host: str) -> int:
    with socket.create_server((host, 0), family=_family(host)) as server:
        return int(server.getsockname()[1])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@contextlib.asynccontextmanager
async def _stub(package: Package, path: str, data: bytes) -> AsyncGenerator[dict[str, str]]:
    """Serve an upstream made from the spec; yield the environment that leads there."""
    from naftiko_gen.stub import Stub, serve

    upstream = Stub.read(path, data)
    async with serve(upstream) as address:
        urls = upstream.base_urls(address)
        environment = {
            package.setting(client.base_url).variable: urls[client.namespace]
            for client in package.clients
        }
        environment |= {
            setting.variable: os.environ.get(setting.variable, "stub")
            for setting in package.settings
            if setting.secret
        }
        yield environment


def _addresses(package: Package, environment: Mapping[str, str]) -> dict[Identifier, str]:
    """Return ``host:port`` of each adapter that listens, by its module."""
    listening: list[tuple[Identifier, Identifier]] = [(a.module, a.listen) for a in package.rest]
    listening += [(a.module, a.listen) for a in package.mcp if a.listen]
    settings = [(module, package.setting(field)) for module, field in listening]
    return {
        module: environment.get(setting.variable, str(setting.default))
        for module, setting in settings
    }


async def _ready(addresses: Mapping[Identifier, str], ended: asyncio.Task[int]) -> bool:
    """Wait until every address answers; False if the process ended before."""
    deadline = asyncio.get_running_loop().time() + _PATIENCE
    waiting = list(addresses.values())
    while waiting and not ended.done() and asyncio.get_running_loop().time() < deadline:
        host, _, port = waiting[0].rpartition(":")
        try:
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        except (OSError, ValueError):
            await asyncio.sleep(0.05)
            continue
        writer.close()
        waiting.pop(0)
    return not waiting and not ended.done()


def _welcome(package: Package, addresses: Mapping[Identifier, str], stub: bool) -> str:
    lines = [f"{package.name} is running; Ctrl-C stops it.", ""]
    lines += [f"REST  http://{addresses[a.module]}   ({a.namespace})" for a in package.rest]
    lines += [
        f"MCP   http://{addresses[a.module]}/mcp   ({a.namespace})"
        for a in package.mcp
        if a.module in addresses
    ]
    if stub:
        lines.append("The upstream is a stub: it keeps in memory what you create.")
    for module, examples in package.rest_examples:
        if examples:
            lines += ["", "Try:", f"  {curl(f'http://{addresses[module]}', _telling(examples))}"]
            break
    servers = {
        adapter.namespace: {"type": "http", "url": f"http://{addresses[adapter.module]}/mcp"}
        for adapter in package.mcp
        if adapter.module in addresses
    }
    if servers:
        configuration = json.dumps({"mcpServers": servers}, indent=2)
        lines += ["", "Configuration of an MCP client:", configuration]
    return "\n".join(lines)


def _telling(examples: tuple[RestExample, ...]) -> RestExample:
    """Return the example that shows most: one with a body if there is one."""
    return next((example for example in examples if example.body is not None), examples[0])
