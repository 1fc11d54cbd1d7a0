"""What the commands share: reading specs, and saying what is wrong with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from naftiko_gen.config import Config, ConfigError
from naftiko_gen.config import load as load_config
from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.diagnostics.summary import Totals, count, summarise
from naftiko_gen.pipeline import Analysis, analyse


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; a file that cannot be read is a usage error.

    Raises:
        click.UsageError: with the reason in the words of the operating system.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None


def configuration() -> Config:
    """Return the settings that apply in the current folder.

    Raises:
        click.UsageError: they are at fault.
    """
    try:
        return load_config(Path.cwd())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def near(path: Path) -> Path:
    """Return a path as people here know it: relative, if it lies below the current folder."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def use_color() -> bool:
    """Return whether standard output wants colour (https://no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def visible(
    diagnostics: Iterable[Diagnostic], least: Severity = Severity.WARNING
) -> list[Diagnostic]:
    """Return what is to be shown: what is as bad as ``least``, or worse."""
    return [each for each in diagnostics if each.severity.reaches(least)]


def show(analysis: Analysis, *, infos: bool, format: str, err: bool = False) -> Totals:
    """Print the diagnostics of one file; infos only if asked for. Returns all counts."""
    shown = visible(analysis.diagnostics, Severity.INFO if infos else Severity.WARNING)
    text = RENDERERS[format](analysis.document, shown, color=use_color() and not err)
    click.echo(text, nl=False, err=err, color=True)
    return count(analysis.diagnostics)


def show_totals(totals: Totals, *, infos: bool, err: bool = False) -> None:
    """Print the summary line."""
    click.echo(summarise(totals, infos_shown=infos), nl=False, err=err)


def load(path: Path, package: str) -> Analysis:
    """Read and analyse one file; its diagnostics have the fixes that there are."""
    analysis = analyse(str(path), read_bytes(path), package)
    trace(analysis)
    from naftiko_gen.fixes.propose import attach  # `lint` asks for it by itself, where it needs it

    found = attach(analysis.document, analysis.diagnostics)
    return replace(analysis, diagnostics=tuple(found))


def trace(analysis: Analysis) -> None:
    """Print where this program failed over a file, if the environment asks for it."""
    if analysis.failures and os.environ.get("NAFTIKO_GEN_TRACEBACK"):
        import traceback  # slow to import, and seldom needed

        for failure in analysis.failures:
            traceback.print_exception(failure.error)
