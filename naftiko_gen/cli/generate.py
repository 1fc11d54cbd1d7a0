"""`naftiko-gen generate`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from naftiko_gen.cli.reading import configuration, load, near, show, show_totals
from naftiko_gen.diagnostics import Severity
from naftiko_gen.ir import Package
from naftiko_gen.lowering import is_package_name, package_name
from naftiko_gen.pipeline import Analysis

_PACKAGE_RULE = (
    "lower-case letters, digits and underscores, starting with a letter; no keyword, and no name "
    "of the standard library or of a dependency"
)


class _Job(NamedTuple):
    spec: Path
    output: Path
    package: str | None


def package_option(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Refuse a package name that Python could not import."""
    if value is not None and not is_package_name(value):
        raise click.BadParameter(_PACKAGE_RULE)
    return value


@click.command("generate")
@click.argument("spec", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The root of the generated project.",
)
@click.option("--package", metavar="NAME", callback=package_option, help="Its import package.")
@click.option("--skill", is_flag=True, help="Write an Agent Skill into DIR/skills too.")
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
    spec: Path | None,
    output: Path | None,
    package: str | None,
    skill: bool,
    mode: str | None,
    force: bool,
    keep: tuple[str, ...],
    fail_on: str,
) -> None:
    """Write the package of the capability SPEC into DIR.

    Without SPEC, every spec of [tool.naftiko-gen] in pyproject.toml is done, each into its own
    output. A file that was edited since it was generated is never overwritten without --force.
    """
    if mode and (force or keep):
        raise click.UsageError(f"--{mode} writes nothing; leave --force and --keep out")
    if spec is None:
        if output or package or keep:
            raise click.UsageError("--output, --package and --keep need a SPEC")
        jobs = _listed()
    elif output is None:
        raise click.UsageError("say with -o where the project's root is")
    else:
        jobs = [_Job(spec, output, package)]
    # Each is done, whatever becomes of the others.
    raise SystemExit(max([_generate(job, skill, mode, force, keep, fail_on) for job in jobs]))


def _listed() -> list[_Job]:
    """Return what the project's settings list."""
    jobs: list[_Job] = []
    for spec in configuration().specs:
        path = near(spec.path)
        if not spec.path.is_file():
            raise click.UsageError(f"there is no file {path}; pyproject.toml lists it as a spec")
        if spec.output is None:
            raise click.UsageError(f"{path} has no output in [tool.naftiko-gen] of pyproject.toml")
        if spec.package is not None and not is_package_name(spec.package):
            raise click.UsageError(f"{path} has the package {spec.package!r}: {_PACKAGE_RULE}")
        jobs.append(_Job(path, near(spec.output), spec.package))
    if not jobs:
        raise click.UsageError("name a SPEC, or list specs in [tool.naftiko-gen] of pyproject.toml")
    return jobs


def _generate(
    job: _Job, skill: bool, mode: str | None, force: bool, keep: tuple[str, ...], fail_on: str
) -> int:
    """Do one spec; return the exit code."""
    checked = _checked(job.spec, job.package, fail_on)
    if checked is None:
        return 1
    ir, _ = checked
    # Templates are loaded only where something is to be generated: lint stays quick.
    from naftiko_gen import workspace
    from naftiko_gen.emit import render
    from naftiko_gen.emit.skill import render_skill

    files = {**render(ir), **(render_skill(ir) if skill else {})}
    try:
        match mode:
            case "check":
                return _check(workspace.check(files, job.output), job.output)
            case "diff":
                text = workspace.diff(files, job.output)
                click.echo(text, nl=False)
                return 1 if text else 0
            case _:
                outcome = workspace.write(files, job.output, force=force, keep=keep)
                return _report(outcome, job.output)
    except workspace.WorkspaceError as error:
        click.echo(f"naftiko-gen: {error}", err=True)
        return 1


def analysed(spec: Path, package: str | None) -> tuple[Package, Analysis]:
    """Return the package of a spec, and what else is known of it.

    What is wrong is printed to standard error; an error ends the run with exit code 1.
    """
    checked = _checked(spec, package, "error", err=True)
    if checked is None:
        raise SystemExit(1)
    return checked


def _checked(
    spec: Path, package: str | None, fail_on: str, *, err: bool = False
) -> tuple[Package, Analysis] | None:
    """Return what `analysed` does, or None where something is wrong; print what it is."""
    analysis = load(spec, package or package_name(spec.stem))
    totals = show(analysis, infos=False, format="full", err=err)
    failed = fail_on == "warning" and analysis.count(Severity.WARNING) > 0
    if totals.errors or totals.warnings:
        show_totals(totals, infos=False, err=err)
    return None if failed or analysis.package is None else (analysis.package, analysis)


def _check(drifts: tuple[object, ...], output: Path) -> int:
    from naftiko_gen.workspace import Drift

    for drift in drifts:
        assert isinstance(drift, Drift)
        click.echo(f"{drift.kind.value}: {output / drift.path}")
    return 1 if drifts else 0


def _report(outcome: object, output: Path) -> int:
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
        return 1
    for path in outcome.edited:
        click.echo(f"kept, edited: {output / path}")
    for path in outcome.left_over:
        click.echo(f"kept, edited and no longer generated: {output / path}")
    for path in outcome.removed:
        click.echo(f"removed: {output / path}")
    count = len(outcome.written)
    files = "1 file" if count == 1 else f"{count} files"
    click.echo(f"Wrote {files} to {output}." if count else f"{output} is up to date.", err=True)
    return 0
