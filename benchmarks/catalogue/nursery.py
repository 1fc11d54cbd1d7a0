"""A process that has imported what all packages share, and forks one child a package.

A fresh interpreter spends a second on imports that are the same each time. A child is a process
like any other: its own environment, output, sockets and end; only the first second is spared.
``python -m benchmarks.catalogue.nursery`` reads a JSON object a line: ``id``, ``package``,
``source``, ``environment``, ``log``; it writes ``{"id", "pid"}`` when the child runs, and
``{"id", "code"}`` when it has ended. It ends with its input.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import select
import signal
import sys
from typing import Any

SHARED = (
    "aiohttp",
    "jsonschema",
    "mcp.server.stdio",
    "mcp.server.streamable_http_manager",
    "pydantic_core",
    "starlette.applications",
    "starlette.responses",
    "starlette.routing",
    "uvicorn.protocols.http.httptools_impl",
    "uvloop",
    "yarl",
)
#: Seconds between two looks for children that have ended.
_LOOK = 0.01


def main() -> None:
    """Serve until the input ends; in a child, run its package."""
    for module in SHARED:
        importlib.import_module(module)
    order = _serve()
    if order:
        _become(order)


def _serve() -> dict[str, Any] | None:
    """Carry out orders; return the order in a child, None once the input has ended."""
    children: dict[int, int] = {}
    pending = b""
    while True:
        readable, _, _ = select.select([0], [], [], _LOOK if children else None)
        if readable:
            data = os.read(0, 1 << 16)
            if not data:
                for pid in children:
                    os.kill(pid, signal.SIGKILL)
                return None
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                order: dict[str, Any] = json.loads(line)
                pid = os.fork()
                if not pid:
                    return order
                children[pid] = order["id"]
                _say(id=order["id"], pid=pid)
        for pid in list(children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                _say(id=children.pop(pid), code=os.waitstatus_to_exitcode(status))


def _say(**members: int) -> None:
    os.write(1, json.dumps(members).encode() + b"\n")


def _become(order: dict[str, Any]) -> None:
    """Be the process of a package, as ``python -m PACKAGE`` would be."""
    os.environ.clear()
    os.environ.update(order["environment"])
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for opened, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(opened, number)
    sys.path[0] = order["source"]
    sys.argv = [order["package"]]
    runpy.run_module(order["package"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
