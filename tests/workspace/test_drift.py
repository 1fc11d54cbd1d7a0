from __future__ import annotations

import os
from pathlib import Path

import pytest

from naftiko_gen.workspace import MANIFEST, Drift, DriftKind, check, diff, write
from naftiko_gen.workspace.manifest import JOURNAL, digest, dump_journal

OLD = {"same.py": b"1\n", "changes.py": b"2\n", "goes.py": b"3\n", "d/deep.py": b"4\n"}
NEW = {"same.py": b"1\n", "changes.py": b"22\n", "d/deep.py": b"4\n", "comes.py": b"5\n"}

pytestmark = pytest.mark.usefixtures("both_ways")


def words(files: dict[str, bytes], target: Path) -> list[str]:
    return [f"{drift.kind.value}: {drift.path}" for drift in check(files, target)]


def test_nothing_to_say_after_a_write(target: Path) -> None:
    write(OLD, target)

    assert check(OLD, target) == ()
    assert diff(OLD, target) == ""


def test_each_kind_has_its_word(target: Path) -> None:
    write(OLD, target)
    (target / "same.py").write_bytes(b"mine\n")
    (target / "d/deep.py").unlink()

    assert words(NEW, target) == [
        "stale: changes.py",
        "missing: comes.py",
        "missing: d/deep.py",
        "left over: goes.py",
        "edited: same.py",
    ]
    assert check(OLD, target)[1] == Drift(DriftKind.EDITED, "same.py")


def test_edited_and_changed_is_edited(target: Path) -> None:
    write(OLD, target)
    (target / "changes.py").write_bytes(b"mine\n")

    assert "edited: changes.py" in words(NEW, target)
    assert "stale: changes.py" not in words(NEW, target)


def test_an_edited_left_over_is_left_over(target: Path) -> None:
    write(OLD, target)
    (target / "goes.py").write_bytes(b"mine\n")

    assert "left over: goes.py" in words(NEW, target)


@pytest.mark.parametrize("exists", [False, True])
def test_everything_is_missing_without_a_manifest(target: Path, exists: bool) -> None:
    if exists:
        target.mkdir()

    assert words({"a": b"", "b/c": b""}, target) == ["missing: a", "missing: b/c"]
    assert target.exists() == exists


def test_a_foreign_file_is_edited_unless_it_is_equal(target: Path) -> None:
    target.mkdir()
    (target / "same.py").write_bytes(b"1\r\n")
    (target / "changes.py").write_bytes(b"foreign\n")

    assert words(OLD, target)[0] == "edited: changes.py"
    assert not [word for word in words(OLD, target) if "same.py" in word]


def test_line_ends_are_no_drift(target: Path) -> None:
    write({"a": b"1\n2\n", "b": b"1\r\n"}, target)
    (target / "a").write_bytes(b"1\r\n2\r\n")
    (target / "b").write_bytes(b"1\n")

    assert check({"a": b"1\n2\n", "b": b"1\r\n"}, target) == ()
    assert diff({"a": b"1\n2\n", "b": b"1\r\n"}, target) == ""
    assert words({"a": b"3\n", "b": b"1\n"}, target) == ["stale: a"]


def test_a_lone_carriage_return_is_content(target: Path) -> None:
    write({"a": b"1\n"}, target)
    (target / "a").write_bytes(b"1\r")

    assert words({"a": b"1\n"}, target) == ["edited: a"]


def test_kept_files_are_not_looked_at(target: Path) -> None:
    write(OLD, target)
    write(OLD, target, keep=["same.py", "goes.py"])
    (target / "same.py").unlink()
    (target / "same.py").mkdir()
    os.symlink("/nowhere", target / "goes.py.link")
    os.replace(target / "goes.py.link", target / "goes.py")

    assert words(OLD, target) == []
    assert words(NEW, target) == ["stale: changes.py", "missing: comes.py"]
    assert "same.py" not in diff(NEW, target)


def test_the_manifest_is_named_if_it_is_all_that_would_change(target: Path) -> None:
    write(OLD, target)
    (target / "changes.py").write_bytes(NEW["changes.py"])
    assert words(OLD | {"changes.py": NEW["changes.py"]}, target) == [f"stale: {MANIFEST}"]
    (target / MANIFEST).unlink()
    assert words(OLD | {"changes.py": NEW["changes.py"]}, target) == [f"missing: {MANIFEST}"]


def test_the_journal_of_an_interrupted_run_is_named_and_believed(target: Path) -> None:
    write(OLD, target)
    known = {path: frozenset({digest(content)}) for path, content in NEW.items()}
    (target / JOURNAL).write_bytes(dump_journal(known))
    (target / "changes.py").write_bytes(NEW["changes.py"])

    assert words(OLD, target) == [f"left over: {JOURNAL}", "stale: changes.py"]


def test_an_old_journal_does_not_outdo_the_manifest(target: Path) -> None:
    write(OLD, target)
    (target / JOURNAL).write_bytes(dump_journal({"changes.py": frozenset({digest(b"0\n")})}))

    assert words(OLD, target) == [f"left over: {JOURNAL}"]
    assert words(NEW, target)[1] == "stale: changes.py"


def test_check_and_diff_write_nothing(target: Path) -> None:
    write(OLD, target)
    (target / "same.py").write_bytes(b"mine\n")
    (target / ".naftiko-gen-7.tmp").write_bytes(b"")
    before = {path: os.stat(path).st_mtime_ns for path in [target, *target.rglob("*")]}

    check(NEW, target)
    diff(NEW, target)

    assert {path: os.stat(path).st_mtime_ns for path in [target, *target.rglob("*")]} == before
