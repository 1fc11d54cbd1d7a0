"""`page` on the command line: where the page goes, and what the exit code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.specs import BROKEN, CLEAN, DOUBTFUL, NO_YAML, run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {"shop.yaml": CLEAN, "broken.yaml": BROKEN, "doubtful.yaml": DOUBTFUL, "no.yaml": NO_YAML},
    )
    return tmp_path


def test_a_file_and_standard_output_hold_the_same(folder: Path) -> None:
    result = run("page", "shop.yaml", "-o", "shop.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No problems found.\n"
    written = (folder / "shop.html").read_bytes()
    assert written.startswith(b"<!doctype html>\n")
    assert run("page", "shop.yaml", "-o", "-").stdout_bytes == written
    assert sorted(path.name for path in folder.iterdir() if "html" in path.name) == ["shop.html"]


def test_a_spec_with_problems(folder: Path) -> None:
    doubtful = run("page", "doubtful.yaml", "-o", "page.html")
    assert (doubtful.exit_code, doubtful.stderr) == (0, "1 warning.\n")
    assert 'id="tools"' in (folder / "page.html").read_text(encoding="utf-8")

    broken = run("page", "broken.yaml", "-o", "page.html")
    assert (broken.exit_code, broken.stderr) == (1, "1 error.\n")
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert 'id="tools"' not in page
    assert "NK301" in page


def test_text_that_is_no_yaml_has_no_page(folder: Path) -> None:
    result = run("page", "no.yaml", "-o", "page.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[NK001]" in result.stderr
    assert not (folder / "page.html").exists()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["shop.yaml"], 2, "Missing option '-o'"),
        (["gone.yaml", "-o", "-"], 2, "gone.yaml: No such file or directory"),
        (["shop.yaml", "-o", "./shop.yaml"], 2, "the page would take the place of the spec"),
        (["shop.yaml", "-o", "gone/page.html"], 1, "gone/page.html: No such file or directory"),
        (["shop.yaml", "-o", "."], 2, "File '.' is a directory"),
    ],
)
def test_wrong_use(folder: Path, args: list[str], code: int, message: str) -> None:
    result = run("page", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert (folder / "shop.yaml").read_text(encoding="utf-8") == CLEAN
    assert len(list(folder.iterdir())) == 4
