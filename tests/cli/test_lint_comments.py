"""`lint` judges the comments that silence it, and only when it can know."""

from __future__ import annotations

from pathlib import Path

import pytest

from naftiko_gen.breaking.rules import RULES as BREAKING
from naftiko_gen.registry import RULES
from tests.cli.specs import BROKEN, CLEAN, lint, write

LABEL = "label: Shop"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(folder: Path, text: str, *options: str) -> list[str]:
    write(folder, {"spec.yaml": text})
    lines = lint("spec.yaml", "--format", "concise", *options).stdout.splitlines()
    return [line.split(" ")[1] for line in lines if line.startswith("spec.yaml:")]


def commented(codes: str, text: str = CLEAN) -> str:
    return text.replace(LABEL, f"{LABEL} # naftiko-gen: ignore[{codes}]")


@pytest.mark.parametrize("rule", ["NK015", "NK102", "NK301", "NK401", "NK901"])
def test_unused(rule: str, folder: Path) -> None:
    assert codes(folder, commented(rule)) == ["NK021"]
    assert codes(folder, commented(rule), "--ignore", rule) == []
    assert codes(folder, commented(rule), "--select", "NK021") == []
    assert codes(folder, commented(rule), "--ignore", "NK02") == []


def test_names_are_unique_over_all_rules() -> None:
    names = [rule.name for rule in RULES] + [rule.name for rule in BREAKING]
    assert len(set(names)) == len(names)


def test_codes_of_other_commands_are_known(folder: Path) -> None:
    assert codes(folder, commented("NK601")) == []
    assert codes(folder, commented("NK699")) == ["NK022"]


def test_what_an_error_keeps_from_running_may_be_of_use(folder: Path) -> None:
    structure = CLEAN.replace("    port: 9090\n", "    port: many\n")
    assert codes(folder, commented("NK301", structure)) == ["NK203"]
    assert codes(folder, commented("NK102", structure)) == ["NK021", "NK203"]
    # Nor is the error's own rule done with the file if it is ignored.
    ignored = structure.replace("port: many", "port: many # naftiko-gen: ignore[NK203]")
    assert codes(folder, commented("NK301", ignored)) == []
    # What cannot be carried out is judged where all calls are sound.
    assert codes(folder, commented("NK901", BROKEN)) == ["NK301"]


def test_structure_is_judged_with_strict_alone(folder: Path) -> None:
    assert codes(folder, commented("NK201")) == []
    assert codes(folder, commented("NK201"), "--strict") == ["NK021"]


def test_what_is_ignored_is_counted(folder: Path) -> None:
    write(folder, {"spec.yaml": commented("NK301, NK021, NK999")})
    result = lint("spec.yaml")
    assert result.stdout.endswith("1 warning.\n1 is ignored by comments.\n")


def test_warnings_may_fail(folder: Path) -> None:
    write(folder, {"spec.yaml": commented("NK301")})
    assert lint("spec.yaml").exit_code == 0
    assert lint("spec.yaml", "--fail-on", "warning").exit_code == 1
