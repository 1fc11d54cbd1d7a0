"""Serve REST."""

import argparse
import asyncio
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import Generator

import uvicorn
from starlette.types import ASGIApp

from rest_route import rest
from rest_route.settings import Settings, SettingsError, read_settings
from rest_route.upstream import connect


class _Server(uvicorn.Server):
    """A server that leaves the signals to ``serve_http``, which stops all together."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _server(app: ASGIApp, settings: Settings) -> _Server:
    grace = int(settings.clock_timeout) + 1
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
    sockets = [_bind(settings.clock_rest_listen)]
    async with connect(settings) as upstream:
        servers = [
            _server(
                rest.create_app(upstream, settings.rest_route_allowed_hosts), settings
            ),
        ]

        def stop(*_: object) -> None:
            for server in servers:
                server.should_exit = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        print(f"REST: http://{settings.clock_rest_listen}", file=sys.stderr)
        async with asyncio.TaskGroup() as tasks:
            for server, bound in zip(servers, sockets, strict=True):
                tasks.create_task(server.serve([bound])).add_done_callback(stop)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="rest-route", description=__doc__)
    parser.parse_args()
    try:
        settings = read_settings()
    except SettingsError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    gc.freeze()  # imported modules are never collected again
    gc.set_threshold(50_000)  # a request leaves next to nothing to collect
    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        runner.run(serve_http(settings))


if __name__ == "__main__":
    main()
