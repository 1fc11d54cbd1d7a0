"""What the commands share: reading specs, and saying what is wrong with them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

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


def use_color() -> bool:
    """Return whether standard output wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show(analysis: Analysis, *, infos: bool, format: str) -> Totals:
    """Print the diagnostics of one file; infos only if asked for. Returns all counts."""
    shown: list[Diagnostic] = [
        diagnostic
        for diagnostic in analysis.diagnostics
        if infos or diagnostic.severity is not Severity.INFO
    ]
    text = RENDERERS[format](analysis.document, shown, color=use_color())
    click.echo(text, nl=False, color=True)
    return count(analysis.diagnostics)


def show_totals(totals: Totals, *, infos: bool) -> None:
    """Print the summary line."""
    click.echo(summarise(totals, infos_shown=infos), nl=False)


def load(path: Path, package: str) -> Analysis:
    """Read and analyse one file."""
    return analyse(str(path), read_bytes(path), package)
