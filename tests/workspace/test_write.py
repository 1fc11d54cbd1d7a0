from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from naftiko_gen.workspace import MANIFEST, Outcome, WorkspaceError, check, write
from naftiko_gen.workspace.manifest import Manifest, dump_manifest

OLD = {"same.py": b"1\n", "changes.py": b"2\n", "goes/g.py": b"3\n", "d/deep.py": b"4\n"}
NEW = {"same.py": b"1\n", "changes.py": b"22\n", "d/deep.py": b"4\n", "x/comes.py": b"5\n"}

OnDisk = Callable[[], dict[str, bytes]]

pytestmark = pytest.mark.usefixtures("both_ways")


def test_a_new_folder_is_filled(tmp_path: Path, on_disk: OnDisk, target: Path) -> None:
    assert write(OLD, target) == Outcome(written=tuple(sorted(OLD)))
    assert on_disk() == OLD
    assert write(OLD, tmp_path / "p/q/r").written == tuple(sorted(OLD))


def test_a_second_run_touches_nothing(target: Path) -> None:
    write(OLD, target)
    before = {path: os.stat(path).st_mtime_ns for path in [target, *target.rglob("*")]}

    assert write(OLD, target) == Outcome()
    assert {path: os.stat(path).st_mtime_ns for path in [target, *target.rglob("*")]} == before


def test_only_what_changes_is_written(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    same = os.stat(target / "same.py")

    assert write(NEW, target) == Outcome(
        written=("changes.py", "x/comes.py"), removed=("goes/g.py",)
    )
    assert on_disk() == NEW
    assert os.stat(target / "same.py").st_ino == same.st_ino
    assert check(NEW, target) == ()


def test_another_line_end_is_no_reason_to_write(target: Path) -> None:
    write(OLD, target)
    (target / "same.py").write_bytes(b"1\r\n")

    assert write(OLD, target) == Outcome()
    assert (target / "same.py").read_bytes() == b"1\r\n"
    (target / "changes.py").write_bytes(b"2\r\n")
    assert "changes.py" in write(NEW, target).written


def test_an_edited_file_with_news_blocks_everything(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    manifest = (target / MANIFEST).read_bytes()
    (target / "changes.py").write_bytes(b"mine\n")
    before = on_disk()

    assert write(NEW, target, keep=["same.py"]) == Outcome(
        blocked=("changes.py",),
        diff="--- a/changes.py\n+++ b/changes.py\n@@ -1 +1 @@\n-mine\n+22\n",
    )
    assert on_disk() == before
    assert (target / MANIFEST).read_bytes() == manifest


def test_an_edited_file_without_news_is_left_alone(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    (target / "same.py").write_bytes(b"mine\n")

    assert write(NEW, target) == Outcome(
        written=("changes.py", "x/comes.py"), removed=("goes/g.py",), edited=("same.py",)
    )
    assert on_disk() == NEW | {"same.py": b"mine\n"}
    assert write(NEW, target) == Outcome(edited=("same.py",))
    (target / "same.py").write_bytes(b"1\n")
    assert write(NEW, target) == Outcome()


def test_force_overwrites_edits(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    (target / "same.py").write_bytes(b"mine\n")
    (target / "changes.py").write_bytes(b"mine\n")

    assert set(write(NEW, target, force=True).written) == {"same.py", "changes.py", "x/comes.py"}
    assert on_disk() == NEW
    assert check(NEW, target) == ()


def test_an_edit_that_says_what_generation_says_is_adopted(target: Path) -> None:
    write(OLD, target)
    (target / "changes.py").write_bytes(NEW["changes.py"])

    assert "changes.py" not in write(NEW, target).written
    assert check(NEW, target) == ()


@pytest.mark.parametrize("force", [False, True])
def test_an_edited_left_over_stays_and_is_named(target: Path, on_disk: OnDisk, force: bool) -> None:
    write(OLD, target)
    (target / "goes/g.py").write_bytes(b"mine\n")

    for _ in range(2):
        assert write(NEW, target, force=force).left_over == ("goes/g.py",)
        assert on_disk() == NEW | {"goes/g.py": b"mine\n"}
    (target / "goes/g.py").write_bytes(b"3\n")
    assert write(NEW, target, force=force) == Outcome(removed=("goes/g.py",))


def test_an_edited_left_over_can_be_kept_for_good(target: Path) -> None:
    write(OLD, target)
    (target / "goes/g.py").write_bytes(b"mine\n")

    assert write(NEW, target, keep=["goes/g.py"]).left_over == ()
    assert check(NEW, target) == ()
    assert (target / "goes/g.py").read_bytes() == b"mine\n"


def test_only_empty_folders_go(target: Path) -> None:
    write({"a/b/c/x": b"", "a/y": b"", "p/q/z": b"", "n": b""}, target)
    (target / "p/notes.txt").write_bytes(b"mine")
    (target / "n").unlink()
    (target / "empty").mkdir()

    assert write({}, target).removed == ("a/b/c/x", "a/y", "p/q/z")
    assert sorted(path.name for path in target.rglob("*")) == [
        MANIFEST, "empty", "notes.txt", "p"
    ]  # fmt: skip


def test_the_folder_of_a_left_over_that_somebody_removed_goes_too(target: Path) -> None:
    write(OLD, target)
    (target / "goes/g.py").unlink()

    assert write(NEW, target).removed == ()
    assert not (target / "goes").exists()


def test_a_missing_file_is_written_again(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    (target / "d/deep.py").unlink()
    (target / "d").rmdir()

    assert write(OLD, target) == Outcome(written=("d/deep.py",))
    assert on_disk() == OLD


def test_a_foreign_file_blocks_unless_it_is_equal(target: Path) -> None:
    target.mkdir()
    (target / "same.py").write_bytes(b"1\r\n")
    (target / "changes.py").write_bytes(b"foreign\n")
    (target / "notes.txt").write_bytes(b"notes")

    assert write(OLD, target).blocked == ("changes.py",)
    assert sorted(os.listdir(target)) == ["changes.py", "notes.txt", "same.py"]

    (target / "changes.py").unlink()
    assert write(OLD, target).written == ("changes.py", "d/deep.py", "goes/g.py")
    assert (target / "notes.txt").read_bytes() == b"notes"


def test_kept_files_are_never_written_again(target: Path, on_disk: OnDisk) -> None:
    write(OLD, target)
    (target / "changes.py").write_bytes(b"mine\n")

    outcome = write(NEW, target, keep=["changes.py", "goes/g.py"])

    assert outcome == Outcome(written=("x/comes.py",))
    for force in (False, True):
        assert write(OLD | NEW, target, force=force) == Outcome()
    assert on_disk() == NEW | {"changes.py": b"mine\n", "goes/g.py": b"3\n"}
    (target / "changes.py").unlink()
    assert write(NEW, target) == Outcome()


def test_a_file_may_be_kept_before_it_exists(target: Path) -> None:
    assert "d/deep.py" not in write(OLD, target, keep=["d/deep.py"]).written
    assert not (target / "d").exists()
    assert check(OLD, target) == ()


def test_keeping_twice_is_fine_and_keeping_nothing_of_ours_is_not(target: Path) -> None:
    write(OLD, target, keep=["same.py"])

    assert write({}, target, keep=["same.py"]).removed != ()
    with pytest.raises(WorkspaceError, match=r"typo\.py: is not generated"):
        write(OLD, target, keep=["typo.py"])


def test_an_edit_in_the_very_moment_of_writing_is_seen(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, target)
    before = sorted(target.rglob("*"))

    def dump_then_edit(manifest: Manifest) -> bytes:
        (target / "goes/g.py").write_bytes(b"mine\n")
        return dump_manifest(manifest)

    with monkeypatch.context() as patched:
        patched.setattr("naftiko_gen.workspace.writing.dump_manifest", dump_then_edit)
        with pytest.raises(WorkspaceError, match=r"goes/g\.py: has just changed; try again"):
            write(NEW, target)

    assert sorted(target.rglob("*")) == before
    assert (target / "goes/g.py").read_bytes() == b"mine\n"
    assert (target / "changes.py").read_bytes() == b"2\n"


def test_modes(target: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(OLD, target)
        assert stat.S_IMODE(os.stat(target / "changes.py").st_mode) == 0o640
        os.chmod(target / "changes.py", 0o755)
        write(NEW, target)
        assert stat.S_IMODE(os.stat(target / "changes.py").st_mode) == 0o755
    finally:
        os.umask(mask)


def test_a_disk_that_ignores_case_keeps_the_file_under_its_new_name(target: Path) -> None:
    write({"Readme.md": b"1\n"}, target)
    # Two names for one file, as such a disk has it.
    os.link(target / "Readme.md", target / "README.md")

    write({"README.md": b"1\n"}, target)

    # Had either name been removed, such a disk would have lost the file.
    assert (target / "Readme.md").samefile(target / "README.md")
    assert check({"README.md": b"1\n"}, target) == ()


def test_a_case_only_rename_on_an_ordinary_disk(target: Path, on_disk: OnDisk) -> None:
    write({"Readme.md": b"1\n"}, target)
    write({"README.md": b"1\n"}, target)

    assert on_disk() == {"README.md": b"1\n"}
