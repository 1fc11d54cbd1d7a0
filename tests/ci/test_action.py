"""The steps of action.yml, read from the file and run by bash as the runner of GitHub does."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml

from tests.ci.process import ROOT, clean_environment, run
from tests.cli.specs import BROKEN, BROKEN_LINE, CLEAN, OTHER, write

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}

#: What `shell: bash` is for the runner.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")


def test_the_file_is_an_action(tmp_path: Path, environment: dict[str, str]) -> None:
    command = (
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-actions",
    )

    run(*command, ROOT / "action.yml", cwd=tmp_path, env=environment)


def test_no_input_becomes_shell_code() -> None:
    assert not any("${{" in step["run"] for step in STEPS.values())


class Runner:
    """Runs steps with a folder for the project and one for what the runner keeps."""

    def __init__(self, source: Path, folder: Path, environment: Mapping[str, str]) -> None:
        self.source = source
        self.project = folder / "a project"
        self.environment = dict(environment) | {"RUNNER_TEMP": str(folder)}

    def step(self, name: str, **inputs: str) -> CompletedProcess[str]:
        step = STEPS[name]
        values = {f"inputs.{key}": each["default"] for key, each in ACTION["inputs"].items()}
        values |= {f"inputs.{key}": value for key, value in inputs.items()}
        values |= {"github.action_path": str(self.source)}

        def filled(text: str) -> str:
            return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values[match[1]], text)

        variables = {key: filled(value) for key, value in step.get("env", {}).items()}
        folder = self.project / filled(step.get("working-directory", "."))
        script = self.project.parent / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        return run(*BASH, script, cwd=folder, env=self.environment | variables, check=False)


@pytest.fixture(scope="module")
def installed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first step has put the program."""
    folder = tmp_path_factory.mktemp("runner")
    (folder / "a project").mkdir()

    result = Runner(source, folder, clean_environment()).step("Install naftiko-gen")

    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def runner(installed: Path, source: Path, environment: dict[str, str], tmp_path: Path) -> Runner:
    runner = Runner(source, installed, environment)
    runner.project = tmp_path / "a project"
    write(
        runner.project,
        {"specs/shop.yaml": CLEAN, "specs/two words.yaml": BROKEN, "docs/compose.yaml": OTHER},
    )
    return runner


def test_annotations(runner: Runner) -> None:
    result = runner.step("Lint")

    assert result.returncode == 1
    assert result.stdout.startswith(f"::error file=specs/two words.yaml,line={BROKEN_LINE},col=15,")
    assert result.stdout.count("\n") == 1


def test_paths_and_arguments_are_one_a_line(runner: Runner) -> None:
    clean = runner.step("Lint", paths="specs/shop.yaml\n\n")
    ignored = runner.step(
        "Lint", paths="specs/two words.yaml\nspecs/shop.yaml", arguments="--ignore\nNK301\n--strict"
    )
    gone = runner.step("Lint", paths="--help")

    assert (clean.returncode, clean.stdout) == (0, "")
    assert (ignored.returncode, ignored.stdout) == (0, "")
    assert "Checked 2 files." in ignored.stderr
    assert (gone.returncode, gone.stdout) == (2, "")


def test_without_paths_the_listed_specs(runner: Runner) -> None:
    write(runner.project, {"pyproject.toml": '[tool.naftiko-gen]\nspecs = ["specs/shop.yaml"]\n'})

    assert runner.step("Lint", paths="").returncode == 0


def test_a_folder_to_work_in(runner: Runner) -> None:
    result = runner.step("Lint", **{"working-directory": "specs"})

    assert result.stdout.startswith("::error file=two words.yaml,")


@pytest.mark.parametrize(("paths", "code"), [("specs", 1), ("gone.yaml", 2), ("docs", 0)])
def test_a_log_for_code_scanning(runner: Runner, paths: str, code: int) -> None:
    result = runner.step("Lint", paths=paths, sarif="out.sarif")

    assert result.returncode == code
    log = json.loads((runner.project / "out.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["results"]) == (code == 1)


def test_nothing_of_an_input_is_run(runner: Runner) -> None:
    result = runner.step("Lint", paths="$(touch pwned)\n`touch pwned`", sarif="$(touch pwned).s")

    assert result.returncode == 2
    assert not (runner.project / "pwned").exists()


def test_the_check_is_a_step_on_demand(runner: Runner) -> None:
    assert STEPS["Check what is generated"]["if"] == "inputs.check == 'true'"
    listed = 'specs = [{path = "specs/two words.yaml", output = "x", package = "shop"}]'
    write(runner.project, {"pyproject.toml": f"[tool.naftiko-gen]\n{listed}\n"})

    broken = runner.step("Check what is generated")
    write(runner.project, {"specs/two words.yaml": CLEAN})
    missing = runner.step("Check what is generated")

    assert (broken.returncode, missing.returncode) == (1, 1)
    assert "error[NK301] unresolved-call" in broken.stdout
    assert "missing: x/pyproject.toml" in missing.stdout
