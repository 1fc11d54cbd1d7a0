"""`naftiko-gen generate`."""

from __future__ import annotations

from pathlib import Path

import click

from naftiko_gen.cli.reading import load, show, show_totals
from naftiko_gen.diagnostics import Severity
from naftiko_gen.ir import Package
from naftiko_gen.lowering import is_package_name, package_name


def package_option(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Refuse a package name that Python could not import."""
    if value is not None and not is_package_name(value):
        raise click.BadParameter(
            "lower-case letters, digits and underscores, starting with a letter; no keyword, and "
            "no name of the standard library or of a dependency"
        )
    return value


@click.command("generate")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The root of the generated project.",
)
@click.option("--package", metavar="NAME", callback=package_option, help="Its import package.")
@click.option("--check", "mode", flag_value="check", help="Write nothing; exit 1 if files drifted.")
@click.option("--diff", "mode", flag_value="diff", help="Write nothing; print what would change.")
@click.option("--force", is_flag=True, help="Overwrite edited files.")
@click.option(
    "--keep", multiple=True, metavar="PATH", help="Your team owns this file of DIR from now on."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that stops generation.",
)
def command(
    spec: Path,
    output: Path,
    package: str | None,
    mode: str | None,
    force: bool,
    keep: tuple[str, ...],
    fail_on: str,
) -> None:
    """Write the package of the capability SPEC into DIR.

    A file that was edited since it was generated is never overwritten without --force.
    """
    if mode and (force or keep):
        raise click.UsageError(f"--{mode} writes nothing; leave --force and --keep out")
    ir = analysed(spec, package, fail_on)
    # Templates are loaded only where something is to be generated: lint stays quick.
    from naftiko_gen import workspace
    from naftiko_gen.emit import render

    files = render(ir)
    try:
        match mode:
            case "check":
                _check(workspace.check(files, output), output)
            case "diff":
                text = workspace.diff(files, output)
                click.echo(text, nl=False)
                raise SystemExit(1 if text else 0)
            case _:
                _report(workspace.write(files, output, force=force, keep=keep), output)
    except workspace.WorkspaceError as error:
        click.echo(f"naftiko-gen: {error}", err=True)
        raise SystemExit(1) from None


def analysed(spec: Path, package: str | None, fail_on: str = "error") -> Package:
    """Return the package of a spec; print what is wrong, and exit with 1 if it is an error."""
    analysis = load(spec, package or package_name(spec.stem))
    totals = show(analysis, infos=False, format="full")
    failed = analysis.package is None or (
        fail_on == "warning" and analysis.count(Severity.WARNING) > 0
    )
    if totals.errors or totals.warnings:
        show_totals(totals, infos=False)
    if failed or analysis.package is None:
        raise SystemExit(1)
    return analysis.package


def _check(drifts: tuple[object, ...], output: Path) -> None:
    from naftiko_gen.workspace import Drift

    for drift in drifts:
        assert isinstance(drift, Drift)
        click.echo(f"{drift.kind.value}: {output / drift.path}")
    raise SystemExit(1 if drifts else 0)


def _report(outcome: object, output: Path) -> None:
    from naftiko_gen.workspace import Outcome

    assert isinstance(outcome, Outcome)
    if outcome.blocked:
        click.echo(outcome.diff, nl=False)
        for path in outcome.blocked:
            click.echo(f"edited: {output / path}")
        click.echo(
            "Nothing was written: the files above were edited, and generation has something new "
            "for them. --force overwrites them; --keep PATH hands them to you.",
            err=True,
        )
        raise SystemExit(1)
    for path in outcome.edited:
        click.echo(f"kept, edited: {output / path}")
    for path in outcome.left_over:
        click.echo(f"kept, edited and no longer generated: {output / path}")
    for path in outcome.removed:
        click.echo(f"removed: {output / path}")
    count = len(outcome.written)
    files = "1 file" if count == 1 else f"{count} files"
    click.echo(f"Wrote {files} to {output}." if count else f"{output} is up to date.", err=True)
