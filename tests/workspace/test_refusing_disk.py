"""The operating system says no: a clear error, and everything as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from naftiko_gen.workspace import Outcome, WorkspaceError, check, write
from naftiko_gen.workspace.manifest import JOURNAL

if sys.platform == "win32":
    pytest.skip("needs POSIX permissions and limits", allow_module_level=True)

import resource

SMALL = {"a.py": b"1\n", "d/b.py": b"2\n", "goes.py": b"3\n"}
LARGE = {"a.py": b"11\n", "d/b.py": b"x" * 400_000, "new/c.py": b"4\n"}


def everything(root: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


@contextmanager
def suppress_full_disk() -> Generator[list[str], None, None]:
    """Give back what was refused, if anything was."""
    refusals: list[str] = []
    try:
        yield refusals
    except WorkspaceError as error:
        refusals.append(str(error))


def mount(folder: Path, *options: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("the command mount is not there")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"a small disk cannot be mounted here: {error.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "size=256k")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    target = small_disk / "out"
    write(SMALL, target)
    before = everything(target)

    with pytest.raises(WorkspaceError) as caught:
        write(LARGE, target)

    assert str(caught.value) == f"{target / 'd/b.py'}: No space left on device"
    assert everything(target) == before
    assert write(LARGE | {"d/b.py": b"small\n"}, target).removed == ("goes.py",)


@pytest.mark.parametrize("free", range(0, 40_000, 4096))
def test_a_disk_that_is_full_at_any_moment(small_disk: Path, free: int) -> None:
    target = small_disk / "out"
    write(SMALL, target)
    with open(small_disk / "filler", "wb", buffering=0) as filler:
        available = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        filler.write(b"x" * (available - free))
    before = everything(target)
    new = {"a.py": b"1" * 5000, "d/b.py": b"2" * 5000, "new/c.py": b"4\n"}

    with suppress_full_disk() as refusals:
        write(new, target)
    if refusals:
        assert "No space left on device" in refusals[0]
        assert everything(target) == before
    os.unlink(small_disk / "filler")
    outcome = write(new, target)
    assert (outcome.blocked, outcome.edited, outcome.left_over) == ((), (), ())
    assert check(new, target) == ()


def test_a_write_that_fails_half_way(target: Path) -> None:
    """The same without a mount: the process may not write files above a certain size."""
    write(SMALL, target)
    before = everything(target)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(WorkspaceError) as caught:
            write(LARGE, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert str(caught.value) == f"{target / 'd/b.py'}: File too large"
    assert everything(target) == before


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with the small tree that nobody can write to."""
    folder = tmp_path / "disk"
    target = folder / "out"
    folder.mkdir()
    if os.geteuid() != 0:
        write(SMALL, target)
        folders = [folder, target, *(path for path in target.rglob("*") if path.is_dir())]
        for path in folders:
            path.chmod(0o555)
        yield target
        for path in folders:
            path.chmod(0o755)
    elif not sys.platform.startswith("linux"):
        pytest.skip("permissions do not bind root")
    else:
        mount(folder, "size=256k")
        write(SMALL, target)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield target
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_folder(read_only: Path) -> None:
    before = everything(read_only)

    with pytest.raises(WorkspaceError, match=r"Read-only file system|Permission denied") as caught:
        write(LARGE, read_only)
    with pytest.raises(WorkspaceError, match=r"Read-only file system|Permission denied"):
        write(LARGE, read_only.parent / "other")

    assert str(caught.value).startswith(f"{read_only / JOURNAL}: ")
    assert everything(read_only) == before


def test_a_read_only_folder_that_is_as_it_should_be(read_only: Path) -> None:
    assert check(SMALL, read_only) == ()
    assert write(SMALL, read_only) == Outcome()
