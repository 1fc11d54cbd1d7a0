"""`naftiko-gen run`."""

from __future__ import annotations

import asyncio
import importlib.util
import tempfile
from pathlib import Path

import click

from naftiko_gen.cli.generate import analysed, package_option
from naftiko_gen.cli.reading import read_bytes


@click.command("run")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--stub", is_flag=True, help="Serve an upstream made from SPEC; needs no credentials."
)
@click.option("--package", metavar="NAME", callback=package_option, help="The import package.")
def command(spec: Path, stub: bool, package: str | None) -> None:
    """Serve the capability SPEC from a temporary package until Ctrl-C."""
    from naftiko_gen import runner, workspace
    from naftiko_gen.emit import render

    missing = [name for name in runner.NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise click.UsageError(
            f"{', '.join(missing)} is missing; pip install 'naftiko-gen[run]' brings it"
        )
    ir, _ = analysed(spec, package)
    source = (str(spec), read_bytes(spec))
    with tempfile.TemporaryDirectory(prefix="naftiko-gen-") as folder:
        workspace.write(render(ir), Path(folder))
        code = asyncio.run(runner.run(ir, Path(folder), source, stub, click.echo))
    raise SystemExit(code)
