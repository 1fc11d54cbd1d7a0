"""Reads and writes below one folder, out of which no path leads.

On POSIX each step opens the next folder relative to the one before and refuses links, so that
nobody can swap a folder for a link between the check and the use. Windows has no such calls:
there each step is checked just before the path is used.

The folder itself may be a symbolic link, or be reached through one: who names it means the
place where it leads. Links inside it are never followed.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from naftiko_gen.workspace.errors import WorkspaceError
from naftiko_gen.workspace.paths import OWN_PREFIX

_RELATIVE_CALLS = os.open in os.supports_dir_fd
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
# A pipe that somebody puts in the place of a file must not make us wait.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: the other kind of link on Windows

_TEMPORARY = re.compile(re.escape(OWN_PREFIX) + r"-[0-9]+\.tmp")


class _Spot(NamedTuple):
    """A folder to stand in: its descriptor, or its path where there are no relative calls."""

    fd: int | None
    path: str

    def name(self, name: str) -> str:
        return name if self.fd is not None else os.path.join(self.path, name)

    def state(self, name: str) -> os.stat_result | None:
        try:
            return os.stat(self.name(name), dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on disk, and what may happen below it.

    All paths are relative, with slashes, and have passed ``paths.check_path``. Every method
    raises WorkspaceError with the path and the reason: a link on the way, or what the
    operating system says.
    """

    root: Path

    def shown(self, path: str) -> str:
        """Return ``path`` as a person would name it."""
        return str(self.root / path)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where no regular file stands."""
        with self._beside(path) as (spot, name):
            state = spot.state(name) if spot else None
            if spot is None or state is None:
                return None
            self._refuse_link(path, state)
            if not stat.S_ISREG(state.st_mode):
                return None
            flags = os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY
            fd = os.open(spot.name(name), flags, dir_fd=spot.fd)
            with open(fd, "rb") as file:
                return file.read()

    def make_folder(self, path: str) -> bool:
        """Make one folder, whose parent exists; return whether it was not there before."""
        with self._beside(path) as (spot, name):
            spot = self._required(spot, path)
            state = spot.state(name)
            if state is None:
                os.mkdir(spot.name(name), dir_fd=spot.fd)
                return True
            self._refuse_link(path, state)
            if not stat.S_ISDIR(state.st_mode):
                raise WorkspaceError(self.shown(path), "is not a folder, but has to be one")
            return False

    def stage(self, path: str, number: int, content: bytes) -> None:
        """Write the future bytes of ``path`` to a temporary file beside it, down to the disk.

        It gets the permissions of the present file, or the usual ones of a new file.
        """
        with self._beside(path) as (spot, name):
            spot = self._required(spot, path)
            state = spot.state(name)
            if state is not None:
                self._refuse_link(path, state)
                if not stat.S_ISREG(state.st_mode):
                    raise WorkspaceError(self.shown(path), "is not a file, but has to be one")
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
            fd = os.open(spot.name(_temporary(number)), flags, 0o666, dir_fd=spot.fd)
            with open(fd, "wb") as file:
                if state is not None and sys.platform != "win32":
                    os.fchmod(fd, stat.S_IMODE(state.st_mode) & 0o777)
                file.write(content)
                file.flush()
                os.fsync(fd)

    def commit(self, path: str, number: int) -> None:
        """Put the staged file in the place of ``path``, in one step."""
        with self._beside(path) as (spot, name):
            spot = self._required(spot, path)
            source, place = spot.name(_temporary(number)), spot.name(name)
            os.replace(source, place, src_dir_fd=spot.fd, dst_dir_fd=spot.fd)

    def remove(self, path: str) -> None:
        """Remove one file; none there is fine."""
        with self._beside(path) as (spot, name):
            if spot is not None and spot.state(name) is not None:
                os.unlink(spot.name(name), dir_fd=spot.fd)

    def remove_empty(self, path: str) -> None:
        """Remove one folder if nothing is in it; anything else stays."""
        with self._beside(path) as (spot, name):
            state = spot.state(name) if spot else None
            if spot is not None and state is not None and stat.S_ISDIR(state.st_mode):
                try:
                    os.rmdir(spot.name(name), dir_fd=spot.fd)
                except OSError as error:
                    if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                        raise

    def sweep(self, path: str) -> None:
        """Remove the temporary files in one folder (``""`` is the root) and nothing else."""
        with self._beside(f"{path}/*" if path else "*") as (spot, _):
            if spot is None:
                return
            for name in sorted(os.listdir(spot.path if spot.fd is None else spot.fd)):
                state = spot.state(name) if _TEMPORARY.fullmatch(name) else None
                if state is None:
                    continue
                if not stat.S_ISREG(state.st_mode):
                    place = os.path.join(spot.path, name)
                    raise WorkspaceError(place, "stands where a temporary file has to be")
                os.unlink(spot.name(name), dir_fd=spot.fd)

    def same(self, path: str, other: str) -> bool:
        """Return whether both paths lead to one file, as on a disk that ignores case."""
        states: list[os.stat_result | None] = []
        for each in (path, other):
            with self._beside(each) as (spot, name):
                states.append(spot.state(name) if spot else None)
        first, second = states
        return first is not None and second is not None and os.path.samestat(first, second)

    @contextmanager
    def _beside(self, path: str) -> Generator[tuple[_Spot | None, str], None, None]:
        """Stand in the folder of ``path``; None where there is no such folder."""
        *folders, name = path.split("/")
        with self._naming(path), ExitStack() as stack:
            spot = self._enter(None, str(self.root), stack)
            for depth, folder in enumerate(folders, 1):
                state = spot.state(folder) if spot else None
                if spot is None or state is None:
                    spot = None
                    break
                self._refuse_link("/".join(folders[:depth]), state)
                spot = self._enter(spot, folder, stack) if stat.S_ISDIR(state.st_mode) else None
            yield spot, name

    @staticmethod
    def _enter(spot: _Spot | None, name: str, stack: ExitStack) -> _Spot | None:
        path = os.path.join(spot.path, name) if spot else name
        if not _RELATIVE_CALLS:
            return _Spot(None, path)
        flags = os.O_RDONLY | _DIRECTORY | (_NO_LINK if spot else 0)
        try:
            fd = os.open(name, flags, dir_fd=spot.fd if spot else None)
        except FileNotFoundError:
            return None
        except NotADirectoryError as error:
            raise WorkspaceError(path, "is not a folder") from error
        stack.callback(os.close, fd)
        return _Spot(fd, path)

    @contextmanager
    def _naming(self, path: str) -> Generator[None, None, None]:
        try:
            yield
        except OSError as error:
            raise WorkspaceError(self.shown(path), error.strerror or str(error)) from error

    def _refuse_link(self, path: str, state: os.stat_result) -> None:
        if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION:
            raise WorkspaceError(self.shown(path), "is a symbolic link, which is never followed")

    def _required(self, spot: _Spot | None, path: str) -> _Spot:
        if spot is None:
            raise WorkspaceError(self.shown(path), "its folder is gone")
        return spot


def _temporary(number: int) -> str:
    return f"{OWN_PREFIX}-{number}.tmp"
