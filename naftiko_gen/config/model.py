"""The settings of a project."""

from __future__ import annotations

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

    ``select`` and ``ignore`` hold codes or starts of codes, as they are written.
    """

    file: Path | None = None
    specs: tuple[Spec, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
