"""What is shown, what counts, and where the text comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from naftiko_gen.cli import cli
from naftiko_gen.diagnostics import Severity
from naftiko_gen.registry import RULES
from tests.cli.specs import BROKEN, CLEAN, DOUBTFUL, NO_YAML, lint, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    both = BROKEN.replace("label: Shop", "label: yes")
    write(tmp_path, {"broken.yaml": BROKEN, "doubtful.yaml": DOUBTFUL, "specs/both.yaml": both})
    return tmp_path


def codes(*args: str) -> list[str]:
    lines = lint(*args, "--format", "concise").stdout.splitlines()
    return [line.split(" ")[1] for line in lines if ".yaml:" in line]


def test_the_least_severity_that_is_shown() -> None:
    assert codes("specs") == ["NK015", "NK301"]
    assert codes("specs", "--severity", "error") == ["NK301"]
    result = lint("doubtful.yaml", "--severity", "error", "--fail-on", "warning")
    assert (result.exit_code, result.stdout) == (1, "1 warning.\n")


def test_severity_info_is_show_info(folder: Path) -> None:
    reading = next(rule for rule in RULES if rule.severity is Severity.INFO)
    (folder / "read.yaml").write_bytes(reading.bad.data())
    shown = lint("read.yaml", "--severity", "info").stdout
    assert shown == lint("read.yaml", "--show", "info").stdout != lint("read.yaml").stdout


def test_extend_select(folder: Path) -> None:
    assert codes("specs", "--select", "NK3", "--extend-select", "NK015") == ["NK015", "NK301"]
    assert codes("specs", "--extend-select", "NK015") == ["NK015", "NK301"]
    write(folder, {"pyproject.toml": '[tool.naftiko-gen]\nselect = ["NK015"]\n'})
    assert codes("specs") == ["NK015"]
    assert codes("specs", "--extend-select", "NK3") == ["NK015", "NK301"]


def test_statistics() -> None:
    result = lint("broken.yaml", "specs", "--statistics")
    assert result.stdout.splitlines()[:2] == [
        "     2 NK301 unresolved-call",
        "     1 NK015 ambiguous-scalar",
    ]
    assert result.exit_code == 1
    assert lint("specs", "--statistics", "--format", "json").exit_code == 2


def test_exit_zero() -> None:
    assert lint("broken.yaml", "--exit-zero").exit_code == 0
    assert lint("gone.yaml", "--exit-zero").exit_code == 2


def test_standard_input() -> None:
    def judge(text: str, *args: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["lint", "-", "--format", "concise", *args], input=text)
        return result.exit_code, result.stdout

    assert judge(CLEAN) == (0, "No problems found.\n")
    code, text = judge(BROKEN)
    assert code == 1
    assert text.startswith("stdin.yaml:")
    assert judge(NO_YAML, "--stdin-filename", "x.yaml")[1].startswith("x.yaml:3:14: NK001 ")
    assert judge(CLEAN, "broken.yaml")[0] == 2


def test_per_file_ignores(folder: Path) -> None:
    table = "[tool.naftiko-gen.per-file-ignores]\n"
    write(folder, {"pyproject.toml": table + '"specs/*" = ["NK301"]\n"doubt*.yaml" = ["NK0"]\n'})
    assert codes("broken.yaml") == ["NK301"]
    assert codes("doubtful.yaml", "specs") == ["NK015"]
    write(folder, {"pyproject.toml": table + '"specs/*" = ["NKX"]\n'})
    found = lint("specs")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "per-file-ignores: no rule has the code 'NKX'" in found.stderr
    write(folder, {"pyproject.toml": table + '"specs/*" = "NK3"\n'})
    assert "specs/* must be a list of codes" in lint("specs").stderr
