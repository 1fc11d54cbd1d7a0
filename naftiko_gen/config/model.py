"""The settings of a project."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


class ConfigError(Exception):
    """The settings are at fault; the message is one line that names file and key."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A capability file of the project, and what is generated from it.

    ``output`` is the root of the generated project, None where nothing is generated;
    ``package`` its import package, None for the one that the file's name gives.
    """

    path: Path
    output: Path | None = None
    package: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; ``file`` is where they stand, None where there are none.

    ``select`` and ``ignore`` hold codes or starts of codes, as they are written;
    ``per_file_ignores`` adds some for the files that a pattern names. ``baseline`` is the file
    with what was wrong before, None where there is none.
    """

    file: Path | None = None
    specs: tuple[Spec, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: Path | None = None

    def ignored_in(self, path: Path) -> tuple[str, ...]:
        """Return what ``per_file_ignores`` adds for a file.

        A pattern without a slash is held against the file's name, another one against its path
        from the folder of the settings (`fnmatch`: ``*`` takes slashes too).
        """
        if self.file is None or not self.per_file_ignores:
            return ()
        from fnmatch import fnmatchcase  # few projects need it

        full = os.path.normpath(path.absolute())
        inside = os.path.relpath(full, self.file.parent.absolute()).replace(os.sep, "/")
        return tuple(
            code
            for pattern, codes in self.per_file_ignores
            if fnmatchcase(inside if "/" in pattern else path.name, pattern)
            for code in codes
        )
