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
from pathlib import Path
from statistics import median

import click

from benchmarks.measure.program import Program
from benchmarks.measure.table import markdown, ratio
from naftiko_gen.schema import schema

_ROOT = Path(__file__).parents[1]
_BARE = Path(__file__).parent / "bare"
_SPEC = _ROOT / "examples" / "rooms" / "rooms.yaml"
#: What the console script of an installed naftiko-gen holds.
_SCRIPT = "import sys\nfrom naftiko_gen.cli import main\nsys.exit(main())\n"


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
