"""How a folder stands to the files that are to be in it: the common ground of check and write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from naftiko_gen.workspace.errors import WorkspaceError
from naftiko_gen.workspace.folder import Folder
from naftiko_gen.workspace.manifest import (
    JOURNAL,
    MANIFEST,
    Manifest,
    digest,
    parse_journal,
    parse_manifest,
)
from naftiko_gen.workspace.paths import check_path, check_paths


class DriftKind(Enum):
    """How a file differs from what generation would write; the value is the word for it."""

    #: It differs from what was generated: somebody worked on it, or it was never ours.
    EDITED = "edited"
    #: It is as generated, but generation would now write something else.
    STALE = "stale"
    #: It is not there.
    MISSING = "missing"
    #: It was generated once, is no longer, and is still there.
    LEFT_OVER = "left over"


@dataclass(frozen=True, slots=True)
class Entry:
    """One path: the bytes that generation gives, those on disk, and the digests that are ours.

    ``generated`` is None for a path that is no longer generated, ``disk`` is None where no
    file stands, ``known`` is empty for a path that no manifest names.
    """

    path: str
    generated: bytes | None
    disk: bytes | None
    known: frozenset[str]

    @property
    def unedited(self) -> bool:
        """Whether the file on disk is one that we wrote."""
        return self.disk is not None and digest(self.disk) in self.known

    @property
    def kind(self) -> DriftKind | None:
        """How the file differs from what generation would write; None where it does not."""
        if self.generated is None:
            return None if self.disk is None else DriftKind.LEFT_OVER
        if self.disk is None:
            return DriftKind.MISSING
        if digest(self.disk) == digest(self.generated):
            return None
        return DriftKind.STALE if self.unedited else DriftKind.EDITED

    @property
    def outdated(self) -> bool:
        """Whether generation gives something else than what was recorded."""
        return self.generated is None or self.known != frozenset({digest(self.generated)})


@dataclass(frozen=True, slots=True)
class State:
    """A folder at one moment.

    ``manifest`` is the one on disk. ``known`` names, for each path, all digests that are ours:
    several where a run was interrupted. ``entries`` holds the paths that are compared, in
    order: the generated and the recorded ones, without those that the team owns (``keep``).
    """

    manifest: Manifest | None
    interrupted: bool
    known: Mapping[str, frozenset[str]]
    keep: frozenset[str]
    entries: tuple[Entry, ...]

    def of(self, *kinds: DriftKind) -> list[Entry]:
        """Return the entries that differ in one of these ways."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def next_manifest(self) -> Manifest:
        """Return the manifest as it is to be after a run that writes.

        An edited file that is no longer generated stays recorded, so that it is named until
        the team removes it or keeps it.
        """
        files: dict[str, str] = {}
        for entry in self.entries:
            if entry.generated is not None:
                files[entry.path] = digest(entry.generated)
            elif entry.disk is not None and not entry.unedited:
                files[entry.path] = min(entry.known)
        return Manifest(files, self.keep)


def survey(folder: Folder, files: Mapping[str, bytes], keep: Collection[str] = ()) -> State:
    """Compare ``folder`` with ``files``, leaving aside what the manifest or ``keep`` names as kept.

    Raises:
        WorkspaceError: a path may not be written or is not generated and so cannot be kept, a
            link is in the way, the manifest or journal is damaged, or the operating system
            refuses to read.
    """
    check_paths(files)
    text, log = folder.read(MANIFEST), folder.read(JOURNAL)
    manifest = None if text is None else parse_manifest(text, folder.shown(MANIFEST))
    journal = {} if log is None else parse_journal(log, folder.shown(JOURNAL))

    recorded = manifest or Manifest()
    known = {path: frozenset({value}) for path, value in recorded.files.items()}
    for path, digests in journal.items():
        known[path] = known.get(path, frozenset()) | digests

    for path in sorted(keep):
        check_path(path)
        if path not in files.keys() | known.keys() | recorded.keep:
            raise WorkspaceError(folder.shown(path), "is not generated, so it needs no keeping")
    kept = recorded.keep | frozenset(keep)
    entries = tuple(
        Entry(path, files.get(path), folder.read(path), known.get(path, frozenset()))
        for path in sorted((files.keys() | known.keys()) - kept)
    )
    return State(manifest, log is not None, known, kept, entries)
