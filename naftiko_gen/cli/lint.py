"""`naftiko-gen lint`."""

from __future__ import annotations

from pathlib import Path

import click

from naftiko_gen.cli.reading import load, show, show_totals
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.diagnostics.summary import Totals
from naftiko_gen.lowering import package_name


@click.command("lint")
@click.argument("specs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SPEC…")
@click.option("--show", "shown", type=click.Choice(["info"]), help="Show readings as well.")
@click.option(
    "--format", "format_", type=click.Choice(list(RENDERERS)), default="full", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
def command(specs: tuple[Path, ...], shown: str | None, format_: str, fail_on: str) -> None:
    """Check capability files; say what is wrong, and where."""
    infos = shown == "info"
    totals = Totals()
    for path in specs:
        totals += show(load(path, package_name(path.stem)), infos=infos, format=format_)
    show_totals(totals, infos=infos)
    failed = totals.errors or (fail_on == "warning" and totals.warnings)
    raise SystemExit(1 if failed else 0)
