"""A run may be killed at any moment: each file stays whole, and the next run ends the work."""

from __future__ import annotations

import random
import shutil
import signal
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from naftiko_gen.workspace import MANIFEST, check, write
from naftiko_gen.workspace.manifest import JOURNAL
from tests.workspace.runs_child import TREES, start

KILLS = 50

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def assert_whole(target: Path) -> None:
    """Each file is one of its versions; beside them only our own files lie about."""
    for path, content in tree(target).items():
        name = path.rpartition("/")[2]
        if not name.startswith(".naftiko-gen"):
            assert content in [files[path] for files in TREES if path in files], path


def assert_recovers(target: Path, files: dict[str, bytes]) -> None:
    outcome = write(files, target)

    assert (outcome.blocked, outcome.edited, outcome.left_over) == ((), (), ())
    left = tree(target)
    assert left.pop(MANIFEST)
    assert left == files
    folders = {path for path in target.rglob("*") if path.is_dir()}
    assert folders == {target / parent for path in files for parent in Path(path).parents} - {
        target
    }
    assert check(files, target) == ()


def test_killed_before_each_change_to_the_disk(tmp_path: Path) -> None:
    """From tree 0 to 1, killed; then on, or back, or elsewhere."""
    step = 0
    for step in count(1):
        target = tmp_path / f"out{step}"
        write(TREES[0], target)
        if start("die", target, step, 1).wait() == 0:
            break
        assert_whole(target)
        for number, files in enumerate(TREES):
            again = tmp_path / f"again{step}-{number}"
            shutil.copytree(target, again)
            assert_recovers(again, files)
    assert step > 15


def test_killed_and_killed_again(tmp_path: Path) -> None:
    """From tree 0 to 1, killed; to 2, killed as well; then to each of them."""
    for step in range(4, 22):
        target = tmp_path / f"out{step}"
        write(TREES[0], target)
        assert start("die", target, step, 1).wait() == -signal.SIGKILL
        start("die", target, 1 + step * 7 % 20, 2).wait()
        assert_whole(target)
        assert_recovers(target, TREES[step % 3])


def test_killed_before_each_change_in_a_new_folder(tmp_path: Path) -> None:
    for step in range(1, 12):
        target = tmp_path / f"out{step}"
        assert start("die", target, step, 2).wait() == -signal.SIGKILL
        assert_recovers(target, TREES[step % 3])


def test_killed_at_random_moments(tmp_path: Path) -> None:
    target = tmp_path / "out"
    dice = random.Random(20_26)
    interrupted = 0
    for kill in range(KILLS):
        process = start("loop", target)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0, 0.06))
        process.kill()
        process.wait()
        process.stdout.close()

        if target.exists():
            interrupted += (target / JOURNAL).exists()
            assert_whole(target)
        assert_recovers(target, TREES[kill % 3])
    assert interrupted > KILLS // 5


def test_an_edit_after_the_kill_is_still_an_edit(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write(TREES[0], target)
    assert start("die", target, 12, 1).wait() == -signal.SIGKILL
    assert (target / JOURNAL).exists()
    (target / "src/x.py").write_bytes(b"mine\n")

    for files in TREES[:2]:
        assert write(files, target).blocked == ("src/x.py",)
    assert (target / "src/x.py").read_bytes() == b"mine\n"


def test_temporary_files_are_swept_by_their_exact_name(tmp_path: Path) -> None:
    write(TREES[0], tmp_path)
    theirs = [".naftiko-gen-x.tmp", "src/.naftiko-gen-.tmp", "a.naftiko-gen-1.tmp", "other/x.tmp"]
    ours = [".naftiko-gen-0.tmp", "goes/with/.naftiko-gen-17.tmp"]
    (tmp_path / "other").mkdir()
    for path in theirs + ours:
        (tmp_path / path).write_bytes(b"?")

    write(TREES[0], tmp_path)

    assert [path for path in theirs + ours if (tmp_path / path).exists()] == theirs
