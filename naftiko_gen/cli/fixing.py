"""What `lint --fix` and `--diff` do, beside reporting."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from naftiko_gen.cli.judging import Judged, judge, sift
from naftiko_gen.cli.reading import visible
from naftiko_gen.cli.targets import shown
from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.diagnostics.selection import Selection
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.fixes.apply import Dropped, mend
from naftiko_gen.lowering import package_name
from naftiko_gen.pipeline import Analysis, analyse
from naftiko_gen.source import Document
from naftiko_gen.workspace.unified import unified


@dataclass(slots=True)
class Fixing:
    """Mends files, and counts.

    ``least`` is the least severity of what is mended. Without ``write``, files stay as they are
    and the differences are printed.
    """

    least: Severity
    unsafe: bool
    write: bool
    fixed: int = 0
    differs: bool = False

    def mend(
        self, file: Judged, data: bytes, path: Path | None, selection: Selection, *, strict: bool
    ) -> Judged:
        """Apply the fixes of a file, and return what is left to say of it.

        ``path`` is None for standard input: its text goes to standard output, mended or not.
        """
        name = file.document.path
        package = package_name(Path(name).stem)

        # Without the official verdict: a file that only it refuses has a package to compare.
        def again(text: str) -> Analysis:
            return analyse(name, text.encode(), package)

        def wanted(analysis: Analysis) -> list[Diagnostic]:
            return visible(sift(analysis, selection, strict=strict).kept, self.least)

        mended = mend(analyse(name, data, package), again, wanted, unsafe=self.unsafe)
        self.fixed += len(mended.fixed)
        document = mended.analysis.document
        # A file that could not be decoded has no fix, and its text is not its content.
        result = encoded(document.text, data) if mended.fixed else data
        self.differs |= result != data
        if not self.write:
            click.echo(unified(name, data, result), nl=False)
        elif path is None:
            sys.stdout.buffer.write(result)
            sys.stdout.buffer.flush()
        elif result != data:
            save(path, data, result)
        tell(document, mended.dropped)
        return judge(name, result, package, selection, strict=strict) if mended.fixed else file

    def summarise(self, remaining: int, *, err: bool) -> None:
        """Print what was found, mended, and left."""
        found, verb = self.fixed + remaining, "fixed" if self.write else "would fix"
        click.echo(f"Found {found}, {verb} {self.fixed}, {remaining} remain.", err=err)


def encoded(text: str, data: bytes) -> bytes:
    """Return the bytes of a text that takes the place of ``data``: its mark stays."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def save(path: Path, before: bytes, after: bytes) -> None:
    """Replace the content of a file in one step; its mode stays, and a link stays a link.

    Raises:
        click.ClickException: somebody else has changed the file meanwhile, or the operating
            system refuses.
    """
    try:
        if path.read_bytes() != before:
            raise click.ClickException(f"{shown(path)} has just changed; try again")
        with click.open_file(str(path), "wb", atomic=True) as file:
            file.write(after)
    except OSError as error:
        raise click.ClickException(f"{shown(path)}: {error.strerror}") from None


def tell(document: Document, dropped: Sequence[Dropped]) -> None:
    """Say which fixes were left to a person, and why."""
    for each in dropped:
        line, column = document.position(each.span.start)
        place = f"{escape(document.path)}:{line}:{column}"
        click.echo(f"naftiko-gen: {place}: {each.code} is not fixed: {each.reason}", err=True)
