"""Make a folder agree with the generated files, without ever losing what a person wrote.

The order makes a run that is killed at any moment harmless:

1. The journal names, for each file, the digests that it had and the one that it will have.
2. All new bytes, the manifest's too, are written to temporary files beside their places. Up to
   here nothing has changed: a full disk, a folder in the way, or a person who saves a file in
   this very moment undoes it all.
3. Each temporary file takes its place, in one step; then files that are no longer generated go.
4. The manifest takes its place, and the journal goes.

After a kill the next run finds each file with one of the digests of manifest and journal: it
takes none of ours for an edited one, sweeps the temporary files away, and ends the work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from naftiko_gen.workspace.errors import WorkspaceError
from naftiko_gen.workspace.folder import Folder
from naftiko_gen.workspace.lock import locked
from naftiko_gen.workspace.manifest import (
    JOURNAL,
    MANIFEST,
    digest,
    dump_journal,
    dump_manifest,
)
from naftiko_gen.workspace.paths import check_paths, folders_of
from naftiko_gen.workspace.state import DriftKind, Entry, State, survey
from naftiko_gen.workspace.unified import unified


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, in paths. Where ``blocked`` names any, it did nothing at all."""

    #: Files that are new or have new bytes.
    written: tuple[str, ...] = ()
    #: Files that are no longer generated and are gone.
    removed: tuple[str, ...] = ()
    #: Edited files that were left alone; generation has nothing new for them.
    edited: tuple[str, ...] = ()
    #: Edited files that are no longer generated; they were left alone too.
    left_over: tuple[str, ...] = ()
    #: Edited files for which generation has something new, and what it is.
    blocked: tuple[str, ...] = ()
    diff: str = ""


def write(
    files: Mapping[str, bytes],
    target: Path,
    *,
    force: bool = False,
    keep: Collection[str] = (),
) -> Outcome:
    """Make the folder ``target`` agree with the generated ``files``.

    Missing folders are made. An edited file is never overwritten, except with ``force``; if
    generation has something new for one, nothing at all is written. ``keep`` names generated
    files that the team owns from now on: they are neither written nor checked any more. An
    edited file that is no longer generated is left alone even with ``force``.

    Raises:
        WorkspaceError: a path may not be written, a link is in the way, the manifest is
            damaged, another run writes here, or the operating system refuses. No file is
            torn; unless replacing itself failed half-way, none has changed.
    """
    check_paths(files)  # before a folder is made
    folder = Folder(target)
    with locked(target):
        state = survey(folder, files, keep)
        edited = [] if force else state.of(DriftKind.EDITED)
        blocked = [entry for entry in edited if entry.outdated]
        if blocked:
            return Outcome(
                blocked=_paths(blocked),
                diff="".join(unified(each.path, each.disk, each.generated) for each in blocked),
            )
        replaced = [DriftKind.STALE, DriftKind.MISSING, *([DriftKind.EDITED] if force else [])]
        writes = {entry.path: files[entry.path] for entry in state.of(*replaced)}
        left_over = state.of(DriftKind.LEFT_OVER)
        removals = _paths(entry for entry in left_over if entry.unedited)
        _carry_out(folder, state, writes, removals)
        return Outcome(
            written=tuple(writes),
            removed=removals,
            edited=_paths(edited),
            left_over=_paths(entry for entry in left_over if not entry.unedited),
        )


def _carry_out(
    folder: Folder, state: State, writes: Mapping[str, bytes], removals: Collection[str]
) -> None:
    _sweep(folder, state)
    manifest = state.next_manifest()
    if not (writes or removals or state.interrupted or manifest != state.manifest):
        return
    made: list[str] = []
    touched = False
    try:
        folder.stage(JOURNAL, 0, dump_journal(_accepted(state)))
        folder.commit(JOURNAL, 0)
        for path in _folders(writes):
            if folder.make_folder(path):
                made.append(path)
        for number, (path, content) in enumerate(writes.items(), 1):
            folder.stage(path, number, content)
        folder.stage(MANIFEST, 0, dump_manifest(manifest))
        for entry in state.entries:
            if folder.read(entry.path) != entry.disk:
                raise WorkspaceError(folder.shown(entry.path), "has just changed; try again")

        touched = True
        for number, path in enumerate(writes, 1):
            folder.commit(path, number)
        _remove(folder, state, removals)
        folder.commit(MANIFEST, 0)
        folder.remove(JOURNAL)
    except BaseException:
        # The first failure is what the caller has to know; what stays, the next run sweeps.
        with suppress(WorkspaceError):
            _sweep(folder, state)
            if not touched:
                for path in reversed(made):
                    folder.remove_empty(path)
                if not state.interrupted:
                    folder.remove(JOURNAL)
        raise


def _accepted(state: State) -> dict[str, frozenset[str]]:
    """Return all digests that the files may have while this run writes."""
    accepted = dict(state.known)
    for entry in state.entries:
        if entry.generated is not None:
            accepted[entry.path] = entry.known | {digest(entry.generated)}
    return accepted


def _remove(folder: Folder, state: State, removals: Collection[str]) -> None:
    generated = {e.path.lower(): e.path for e in state.entries if e.generated is not None}
    for path in removals:
        # A disk that ignores case has one file for Readme.md and README.md.
        twin = generated.get(path.lower())
        if twin is None or not folder.same(path, twin):
            folder.remove(path)
    # Also the folders of files that somebody, or a killed run, removed before.
    gone = _paths(entry for entry in state.entries if entry.generated is None)
    for path in reversed(_folders(gone)):
        folder.remove_empty(path)


def _sweep(folder: Folder, state: State) -> None:
    """Remove the temporary files of a killed run, wherever it may have been at work."""
    for path in ("", *_folders(_paths(state.entries))):
        folder.sweep(path)


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders on the way to ``paths``, outer before inner."""
    return sorted({folder for path in paths for folder in folders_of(path)})


def _paths(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.path for entry in entries)
