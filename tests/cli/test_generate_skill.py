"""`generate --skill`: the skill is generated, checked and left over like any other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.specs import CLEAN, run, write

SKILL = "out/skills/shop/SKILL.md"
TOOLS = "out/skills/shop/references/tools.md"
ROUTES = "out/skills/shop/references/routes.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"shop.yaml": CLEAN})
    assert run("generate", "shop.yaml", "-o", "out", "--skill").exit_code == 0
    return tmp_path


def test_the_skill_belongs_to_the_package(folder: Path) -> None:
    assert (folder / SKILL).read_text().startswith('---\nname: "shop"\n')
    assert (folder / "out/pyproject.toml").exists()
    assert run("generate", "shop.yaml", "-o", "out", "--skill", "--check").exit_code == 0

    (folder / TOOLS).write_text("edited\n")
    drifted = run("generate", "shop.yaml", "-o", "out", "--skill", "--check")
    assert (drifted.exit_code, drifted.stdout) == (1, f"edited: {TOOLS}\n")


def test_a_check_without_the_option_says_what_is_left_over(folder: Path) -> None:
    result = run("generate", "shop.yaml", "-o", "out", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [f"left over: {each}" for each in (SKILL, ROUTES, TOOLS)]


def test_without_the_option_only_what_nobody_edited_goes(folder: Path) -> None:
    (folder / SKILL).write_text("edited\n")
    result = run("generate", "shop.yaml", "-o", "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"kept, edited and no longer generated: {SKILL}",
        f"removed: {ROUTES}",
        f"removed: {TOOLS}",
    ]
    assert (folder / SKILL).read_text() == "edited\n"


def test_every_listed_spec_gets_its_skill(folder: Path) -> None:
    settings = '[tool.naftiko-gen]\noutput = "x/{stem}"\nspecs = ["shop.yaml"]\n'
    write(folder, {"pyproject.toml": settings})
    assert run("generate", "--skill").exit_code == 0
    assert (folder / "x/shop/skills/shop/SKILL.md").exists()
