"""Nothing outside the folder is read, written or removed, whatever links lie about."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from naftiko_gen.workspace import MANIFEST, WorkspaceError, check, diff, write
from naftiko_gen.workspace.folder import Folder
from naftiko_gen.workspace.manifest import JOURNAL
from naftiko_gen.workspace.state import State, survey

FILES = {"file.py": b"1\n", "sub/deep/x.py": b"2\n"}
NEW = {"file.py": b"11\n", "sub/deep/x.py": b"22\n"}

pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that looks just like ours, so that only the link tells them apart."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/x.py").write_bytes(b"2\n")
    (folder / "file.py").write_bytes(b"1\n")
    return folder


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (os.lstat(path).st_mtime_ns, os.lstat(path).st_ino)
        for path in [folder, *sorted(folder.rglob("*"))]
    }


def put_link(place: Path, leads_to: Path) -> None:
    if place.exists():
        place.rename(place.parent.parent / f"was-{place.name}")
    place.symlink_to(leads_to)


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("file.py", "file.py"),
        ("file.py", "nowhere"),
        ("sub", "."),
        ("sub", "nowhere"),
        ("sub/deep", "deep"),
        ("sub/deep/x.py", "deep/x.py"),
        (MANIFEST, "file.py"),
        (JOURNAL, "nowhere"),
    ],
)
@pytest.mark.parametrize("files", [FILES, NEW, {}], ids=["same", "new", "left over"])
@pytest.mark.parametrize("force", [False, True])
def test_a_link_inside_is_an_error_that_names_it(
    target: Path, outside: Path, link: str, leads_to: str, files: dict[str, bytes], force: bool
) -> None:
    write(FILES, target)
    put_link(target / link, outside / leads_to)
    before = snapshot(target), snapshot(outside)

    with pytest.raises(WorkspaceError) as caught:
        write(files, target, force=force)
    with pytest.raises(WorkspaceError):
        check(files, target)
    with pytest.raises(WorkspaceError):
        diff(files, target)

    assert str(caught.value) == f"{target / link}: is a symbolic link, which is never followed"
    assert (snapshot(target), snapshot(outside)) == before


def test_a_link_in_the_place_of_a_temporary_file(target: Path, outside: Path) -> None:
    write(FILES, target)
    (target / "sub/deep/.naftiko-gen-2.tmp").symlink_to(outside / "file.py")

    with pytest.raises(WorkspaceError, match=r"sub/deep/\.naftiko-gen-2\.tmp: stands where"):
        write(NEW, target)

    assert (outside / "file.py").read_bytes() == b"1\n"
    assert check(FILES, target) == ()


def test_the_folder_itself_may_be_a_link_or_be_reached_through_one(
    tmp_path: Path, outside: Path
) -> None:
    (tmp_path / "link").symlink_to(outside)

    write(FILES, tmp_path / "link/below")
    assert check(FILES, outside / "below") == ()
    write({"n.py": b"n\n"}, tmp_path / "link")
    assert (outside / "n.py").read_bytes() == b"n\n"
    assert (tmp_path / "link").is_symlink()


def test_a_folder_that_is_swapped_for_a_link_after_the_survey(
    target: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FILES, target)
    before = snapshot(outside)

    def survey_then_swap(folder: Folder, files: Mapping[str, bytes], keep: Any) -> State:
        state = survey(folder, files, keep)
        put_link(target / "sub", outside)
        return state

    monkeypatch.setattr("naftiko_gen.workspace.writing.survey", survey_then_swap)
    with pytest.raises(WorkspaceError, match="sub: is a symbolic link"):
        write(NEW, target)

    assert snapshot(outside) == before
    assert (target / "file.py").read_bytes() == b"1\n"


@pytest.mark.parametrize("put", [os.mkdir, os.mkfifo])
def test_something_else_in_the_place_of_a_file(target: Path, put: Any) -> None:
    write(FILES, target)
    (target / "sub/deep/x.py").unlink()
    put(target / "sub/deep/x.py")
    before = snapshot(target)

    with pytest.raises(WorkspaceError, match=r"sub/deep/x\.py: is not a file, but has to be one"):
        write(NEW, target, force=True)

    assert set(snapshot(target)) == set(before)
    assert (target / "file.py").read_bytes() == b"1\n"
    assert write({"file.py": b"1\n"}, target).removed == ()
    assert (target / "sub/deep/x.py").exists()


def test_a_file_in_the_place_of_a_folder(target: Path) -> None:
    write({"file.py": b"1\n", "sub": b"generated\n"}, target)

    with pytest.raises(WorkspaceError, match=r"sub: is not a folder, but has to be one"):
        write(NEW, target)

    assert check({"file.py": b"1\n", "sub": b"generated\n"}, target) == ()


def test_a_file_of_the_team_where_a_left_over_had_its_folder(target: Path) -> None:
    write(FILES, target)
    (target / "sub/deep/x.py").unlink()
    (target / "sub/deep").rmdir()
    (target / "sub/deep").write_bytes(b"mine\n")

    assert write({"file.py": b"1\n"}, target).removed == ()
    assert (target / "sub/deep").read_bytes() == b"mine\n"


@pytest.mark.parametrize("below", ["", "below", "be/low"])
def test_the_target_is_a_file(target: Path, below: str) -> None:
    target.write_bytes(b"mine\n")

    for attempt in (write, check, diff):
        with pytest.raises(WorkspaceError, match=r"(?i)not a (folder|directory)"):
            attempt(FILES, target / below)

    assert target.read_bytes() == b"mine\n"
