"""The job for GitLab, read from docs/ci.md and run by bash."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from naftiko_gen import __version__
from tests.ci.process import ROOT, run
from tests.cli.specs import BROKEN, CLEAN, OTHER, write

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def recipe(heading: str) -> str:
    """Return the first block of YAML below a heading of the page."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    match = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert match
    return match[1]


JOB: dict[str, Any] = yaml.safe_load(recipe("GitLab"))["capabilities"]


def test_versions_are_of_this_release() -> None:
    versions = re.findall(r"(?:rev: v|naftiko-gen@v|naftiko-gen==)([\d.]+)", PAGE)

    assert versions == [__version__] * 3


@pytest.mark.parametrize(
    ("heading", "schema"), [("GitLab", "gitlab-ci"), ("GitHub Actions", "github-workflows")]
)
def test_the_recipes_are_in_form(
    heading: str, schema: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    text = recipe(heading)
    if heading == "GitHub Actions":
        # The page shows the jobs; a workflow says when to run them, too.
        text = "on: push\n" + text
    write(tmp_path, {"recipe.yml": text})
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")

    run(*command, "recipe.yml", cwd=tmp_path, env=environment)


def test_the_inputs_of_the_action_exist() -> None:
    workflow = yaml.safe_load(recipe("GitHub Actions"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    used = [step.get("with", {}) for step in workflow["jobs"]["capabilities"]["steps"]]

    assert set(used[1]) <= set(action["inputs"])
    assert used[1]["sarif"] == used[2]["sarif_file"]


def test_the_hooks_of_the_page_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = yaml.safe_load(recipe("pre-commit"))["repos"]

    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}


def test_the_job(source: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    # What is installed is this project, not a release of the same number.
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir")
    run(*pip, tmp_path, source, cwd=tmp_path, env=environment)
    (wheel,) = tmp_path.glob("*.whl")
    write(tmp_path, {"constraint.txt": f"naftiko-gen @ {wheel.as_uri()}\n"})
    run(sys.executable, "-m", "venv", "image", cwd=tmp_path, env=environment)
    variables = environment | JOB["variables"]
    variables["PATH"] = f"{tmp_path / 'image' / 'bin'}:{environment['PATH']}"
    variables["PIP_CONSTRAINT"] = str(tmp_path / "constraint.txt")
    project = tmp_path / "project"
    settings = '[tool.naftiko-gen]\noutput = "{stem}"\nspecs = ["specs/shop.yaml"]\n'
    write(
        project,
        {"pyproject.toml": settings, "specs/shop.yaml": BROKEN, "specs/compose.yaml": OTHER},
    )

    def job(*lines: str) -> tuple[int, str]:
        bash = ("bash", "-eo", "pipefail", "-c", "\n".join(lines))
        result = run(*bash, cwd=project, env=variables, check=False)
        return result.returncode, result.stdout + result.stderr

    code, said = job(*JOB["before_script"])
    assert code == 0, said

    code, said = job(*JOB["script"])
    assert code == 1
    assert "error[NK301] unresolved-call" in said

    write(project, {"specs/shop.yaml": CLEAN})
    code, said = job("naftiko-gen generate", *JOB["script"])
    assert code == 0, said

    write(project, {"shop/README.md": "# Ours\n"})
    code, said = job(*JOB["script"])
    assert code == 1
    assert "edited: shop/README.md" in said
