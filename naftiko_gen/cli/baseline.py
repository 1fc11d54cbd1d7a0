"""The baseline of a `lint` run: the file, and what the run has to do with it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from naftiko_gen.cli.judging import Judged
from naftiko_gen.cli.targets import shown
from naftiko_gen.diagnostics import baseline
from naftiko_gen.registry import RULES


class Ledger:
    """Compares each judged file with the baseline in ``file``; ``updating``, it takes all in."""

    def __init__(self, file: Path, *, updating: bool) -> None:
        """Read the file; if ``updating``, it need not be there.

        A file that cannot be read, or is no baseline, ends the run with exit code 2.
        """
        self._file = file
        self._updating = updating
        self._codes = frozenset(rule.code for rule in RULES)
        self._now: dict[str, baseline.Entries] = {}
        self._text = ""
        self._before = baseline.Baseline()
        #: Diagnostics that the baseline has, and entries of it that are found no more.
        self.known = 0
        self.fixed = 0
        self._read()

    def compare(self, path: Path, judged: Judged) -> Judged:
        """Return a judged file without what the baseline has, or takes in now."""
        key = self._key(path)
        before = self._now.get(key) or self._before.entries(key)
        found = baseline.compare(
            judged.document, judged.kept, before, codes=self._codes, ran=judged.ran
        )
        self._now[key] = found.now
        self.known += found.known
        self.fixed += found.fixed
        new = found.new
        if self._updating:
            new = [each for each in new if not baseline.is_entry(each)]
        return judged._replace(kept=new)

    def write(self) -> str:
        """Write the file if it is to be updated, and return what there is to be said of it."""
        if not self._updating:
            return ""
        gone = [path for path in self._before.files if not (self._file.parent / path).exists()]
        merged = baseline.merge(self._before, self._now, set(gone) - set(self._now))
        fixed = self.fixed + sum(
            self._before.files[path].total() for path in gone if path not in self._now
        )
        text = baseline.dump(merged)
        if text != self._text:
            try:
                with click.open_file(str(self._file), "wb", atomic=True) as file:
                    file.write(text.encode("ascii"))
            except OSError as error:
                raise self._refuse(error.strerror) from None
        new = merged.total - self._before.total + fixed
        name = shown(self._file)
        return f"{name} has {merged.total} now: {new} are new, {fixed} are fixed.\n"

    def _read(self) -> None:
        try:
            self._text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            if not self._updating:
                raise self._refuse("no such file; --update-baseline writes it") from None
            return
        except UnicodeDecodeError:
            raise self._refuse("no baseline: it is not UTF-8") from None
        except OSError as error:
            raise self._refuse(error.strerror) from None
        try:
            self._before = baseline.load(self._text)
        except baseline.BaselineError as error:
            raise self._refuse(f"no baseline: {error}") from None

    def _refuse(self, reason: str | None) -> SystemExit:
        click.echo(f"naftiko-gen: {shown(self._file)}: {reason}", err=True)
        return SystemExit(2)

    def _key(self, path: Path) -> str:
        """Return a file's path from the folder of the baseline: both may move together."""
        target = os.path.abspath(path)
        try:
            relative = os.path.relpath(target, os.path.abspath(self._file.parent))
        except ValueError:  # another drive
            relative = target
        return relative.replace(os.sep, "/")
