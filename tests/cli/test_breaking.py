"""`naftiko-gen breaking` on files and on the history of a git repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.specs import BROKEN, CLEAN, run, write

NEW = CLEAN.replace("    - name: get-item\n      desc", "    - name: fetch-item\n      desc")
LINE = NEW.partition("fetch-item")[0].count("\n") + 1


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert NEW != CLEAN
    write(tmp_path, {"old.yaml": CLEAN, "shop.yaml": NEW, "broken.yaml": BROKEN})
    return tmp_path


def git(*args: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@x.test"]
    subprocess.run(["git", *who, *args], check=True, capture_output=True)


def test_against_a_file() -> None:
    found = run("breaking", "shop.yaml", "--against", "old.yaml")
    assert found.stdout == (
        f"shop.yaml:{LINE}:13: NK604 [client] the tool `get-item` of `shop-mcp` is gone "
        f"(old.yaml:{LINE}:13)\n"
        "  help: `fetch-item` makes the same call: it may be the new name\n"
        "1 change breaks something.\n"
    )
    assert found.exit_code == 1
    assert run("breaking", "shop.yaml", "--against", "old.yaml", "--fail-on", "wire").exit_code == 0


def test_nothing_breaks() -> None:
    found = run("breaking", "old.yaml", "--against", "old.yaml")
    assert (found.exit_code, found.stdout) == (0, "No breaking changes.\n")


def test_json() -> None:
    found = run("breaking", "shop.yaml", "--against", "old.yaml", "--format", "json")
    (change,) = json.loads(found.stdout)
    assert (change["code"], change["level"]) == ("NK604", "client")
    assert change["old"] == {"file": "old.yaml", "line": LINE, "column": 13}
    assert change["new"] == {"file": "shop.yaml", "line": LINE, "column": 13}


def test_a_comment_silences(folder: Path) -> None:
    comment = "name: fetch-item # naftiko-gen: ignore[NK604] nobody calls it\n"
    write(folder, {"shop.yaml": NEW.replace("name: fetch-item\n", comment)})
    found = run("breaking", "shop.yaml", "--against", "old.yaml")
    assert (found.exit_code, found.stdout) == (0, "No breaking changes.\n")


def test_against_a_git_revision(folder: Path) -> None:
    git("init", "-q")
    for text in (CLEAN, CLEAN.replace("Items of a shop", "Wares of a shop"), NEW):
        write(folder, {"specs/shop.yaml": text})
        git("add", "specs")
        git("commit", "-q", "-m", "Change")
    for revision, codes in (("HEAD", []), ("HEAD~1", ["NK604"]), ("HEAD~2", ["NK604"])):
        found = run("breaking", "specs/shop.yaml", "--against", revision, "--format", "json")
        assert [change["code"] for change in json.loads(found.stdout)] == codes
        assert found.exit_code == len(codes)
    gone = run("breaking", "specs/shop.yaml", "--against", "HEAD~9")
    assert gone.exit_code == 2
    assert "--against: no such file; git: fatal: invalid object name" in gone.stderr


def test_versions_with_errors() -> None:
    found = run("breaking", "broken.yaml", "--against", "old.yaml")
    assert found.exit_code == 1
    assert "broken.yaml" in found.stdout
    found = run("breaking", "shop.yaml", "--against", "broken.yaml")
    assert found.exit_code == 2
    assert "NK301" in found.stdout


def test_wrong_usage() -> None:
    assert run("breaking", "gone.yaml", "--against", "old.yaml").exit_code == 2
    assert run("breaking", "shop.yaml").exit_code == 2
    option = run("breaking", "shop.yaml", "--against", "--output=x")
    assert option.exit_code == 2
    assert "is no file and no git revision" in option.stderr
