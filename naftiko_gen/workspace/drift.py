"""What would change: reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from naftiko_gen.workspace.folder import Folder
from naftiko_gen.workspace.manifest import JOURNAL, MANIFEST
from naftiko_gen.workspace.state import DriftKind, survey
from naftiko_gen.workspace.unified import unified


@dataclass(frozen=True, slots=True)
class Drift:
    """One file that is not as generation would have it."""

    kind: DriftKind
    path: str


def check(files: Mapping[str, bytes], target: Path) -> tuple[Drift, ...]:
    """Compare the folder ``target`` with the generated ``files``; write nothing.

    Files that the team owns are not looked at; CR LF and LF are the same. What comes back is
    ordered by path, and empty if generation would change nothing. The manifest itself is named
    where it is all that generation would change, and the journal of an interrupted run always.

    Raises:
        WorkspaceError: see ``survey``.
    """
    state = survey(Folder(target), files)
    found = [Drift(entry.kind, entry.path) for entry in state.entries if entry.kind is not None]
    if not found and state.manifest != state.next_manifest():
        kind = DriftKind.MISSING if state.manifest is None else DriftKind.STALE
        found.append(Drift(kind, MANIFEST))
    if state.interrupted:
        found.append(Drift(DriftKind.LEFT_OVER, JOURNAL))
    return tuple(sorted(found, key=lambda drift: drift.path))


def diff(files: Mapping[str, bytes], target: Path) -> str:
    """Return a unified diff from the folder ``target`` to the generated ``files``.

    It shows what ``write`` with ``force`` would do: edited files too, new files from
    /dev/null, and unedited files that are no longer generated as deletions. The manifest is
    left out. Empty if there is nothing to show.

    Raises:
        WorkspaceError: see ``survey``.
    """
    state = survey(Folder(target), files)
    return "".join(
        unified(entry.path, entry.disk, entry.generated)
        for entry in state.entries
        if entry.kind is not None and (entry.generated is not None or entry.unedited)
    )
