"""Two runs never write to one folder at once."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from naftiko_gen.workspace.errors import WorkspaceError

if sys.platform != "win32":
    import fcntl

# How file systems say that they know no lock on a folder (NFS: EBADF).
_NO_LOCKS = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}


@contextmanager
def locked(root: Path) -> Generator[None, None, None]:
    """Make the folder ``root`` if it is missing, and keep other runs out until the end.

    A second run fails at once: two specs that write to one folder are a mistake that waiting
    would hide. The lock is on the folder itself, so there is no lock file, and it ends with
    its process. Windows and some network file systems have no such lock: there each file is
    still whole at any time, but nothing keeps two runs apart.

    Raises:
        WorkspaceError: another run writes, or the folder cannot be made.
    """
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
            if sys.platform != "win32":
                fd = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
                stack.callback(os.close, fd)
                _lock(fd)
        except FileExistsError as error:
            raise WorkspaceError(root, "is not a folder") from error
        except BlockingIOError as error:
            reason = "another naftiko-gen is writing here; try again when it is done"
            raise WorkspaceError(root, reason) from error
        except OSError as error:
            raise WorkspaceError(root, error.strerror or str(error)) from error
        yield


def _lock(fd: int) -> None:
    if sys.platform != "win32":
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
