from __future__ import annotations

import os
from pathlib import Path

import pytest

from naftiko_gen.cli.targets import Targets, find, shown
from tests.cli.specs import CLEAN, NO_YAML, OTHER, lint, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(targets: Targets) -> list[str]:
    return [shown(path) for path in targets.files]


def test_a_folder_yields_capabilities_only(folder: Path) -> None:
    write(
        folder,
        {
            "specs/b.yaml": CLEAN,
            "specs/a.yml": CLEAN,
            "specs/inner/c.YAML": CLEAN,
            "specs/renamed.yaml": CLEAN.replace("naftiko:", "ikanos:"),
            "specs/no-yaml.yaml": NO_YAML,
            "specs/compose.yaml": OTHER,
            "specs/empty.yaml": "",
            "specs/mention.yaml": "name: naftiko\nnested:\n  naftiko: 1\n",
            "specs/notes.md": CLEAN,
            "specs/.hidden/x.yaml": CLEAN,
            "specs/node_modules/x.yaml": CLEAN,
        },
    )

    targets = find([Path("specs")])

    assert names(targets) == [
        "specs/a.yml",
        "specs/b.yaml",
        "specs/inner/c.YAML",
        "specs/no-yaml.yaml",
        "specs/renamed.yaml",
    ]
    assert targets.skipped == 3


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("\ufeffnaftiko: 1.0.0-alpha2\n", True),
        ("# a comment\r\nnaftiko : x\r\n", True),
        ("info:\r  x: 1\rikanos:\r", True),
        ('"naftiko": 1\n', True),
        ("{naftiko: 1, info: {}}\n", True),
        ("  naftiko: 1\n  info: {}\n", True),
        ("naftiko:x\n", False),
        ("naftikos: 1\n", False),
        ("# naftiko: 1\n", False),
        ("- naftiko: 1\n", False),
        ("x: |\n  naftiko: 1\n", False),
        ("naftiko\n", False),
    ],
)
def test_root_keys(folder: Path, content: str, found: bool) -> None:
    write(folder, {"specs/a.yaml": content})

    targets = find([Path("specs")])

    assert names(targets) == ["specs/a.yaml"] * found
    assert targets.skipped == (not found)


def test_a_file_that_is_named_is_always_judged(folder: Path) -> None:
    write(folder, {"specs/compose.yaml": OTHER, "specs/a.yaml": CLEAN, "notes.md": OTHER})

    named = find([Path("notes.md"), Path("specs"), Path("specs/compose.yaml")])

    assert names(named) == ["notes.md", "specs/a.yaml", "specs/compose.yaml"]
    assert named.skipped == 0
    assert lint("notes.md").exit_code == 1


def test_leaving_out_what_is_named(folder: Path) -> None:
    write(folder, {"compose.yaml": OTHER, "a.yaml": CLEAN, "no-yaml.yaml": NO_YAML})

    arguments = [Path(name) for name in ("compose.yaml", "a.yaml", "no-yaml.yaml", "gone.yaml")]
    targets = find(arguments, skip_others=True)

    assert names(targets) == ["a.yaml", "no-yaml.yaml"]
    assert targets.skipped == 1
    assert [file.path for file in targets.unreadable] == ["gone.yaml"]
    assert lint("compose.yaml", "--skip-others").exit_code == 0


def test_each_file_once(folder: Path) -> None:
    write(folder, {"specs/a.yaml": CLEAN, "specs/b.yaml": CLEAN})

    targets = find([Path("specs/b.yaml"), Path("specs"), folder / "specs/a.yaml", Path("./specs")])

    assert names(targets) == ["specs/b.yaml", "specs/a.yaml"]


def test_globs_are_expanded_as_by_a_shell(folder: Path) -> None:
    write(
        folder,
        {
            "x/b.yaml": OTHER,
            "x/a.yaml": CLEAN,
            "x/y/z/c.yaml": CLEAN,
            "[d].yaml": CLEAN,
            "e1": OTHER,
        },
    )

    assert names(find([Path("x/*.yaml")])) == ["x/a.yaml", "x/b.yaml"]
    assert names(find([Path("**/?.yaml")])) == ["x/a.yaml", "x/b.yaml", "x/y/z/c.yaml"]
    # A name that exists is a name; a folder that is found yields capabilities.
    assert names(find([Path("[d].yaml")])) == ["[d].yaml"]
    assert names(find([Path("*[x1]")])) == ["e1", "x/a.yaml", "x/y/z/c.yaml"]


def test_a_glob_without_a_file(folder: Path) -> None:
    result = lint("*.yaml")

    assert result.exit_code == 2
    assert result.stderr == "naftiko-gen: *.yaml: no file has such a name\n"


def test_a_folder_without_capabilities(folder: Path) -> None:
    write(folder, {"x/a.yaml": OTHER})

    result = lint("x")

    assert result.exit_code == 0
    assert result.stdout == "Checked 0 files; left out 1 that is no capability.\n"


def test_links(folder: Path) -> None:
    write(folder, {"real/a.yaml": CLEAN})
    (folder / "specs").mkdir()
    (folder / "specs" / "link.yaml").symlink_to(folder / "real" / "a.yaml")
    (folder / "specs" / "broken.yaml").symlink_to(folder / "gone.yaml")
    (folder / "specs" / "loop").symlink_to(folder / "specs")

    targets = find([Path("specs")])

    assert names(targets) == ["specs/link.yaml"]
    assert targets.unreadable == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_no_pipe_is_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")

    assert find([folder]) == Targets()


def test_what_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"specs/a.yaml": CLEAN, "specs/b.yaml": CLEAN, "specs/closed/c.yaml": CLEAN})
    read_bytes, scandir = Path.read_bytes, os.scandir

    def refuse_file(path: Path) -> bytes:
        if path.name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    def refuse_folder(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    # Root may read everything: the refusal is made up.
    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    result = lint("specs")

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "naftiko-gen: specs/closed: Permission denied",
        "naftiko-gen: specs/a.yaml: Permission denied",
    ]
    assert result.stdout == "No problems found.\n"


def test_a_name_that_is_no_text(folder: Path) -> None:
    name = os.fsdecode(b"specs/caf\xe9.yaml")
    write(folder, {name: OTHER + "naftiko: 1\n"})

    for format in ("full", "concise", "github", "json", "sarif"):
        assert lint("specs", "--format", format).exit_code == 1
