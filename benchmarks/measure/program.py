"""Runs of a command, from nothing to its end."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Program:
    """A command, and the seconds of each of its runs: on the clock, and of the processor.

    ``statuses`` are the exit codes that mean that it did its work.
    """

    name: str
    command: tuple[str, ...]
    statuses: frozenset[int] = frozenset({0})
    wall: list[float] = field(default_factory=list[float])
    cpu: list[float] = field(default_factory=list[float])

    def run(self, folder: Path, *, measured: bool) -> None:
        """Run it once in ``folder``, its output thrown away.

        Raises:
            ChildProcessError: it failed.
        """
        quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
        environment = {
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "PYTHONPYCACHEPREFIX": str(folder / "cache"),
            "PYTHONDONTWRITEBYTECODE": "",
            "PWD": str(folder),
        }
        started = time.perf_counter()
        child = os.posix_spawn(self.command[0], self.command, environment, file_actions=quiet)
        _, status, used = os.wait4(child, 0)
        elapsed = time.perf_counter() - started
        code = os.waitstatus_to_exitcode(status)
        if code not in self.statuses:
            raise ChildProcessError(f"{self.name} ended with {code}")
        if measured:
            self.wall.append(elapsed)
            self.cpu.append(used.ru_utime + used.ru_stime)
