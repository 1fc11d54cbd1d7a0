"""The one way in which this room fails."""

from __future__ import annotations

import os


class WorkspaceError(Exception):
    """The target folder cannot be made, read or written as asked.

    The message names the path and the reason, in the words of the operating system where it
    gave one.
    """

    def __init__(self, path: str | os.PathLike[str], reason: str) -> None:
        super().__init__(f"{os.fspath(path)}: {reason}")
