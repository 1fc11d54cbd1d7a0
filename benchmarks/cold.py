"""What a command costs from nothing: ``python -m benchmarks.cold``.

`--version` stands beside an interpreter that imports click, `lint rooms.yaml` beside a script
that imports the same libraries, parses and validates. Both of a pair run in turns, so that a
busy machine slows both. All byte code is there before the first measured run, as pip leaves it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from benchmarks.measure.table import markdown, ratio
from naftiko_gen.schema import schema

_ROOT = Path(__file__).parents[1]
_BARE = Path(__file__).parent / "bare"
_SPEC = _ROOT / "examples" / "rooms" / "rooms.yaml"
#: What the console script of an installed naftiko-gen holds.
_SCRIPT = "import sys\nfrom naftiko_gen.cli import main\nsys.exit(main())\n"


@dataclass(frozen=True, slots=True)
class Program:
    """A command, and the seconds of each of its runs: on the clock, and of the processor."""

    name: str
    command: tuple[str, ...]
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
        if status:
            raise ChildProcessError(f"{self.name} ended with {os.waitstatus_to_exitcode(status)}")
        if measured:
            self.wall.append(elapsed)
            self.cpu.append(used.ru_utime + used.ru_stime)


@click.command()
@click.option("--runs", type=click.IntRange(1), default=30, show_default=True)
def main(runs: int) -> None:
    """Print a table of what commands cost from nothing, beside the least that could do it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = _pairs(folder)
        os.chdir(folder)  # no settings of a project lie here
        for programs in pairs:
            for number in range(-1, runs):
                # Who is first alternates too: the second of a pair may find warmer caches.
                for program in programs[:: 1 if number % 2 else -1]:
                    program.run(folder, measured=number >= 0)
    head = ["program", "wall ms", "CPU ms", "ratio of wall", "ratio of CPU"]
    click.echo(markdown(head, [row for pair in pairs for row in _rows(*pair)]), nl=False)


def _pairs(folder: Path) -> list[tuple[Program, Program]]:
    """Lay out the files of all programs; return each bare one with the measured one."""
    script, form, spec = folder / "naftiko-gen", folder / "schema.json", folder / "rooms.yaml"
    script.write_text(_SCRIPT, encoding="utf-8")
    form.write_text(json.dumps(schema("naftiko-1.0.0-alpha2", "catalogue")), encoding="utf-8")
    spec.write_bytes(_SPEC.read_bytes())

    def program(name: str, *command: Path | str) -> Program:
        return Program(name, (sys.executable, *map(str, command)))

    return [
        (
            program("bare: import click", _BARE / "version.py"),
            program("`naftiko-gen --version`", script, "--version"),
        ),
        (
            program("bare: import, parse, validate", _BARE / "lint.py", form, spec.name),
            program("`naftiko-gen lint rooms.yaml`", script, "lint", spec.name),
        ),
    ]


def _rows(bare: Program, ours: Program) -> list[list[str]]:
    def row(program: Program) -> list[str]:
        times = [f"{median(each) * 1e3:.0f}" for each in (program.wall, program.cpu)]
        ratios = (ratio(program.wall, bare.wall), ratio(program.cpu, bare.cpu))
        return [program.name, *times, *(f"{each:.2f}" for each in ratios)]

    return [row(bare), row(ours)]


if __name__ == "__main__":
    main()
