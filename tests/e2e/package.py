"""A generated package as a process of its own, with hardly anything in its environment."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from naftiko_gen import pipeline, workspace
from naftiko_gen.emit import render

#: The credential of every package here. It belongs into one header of the upstream's requests,
#: and nowhere else: `Service.stop` looks for it in all output.
TOKEN = "canary-4d1c07"

#: Seconds that a process may take to start or stop on a busy machine.
PATIENCE = 30

# Ports come from below the range from which systems take those of outgoing connections, and from
# another part of it in each process: nobody else takes one between the look and the start.
_PORTS = itertools.count(10_000 + os.getpid() * 101 % 20_000)


@dataclass(frozen=True, slots=True)
class Project:
    """A generated package: its import name, its folder, and its variables that hold a secret."""

    name: str
    folder: Path
    variables: tuple[str, ...]

    @classmethod
    def generate(cls, spec: Path, folder: Path) -> Project:
        """Generate the package of ``spec``, named after the file, into ``folder``."""
        analysis = pipeline.analyse(str(spec), spec.read_bytes(), spec.stem)
        package = analysis.package
        assert package is not None, [str(d.message) for d in analysis.diagnostics]
        workspace.write(render(package), folder)
        variables = tuple(setting.variable for setting in package.settings)
        return cls(package.name, folder, variables)

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Return all that a process of this package is given."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.folder / "src"),
            **settings,
        }

    def command(self, *arguments: str) -> list[str]:
        """Return the command line that runs the package."""
        return [sys.executable, "-m", self.name, *arguments]

    def run(
        self, settings: Mapping[str, str], *arguments: str, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run the package until it ends by itself."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment(settings),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


class Service:
    """A running package. ``ports`` are those of its adapters, by variable."""

    def __init__(
        self,
        project: Project,
        settings: Mapping[str, str],
        listens: tuple[str, ...],
        log: Path,
    ) -> None:
        self.ports = {variable: free_port() for variable in listens}
        addresses = {name: f"127.0.0.1:{port}" for name, port in self.ports.items()}
        self._terminated = False
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                project.command(),
                env=project.environment({**settings, **addresses}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        """All that the process wrote so far, on stdout and stderr."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_until_ready(self) -> None:
        """Return once every port answers."""
        deadline = time.monotonic() + PATIENCE
        for port in self.ports.values():
            while not _accepts(port):
                ended = self.process.poll()
                assert ended is None, f"ended with {ended}: {self.output}"
                assert time.monotonic() < deadline, f"not ready: {self.output}"
                time.sleep(0.05)

    def terminate(self) -> None:
        """Send SIGTERM once: while Python leaves, a second one finds no handler any more."""
        if not self._terminated:
            self._terminated = True
            self.process.terminate()

    def stop(self) -> None:
        """End the process as an orchestrator would; it must agree, and have told no secret."""
        self.terminate()
        try:
            code = self.process.wait(PATIENCE)
        finally:
            self.process.kill()
        assert code == 0, f"exit code {code}: {self.output}"
        assert TOKEN not in self.output

    def peak_memory(self) -> int | None:
        """Return the most bytes of memory ever in use (VmHWM); None where no kernel says so."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found[1]) * 1024 if found else None


@contextlib.contextmanager
def serving(
    project: Project, settings: Mapping[str, str], listens: tuple[str, ...], folder: Path
) -> Generator[Service]:
    """Run a package inside the block, on free ports for the variables ``listens``."""
    service = Service(project, settings, listens, folder / "output")
    try:
        service.wait_until_ready()
        yield service
    finally:
        service.stop()


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens, and which was not returned before."""
    while True:
        port = next(_PORTS)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
