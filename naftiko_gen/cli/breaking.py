"""`naftiko-gen breaking`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from naftiko_gen.breaking import Change, Level, Version, compare, read_version
from naftiko_gen.cli.reading import read_bytes, use_color
from naftiko_gen.diagnostics import Severity
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.diagnostics.suppressions import silence
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.lowering import package_name
from naftiko_gen.source import Document


@click.command("breaking")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--against", required=True, metavar="OLD", help="The old version: a file, or a git revision."
)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in Level]),
    default=Level.CLIENT.value,
    show_default=True,
    help="The least level that makes the exit code 1.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(spec: Path, against: str, fail_on: str, format_: str) -> None:
    """Say what the capability SPEC takes away from users of an older version.

    Levels: `wire` breaks requests or deployments, `client` calls of tools, `model` what a model
    reads. A comment `# naftiko-gen: ignore[CODE] reason` in SPEC silences a change.

    Exit codes: 0 nothing; 1 a change of a level that counts, or an error in SPEC; 2 wrong usage,
    or an old version that cannot be read or has errors.
    """
    new = _read(str(spec), read_bytes(spec), spec)
    _hold(new, 1)
    old_name, old_data = _old(spec, against)
    old = _read(old_name, old_data, spec)
    _hold(old, 2)
    assert old.surface  # else _hold has left
    assert new.surface
    changes = compare(old.surface, new.surface)
    kept = set(silence(new.document, [each.found for each in changes])[0])
    changes = [each for each in changes if each.found in kept]
    if format_ == "json":
        click.echo(json.dumps([_data(each, old.document, new.document) for each in changes]))
    else:
        click.echo("".join(_lines(changes, old.document, new.document)), nl=False)
    raise SystemExit(int(any(each.level.reaches(Level(fail_on)) for each in changes)))


def _read(name: str, data: bytes, spec: Path) -> Version:
    return read_version(name, data, package_name(spec.stem))


def _hold(version: Version, code: int) -> None:
    """Show the errors of a version that cannot be compared, and leave."""
    if version.surface is None:
        errors = [each for each in version.diagnostics if each.severity is Severity.ERROR]
        text = RENDERERS["full"](version.document, errors, color=use_color())
        click.echo(text, nl=False, color=True)
        raise SystemExit(code)


def _old(spec: Path, against: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the old version."""
    if Path(against).is_file():
        return against, read_bytes(Path(against))
    if against.startswith("-"):  # git would take it for an option
        raise click.UsageError(f"--against: {against!r} is no file and no git revision")
    name = f"{against}:./{spec.name}"
    try:
        done = subprocess.run(
            ["git", "show", name], cwd=spec.parent, capture_output=True, check=False
        )
    except OSError as error:
        raise click.UsageError(f"--against: no such file, and no git: {error.strerror}") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise click.UsageError(f"--against: no such file; git: {escape(''.join(reason))}")
    return name, done.stdout


def _lines(changes: Sequence[Change], old: Document, new: Document) -> list[str]:
    lines: list[str] = []
    for each in changes:
        line, column = new.position(each.found.span.start)
        was = old.position(each.before.start)
        lines.append(
            f"{escape(new.path)}:{line}:{column}: {each.found.code} [{each.level.value}] "
            f"{escape(each.found.message)} ({escape(old.path)}:{was.line}:{was.column})\n"
        )
        if each.found.help:
            lines.append(f"  help: {escape(each.found.help)}\n")
    total = len(changes)
    noun = "change breaks" if total == 1 else "changes break"
    lines.append(f"{total} {noun} something.\n" if total else "No breaking changes.\n")
    return lines


def _data(change: Change, old: Document, new: Document) -> dict[str, object]:
    return {
        "code": change.found.code,
        "name": change.found.name,
        "level": change.level.value,
        "message": change.found.message,
        "help": change.found.help,
        "old": _place(old, change.before.start),
        "new": _place(new, change.found.span.start),
    }


def _place(document: Document, offset: int) -> dict[str, object]:
    line, column = document.position(offset)
    return {"file": document.path, "line": line, "column": column}
