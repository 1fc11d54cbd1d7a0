"""`naftiko-gen migrate`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from naftiko_gen import schema
from naftiko_gen.cli.fixing import encoded, save, tell
from naftiko_gen.cli.reading import read_bytes, use_color
from naftiko_gen.cli.targets import shown
from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.fixes.official import Official, officialise
from naftiko_gen.lowering import package_name
from naftiko_gen.migrate import Migrated, migrate, version_of
from naftiko_gen.migrate.targets import NAFTIKO
from naftiko_gen.pipeline import Analysis, analyse
from naftiko_gen.source import Document
from naftiko_gen.workspace.unified import unified


@click.command("migrate")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", required=True, metavar="VERSION", help="Such as ikanos-1.0.0-beta4."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write FILE in place of SPEC; - is standard output.",
)
def command(spec: Path, target: str, diff: bool, output: Path | None) -> None:
    """Bring the capability SPEC to the official form of a version.

    A file of the published dialect is first brought to the official form of Naftiko, with all
    fixes that there are, unsafe ones too: what the official form has no room for is lost. Comments
    stay with what they belong to. What remains to be done is said.

    Exit codes: 0 the official schema of the version takes the file; 1 not yet, or the file cannot
    be migrated, or a difference for `--diff`; 2 wrong usage.
    """
    if diff and output:
        raise click.UsageError("--diff writes nothing; leave --output out")
    try:
        version = version_of(target)
    except LookupError as error:
        raise click.UsageError(f"--to: {error.args[0]}") from None
    data = read_bytes(spec)
    name, package = shown(spec), package_name(spec.stem)

    def again(text: str) -> Analysis:
        return analyse(name, text.encode(), package)

    before = analyse(name, data, package)
    text, official = before.document.text, None
    if before.package is not None:
        # Only Naftiko generates, and only what generates has been understood in full.
        official = officialise(again(_migrated(before.document, NAFTIKO).text), again)
        text = official.analysis.document.text
    document = again(text).document
    done = _migrated(document, version)
    result = encoded(done.text, data)
    if diff:
        click.echo(unified(name, data, result), nl=False)
    elif output == Path("-"):
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    elif output is not None:
        output.write_bytes(result)
    elif result != data:
        save(spec, data, result)
    _report(official, document, done.notes)
    after = again(done.text).document
    left = schema.check_official(after, version.partition("-")[2])
    _show(after, left)
    click.echo(_verdict(version, len(left)), err=True)
    raise SystemExit(int(bool(left) or (diff and result != data)))


def _migrated(document: Document, version: str) -> Migrated:
    """Return the migrated document; where that is impossible, say why and leave."""
    done = migrate(document, version)
    if any(each.severity is Severity.ERROR for each in done.notes):
        _show(document, done.notes)
        raise SystemExit(1)
    return done


def _show(document: Document, found: Sequence[Diagnostic]) -> None:
    text = RENDERERS["full"](document, list(found), color=use_color() and sys.stderr.isatty())
    click.echo(text, nl=False, err=True, color=True)


def _report(official: Official | None, document: Document, notes: Sequence[Diagnostic]) -> None:
    if official:
        fixes = len(official.fixed)
        if fixes:
            click.echo(f"Fixed {fixes} place{'s' * (fixes != 1)}.", err=True)
        for step in official.steps:
            click.echo(f"Note: {step}.", err=True)
        tell(official.analysis.document, official.dropped)
    _show(document, notes)


def _verdict(version: str, left: int) -> str:
    name = version.replace("-", " ", 1)
    if not left:
        return f"The official schema of {name} takes the file."
    return f"The official schema of {name} refuses {left} place{'s' * (left != 1)}."
