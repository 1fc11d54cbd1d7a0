"""Runs the commands of a page as a person would type them, one after the other."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.package import free_port

PATIENCE = 60

_CODE = re.compile(r"\s+# exits (\d+)$")


@dataclass(frozen=True, slots=True)
class Command:
    """A line of a console block, the exit code that it must have, and what it must print.

    ``output`` is None where the page shows nothing below the command.
    """

    text: str
    code: int
    output: str | None
    line: int


def commands(content: str, line: int) -> list[Command]:
    """Return the commands of a console block.

    A command starts with ``$``; what follows is its output, where a line ``…`` stands for any
    lines. ``# exits 1`` behind a command says its exit code. A block without ``$`` holds
    commands only.
    """
    lines = content.splitlines()
    if not any(each.startswith("$ ") for each in lines):
        lines = [f"$ {each}" for each in lines]
    found: list[Command] = []
    for number, each in enumerate(lines, line + 1):
        if each.startswith("$ "):
            text = each.removeprefix("$ ")
            code = _CODE.search(text)
            found.append(Command(_CODE.sub("", text), int(code[1]) if code else 0, None, number))
        else:
            last = found[-1]
            output = f"{last.output or ''}{each}\n"
            found[-1] = Command(last.text, last.code, output, last.line)
    return found


def matches(expected: str, printed: str) -> bool:
    """Return whether a text is as a page shows it: ``…`` is any text, or alone any lines."""
    pattern = "".join(
        "(.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + "\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


class Shell:
    """A shell that remembers its folder and variables, and at most one server behind it.

    Where a page says port 8080 or 9090, another port is taken, so that tests can run side by
    side; ``listens`` are the variables that move the servers there. In output the ports are
    changed back.
    """

    def __init__(self, folder: Path, home: Path, listens: Mapping[str, str]) -> None:
        self._folder = str(folder)
        self._home = home
        self._ports = {port: free_port() for port in ("8080", "9090")}
        self._server: subprocess.Popen[bytes] | None = None
        self._environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "Somebody" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "somebody@example.org" for who in ("AUTHOR", "COMMITTER")},
            **{name: self.moved(address) for name, address in listens.items()},
        }

    def moved(self, text: str) -> str:
        """Return a text with the ports of this shell."""
        for port, own in self._ports.items():
            text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{own}")
        return text

    def path(self, file: str) -> Path:
        """Return a file as the shell's folder has it."""
        return Path(self._folder, file)

    def run(self, text: str) -> tuple[int, str]:
        """Run a command to its end; return its exit code, and stdout and stderr as one."""
        state = self._home / "state"
        ending = f"code=$?; {{ pwd; export -p; }} > {shlex.quote(str(state))}; exit $code"
        done = subprocess.run(
            ["bash", "-c", f"{self.moved(text)}\n{ending}"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
        self._folder, _, exports = state.read_text(encoding="utf-8").partition("\n")
        for name, value in re.findall(r'^declare -x (\w+)="(.*)"$', exports, re.MULTILINE):
            self._environment[name] = value
        return done.returncode, self._back(done.stdout.decode())

    def serve(self, text: str, ready: str) -> str:
        """Start a server in the place of the one before; return what it said once ready."""
        self.stop()
        log = self._home / "server"
        with log.open("wb") as output:
            self._server = subprocess.Popen(
                ["bash", "-c", f"exec {self.moved(text)}"],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while ready not in (said := log.read_text(encoding="utf-8")):
            assert self._server.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.05)
        return self._back(said)

    def stop(self) -> None:
        """End the server as Ctrl-C does."""
        if self._server is None:
            return
        server, self._server = self._server, None
        try:
            os.killpg(server.pid, signal.SIGINT)
            code = server.wait(PATIENCE)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
        assert code == 0, f"the server ended with {code}"

    def _back(self, text: str) -> str:
        for port, own in self._ports.items():
            text = text.replace(f"127.0.0.1:{own}", f"127.0.0.1:{port}")
        return text
