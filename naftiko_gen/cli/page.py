"""`naftiko-gen page`."""

from __future__ import annotations

from pathlib import Path

import click

from naftiko_gen.cli.reading import load, show_totals, visible
from naftiko_gen.diagnostics import Severity
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.diagnostics.summary import count
from naftiko_gen.lowering import package_name


@click.command("page")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The HTML file; - is standard output.",
)
def command(spec: Path, output: Path) -> None:
    """Write one self-contained HTML page about the capability SPEC.

    A spec with errors gets a page too, of its text and what is wrong with it, and the exit
    code is 1. Only text that is no YAML at all gets none.
    """
    if output.exists() and spec.exists() and output.samefile(spec):
        raise click.UsageError("the page would take the place of the spec")
    analysis = load(spec, package_name(spec.stem))
    if analysis.document.root is None:
        found = visible(analysis.diagnostics)
        click.echo(RENDERERS["full"](analysis.document, found), nl=False, err=True)
    else:
        # Templates are loaded only where something is to be generated.
        from naftiko_gen.page import page

        _write(page(analysis), output)
    show_totals(count(analysis.diagnostics), infos=True, err=True)
    raise SystemExit(1 if analysis.count(Severity.ERROR) else 0)


def _write(content: bytes, output: Path) -> None:
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            file.write(content)
    except OSError as error:
        click.echo(f"naftiko-gen: {output}: {error.strerror}", err=True)
        raise SystemExit(1) from None
