"""The Python API: read a capability, judge it, and write its package.

What stands in ``__all__`` is kept stable; whatever else this distribution holds may change in any
release. See ``docs/api.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from naftiko_gen import emit, pipeline, workspace
from naftiko_gen.diagnostics import Diagnostic, Label, Severity, Span
from naftiko_gen.emit.skill import render_skill
from naftiko_gen.fixes.propose import attach
from naftiko_gen.ir import Package
from naftiko_gen.lowering import is_package_name, package_name
from naftiko_gen.pipeline import Analysis
from naftiko_gen.workspace import Outcome, WorkspaceError

__all__ = [
    "Analysis",
    "Diagnostic",
    "Label",
    "Outcome",
    "Package",
    "Severity",
    "Span",
    "WorkspaceError",
    "lint",
    "load",
    "render",
    "write",
]


def load(path: Path | str, *, package: str | None = None, strict: bool = False) -> Analysis:
    """Read and judge the capability file at ``path``.

    ``package`` is the import package to be written, by default made from the file's name;
    ``strict`` adds the verdict of the declared version's official form. Faults of the file are
    diagnostics of the result, never exceptions.

    Raises:
        OSError: the file cannot be read.
        ValueError: Python could not import a package of that name, or it hides another one.
    """
    path = Path(path)
    if package is not None and not is_package_name(package):
        raise ValueError(f"{package!r} cannot be the name of a generated package")
    name = package or package_name(path.stem)
    return _analyse(str(path), path.read_bytes(), name, strict=strict)


def lint(source: Path | str | bytes, *, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Judge a capability, given as a path or as the content of its file.

    Returns what was found, readings included, in the order of the text. Comments that ignore a
    rule are for the command line; they change nothing here.

    Raises:
        OSError: the file cannot be read.
    """
    if isinstance(source, bytes):
        return _analyse("", source, "capability", strict=strict).diagnostics
    return load(source, strict=strict).diagnostics


def _analyse(path: str, data: bytes, package: str, *, strict: bool) -> Analysis:
    """Analyse a file; its diagnostics have the fixes that there are."""
    analysis = pipeline.analyse(path, data, package, strict=strict)
    found = attach(analysis.document, analysis.diagnostics)
    return replace(analysis, diagnostics=tuple(found))


def render(package: Package, *, skill: bool = False) -> dict[str, bytes]:
    """Return the files of a package by their paths, which are relative and have slashes.

    ``skill`` adds the Agent Skill. The same package gives the same bytes on every machine.
    """
    return {**emit.render(package), **(render_skill(package) if skill else {})}


def write(
    files: Mapping[str, bytes],
    directory: Path | str,
    *,
    force: bool = False,
    keep: Collection[str] = (),
) -> Outcome:
    """Make a folder agree with ``files``, as ``naftiko-gen generate`` does.

    A file that was edited since it was generated is never overwritten, except with ``force``:
    where there is something new for one, nothing is written and ``blocked`` of the result names
    it. ``keep`` names files that the team owns from now on.

    Raises:
        WorkspaceError: the folder cannot be read or written as asked.
    """
    return workspace.write(files, Path(directory), force=force, keep=keep)
