"""A server under measurement: a process that is started, watched and ended by its own id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

#: Seconds until a server must have opened its port, on a machine that does other work as well.
_PATIENCE = 60


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Process:
    """A Python process that serves ``port``, from ``with`` to the end of its block."""

    def __init__(
        self, arguments: Sequence[str], port: int, environment: Mapping[str, str], cores: set[int]
    ) -> None:
        self._arguments = [sys.executable, *arguments]
        self._port = port
        self._environment = {**os.environ, **environment}
        self._cores = cores

    def __enter__(self) -> Process:
        """Start it and wait until it listens.

        Raises:
            ChildProcessError: it ended, or did not listen in time.
        """
        self._process = subprocess.Popen(
            self._arguments, env=self._environment, stderr=subprocess.DEVNULL
        )
        os.sched_setaffinity(self._process.pid, self._cores)
        deadline = time.monotonic() + _PATIENCE
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__(None, None, None)
        raise ChildProcessError(f"{' '.join(self._arguments)} does not serve {self._port}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu(self) -> float:
        """Return the seconds that a processor has worked for it so far, in all its threads."""
        seconds = 0.0
        for task in Path(f"/proc/{self._process.pid}/task").iterdir():
            # Nanoseconds; /proc/PID/stat counts in hundredths of a second only.
            seconds += int((task / "schedstat").read_text().split()[0]) / 1e9
        return seconds
