"""Which relative paths may be written: those that mean the same file on every system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from naftiko_gen.workspace.errors import WorkspaceError

#: Every name of this room's own files starts so; nothing else may.
OWN_PREFIX: Final = ".naftiko-gen"

# Windows refuses these characters in names; the backslash and the colon also lead elsewhere.
_REFUSED = frozenset('\\:*?"<>|')

# Windows: "Naming Files, Paths, and Namespaces". A device name counts with any extension.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)


def check_path(path: str) -> None:
    """Accept one relative POSIX path, or say what is wrong with it.

    Only printable ASCII is allowed: other characters are spelled differently by different
    file systems, so that two names may be one file.

    Raises:
        WorkspaceError: the path is absolute, leads elsewhere, or is no name everywhere.
    """
    for segment in path.split("/"):
        reason = _fault(segment)
        if reason:
            # The path may hold anything, a terminal's escape sequences too.
            raise WorkspaceError(ascii(path), f"cannot be a generated file: {reason}")


def check_paths(paths: Iterable[str]) -> None:
    """Accept the paths of one tree, or name the first that is wrong or clashes with another.

    Two paths clash if a disk that ignores case takes them for one, or if one of them would
    have to be a file and a folder at once.

    Raises:
        WorkspaceError: see above.
    """
    ordered = sorted(paths)
    for path in ordered:
        check_path(path)
    taken: dict[str, str] = {}
    for path in ordered:
        other = taken.setdefault(path.lower(), path)
        if other != path:
            raise WorkspaceError(path, f"differs from {other} only in case")
    for path in ordered:
        for folder in folders_of(path):
            if folder.lower() in taken:
                raise WorkspaceError(path, f"{taken[folder.lower()]} is to be a file")


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders on the way to ``path``, the outermost first, without the root."""
    segments = path.split("/")
    for depth in range(1, len(segments)):
        yield "/".join(segments[:depth])


def _fault(segment: str) -> str | None:
    if segment in {"", ".", ".."}:
        return "it is absolute, or has an empty or dotted segment"
    if any(not " " <= character <= "~" or character in _REFUSED for character in segment):
        return "it holds a character that not every file system knows"
    if segment[-1] in ". ":
        return "a segment ends in a dot or a space"
    if segment.split(".")[0].rstrip(" ").lower() in _DEVICES:
        return "a segment is the name of a Windows device"
    if segment.lower().startswith(OWN_PREFIX):
        return f"names that start with {OWN_PREFIX} belong to naftiko-gen itself"
    return None
