"""Serve REST and MCP in one process, or MCP over standard input and output."""

import argparse
import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Generator

import uvicorn
from mcp.server.stdio import stdio_server
from starlette.types import ASGIApp

from forms_and_xml import mcp_server, rest
from forms_and_xml.settings import Settings, SettingsError, read_settings
from forms_and_xml.upstream import connect


class _Server(uvicorn.Server):
    """A server that leaves the signals to ``serve_http``, which stops all together."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _server(app: ASGIApp, settings: Settings) -> _Server:
    grace = int(settings.post_timeout) + 1
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=grace
    )
    return _Server(config)


def _bind(listen: str) -> socket.socket:
    """Return an open socket, or leave with one line that says why there is none."""
    address, _, port = listen.rpartition(":")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address.strip("[]"), int(port)), family=family)
    except OSError as error:
        sys.exit(f"Cannot listen: {error.strerror}")


async def serve_http(settings: Settings) -> None:
    """Serve all ports until SIGTERM or SIGINT; calls in flight are answered."""
    sockets = [_bind(settings.post_rest_listen), _bind(settings.post_mcp_listen)]
    async with connect(settings) as upstream:
        servers = [
            _server(
                rest.create_app(upstream, settings.forms_and_xml_allowed_hosts),
                settings,
            ),
            _server(
                mcp_server.create_app(upstream, settings.forms_and_xml_allowed_hosts),
                settings,
            ),
        ]

        def stop(*_: object) -> None:
            for server in servers:
                server.should_exit = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        print(f"REST: http://{settings.post_rest_listen}", file=sys.stderr)
        print(f"MCP: http://{settings.post_mcp_listen}/mcp", file=sys.stderr)
        async with asyncio.TaskGroup() as tasks:
            for server, bound in zip(servers, sockets, strict=True):
                tasks.create_task(server.serve([bound])).add_done_callback(stop)


async def serve_stdio(settings: Settings) -> None:
    """Serve MCP over standard input and output until the client leaves."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))  # input is read in a thread
    async with connect(settings) as upstream, stdio_server() as (reader, writer):
        server = mcp_server.create_server(upstream)
        await server.run(reader, writer, server.create_initialization_options())


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="forms-and-xml", description=__doc__)
    parser.add_argument("--stdio", action="store_true", help="serve MCP over stdio")
    arguments = parser.parse_args()
    try:
        settings = read_settings()
    except SettingsError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    gc.freeze()  # imported modules are never collected again
    gc.set_threshold(50_000)  # a request leaves next to nothing to collect
    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        serve = serve_stdio if arguments.stdio else serve_http
        runner.run(serve(settings))


if __name__ == "__main__":
    main()
