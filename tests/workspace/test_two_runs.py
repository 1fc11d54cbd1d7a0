from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from naftiko_gen.workspace import WorkspaceError, check, write
from tests.workspace.runs_child import TREES, start

if sys.platform == "win32":
    pytest.skip("Windows has no lock on a folder", allow_module_level=True)

import errno
import fcntl


def test_a_second_run_fails_at_once_and_writes_nothing(tmp_path: Path) -> None:
    write({"a": b"1\n"}, tmp_path)
    fd = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        with pytest.raises(WorkspaceError) as caught:
            write({"a": b"2\n"}, tmp_path, force=True)
        assert [drift.path for drift in check({"a": b"2\n"}, tmp_path)] == ["a"]
    finally:
        os.close(fd)

    assert str(caught.value) == (
        f"{tmp_path}: another naftiko-gen is writing here; try again when it is done"
    )
    assert (tmp_path / "a").read_bytes() == b"1\n"
    assert write({"a": b"2\n"}, tmp_path).written == ("a",)


def test_two_processes_at_once_never_mix_their_trees(tmp_path: Path) -> None:
    runs = [start("share", tmp_path, number) for number in (0, 1)]

    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    assert [files for files in TREES[:2] if check(files, tmp_path) == ()] != []
    assert sorted(os.listdir(tmp_path / "src")) == ["empty.py", "x.py"]


def test_a_file_system_without_locks_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(fd: int, operation: int) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)

    assert write({"a": b"1\n"}, tmp_path).written == ("a",)
