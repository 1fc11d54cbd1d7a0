"""What it costs to check the published catalogue: ``python -m benchmarks.lint``.

`naftiko-gen lint` stands beside linters that do less: check-jsonschema with the schema that
`naftiko-gen schema` prints, yamllint, and Spectral with the official ruleset. Each judges all
capability files of the catalogue in one run; the programs have their turns one after the other,
so that a busy machine slows all. The peers live in a folder of their own:

    python3 -m venv build/peers
    build/peers/bin/pip install check-jsonschema==0.39.0 yamllint==1.38.0
    npm install --prefix build/peers @stoplight/spectral-cli@6
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, cast

import click
import yaml

from benchmarks.measure.program import Program
from benchmarks.measure.table import markdown, ratio
from naftiko_gen.cli.targets import find
from naftiko_gen.schema import schema

_ROOT = Path(__file__).parents[1]
_SHARED = _ROOT.parent / "shared"
_CATALOGUE = _SHARED / "catalogue"
_RULESET = _SHARED / "spec" / "schemas" / "naftiko-rules-1.0.0-alpha2.yml"

#: All of them end so where files have faults.
_FOUND_SOMETHING = frozenset({0, 1})


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option(
    "--peers",
    type=click.Path(path_type=Path),
    default=_ROOT / "build" / "peers",
    help="The folder that the peers are installed in; those that are not there are left out.",
)
@click.option(
    "--files", type=click.IntRange(1), help="Take only so many files, evenly from the catalogue."
)
def main(rounds: int, peers: Path, files: int | None) -> None:
    """Print a table of what linters need for the whole catalogue."""
    if not _CATALOGUE.is_dir():
        raise click.ClickException(f"there is no catalogue at {_CATALOGUE}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = lay_out(find([_CATALOGUE]).files, folder / "specs", files)
        programs = _programs(folder, peers.absolute(), paths)
        os.chdir(folder)  # no settings of a project lie here
        for number in range(-1, rounds):
            # Who is first alternates: nobody finds warmer caches every time.
            for program in programs[:: 1 if number % 2 else -1]:
                program.run(folder, measured=number >= 0)
    click.echo(f"{len(paths)} files, {rounds} rounds\n")
    click.echo(table(programs), nl=False)


def lay_out(found: Sequence[Path], folder: Path, number: int | None = None) -> list[str]:
    """Copy files under plain names: a name with `:` or `[` means something to some programs."""
    folder.mkdir()
    chosen = found[:: max(1, len(found) // number)][:number] if number else found
    for index, path in enumerate(chosen):
        shutil.copyfile(path, folder / f"{index:04}.yaml")
    return [f"{folder.name}/{index:04}.yaml" for index in range(len(chosen))]


def ruleset(text: str) -> dict[str, Any]:
    """Return a Spectral ruleset without the rules that need functions of its own folder.

    The official one names JavaScript files that are not published beside it.
    """
    rules: dict[str, Any] = yaml.safe_load(text)
    missing = set(rules.pop("functions", ()))
    rules.pop("functionsDir", None)

    def needs(rule: dict[str, Any]) -> bool:
        then: Any = rule["then"]
        steps = cast("list[dict[str, Any]]", then if isinstance(then, list) else [then])
        return any(step["function"] in missing for step in steps)

    rules["rules"] = {name: rule for name, rule in rules["rules"].items() if not needs(rule)}
    return rules


def table(programs: Sequence[Program]) -> str:
    """Return a table of the medians, and of the ratios to the first program."""
    ours = programs[0]
    rows = [
        [
            program.name,
            f"{median(program.wall):.1f}",
            f"{median(program.cpu):.1f}",
            f"{ratio(program.wall, ours.wall):.2f}",
            f"{ratio(program.cpu, ours.cpu):.2f}",
        ]
        for program in programs
    ]
    return markdown(["program", "wall s", "CPU s", "ratio of wall", "ratio of CPU"], rows)


def _programs(folder: Path, peers: Path, paths: Sequence[str]) -> list[Program]:
    """Lay out what the programs need; return ours and the peers that are installed."""
    form, rules = folder / "schema.json", folder / "rules.json"
    form.write_text(json.dumps(schema("naftiko-1.0.0-alpha2", "catalogue")), encoding="utf-8")
    commands: dict[str, list[Path | str]] = {
        "`check-jsonschema --schemafile`": [
            peers / "bin" / "check-jsonschema",
            "--schemafile",
            form,
            *paths,
        ],
        "`yamllint -d relaxed`": [peers / "bin" / "yamllint", "-d", "relaxed", "specs"],
    }
    if _RULESET.is_file():
        rules.write_text(json.dumps(ruleset(_RULESET.read_text(encoding="utf-8"))))
        commands["`spectral lint --ruleset`"] = [
            peers / "node_modules" / ".bin" / "spectral",
            "lint",
            "--ruleset",
            rules,
            "specs/*.yaml",
        ]
    found = [_program("`naftiko-gen lint`", sys.executable, "-m", "naftiko_gen", "lint", "specs")]
    for name, command in commands.items():
        if Path(command[0]).exists():
            found.append(_program(name, *command))
        else:
            click.echo(f"{name} is left out: there is no {command[0]}", err=True)
    return found


def _program(name: str, *command: Path | str) -> Program:
    return Program(name, tuple(map(str, command)), _FOUND_SOMETHING)


if __name__ == "__main__":
    main()
