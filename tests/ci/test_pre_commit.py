"""The hooks, installed by pre-commit from a clone and run by a real `git commit`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from naftiko_gen.cli import cli
from tests.ci.process import ROOT, run
from tests.cli.specs import BROKEN, CLEAN, OTHER, write

SETTINGS = """\
[tool.naftiko-gen]
specs = [{path = "specs/shop.yaml", output = "shop"}]
"""


@pytest.fixture
def hooks(source: Path, tmp_path: Path, environment: dict[str, str]) -> Path:
    """A repository of the project, with a tag."""
    folder = tmp_path / "hooks"
    shutil.copytree(source, folder)
    for command in ("init -q", "add -A", "commit -q -m x", "tag v1"):
        run("git", *command.split(), cwd=folder, env=environment)
    return folder


def test_the_hooks_block_a_commit(hooks: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    folder = tmp_path / "project"
    chosen = [{"id": "naftiko-gen-lint"}, {"id": "naftiko-gen-check"}]
    config = {"repos": [{"repo": str(hooks), "rev": "v1", "hooks": chosen}]}
    write(
        folder,
        {
            ".pre-commit-config.yaml": yaml.safe_dump(config),
            "compose.yaml": OTHER,
            "pyproject.toml": SETTINGS,
            "specs/shop.yaml": BROKEN,
        },
    )
    run("git", "init", "-q", cwd=folder, env=environment)
    run(sys.executable, "-m", "pre_commit", "install", cwd=folder, env=environment)

    code, said = commit(folder, environment)

    assert code == 1
    assert said.count("error[NK301] unresolved-call") == 2
    assert "left out 2 that are no capability" in said
    assert "naftiko-gen lint.........................................................Failed" in said
    assert "naftiko-gen generate --check.............................................Failed" in said

    # The spec is mended, but nothing has been generated from it.
    write(folder, {"specs/shop.yaml": CLEAN})
    code, said = commit(folder, environment)

    assert code == 1
    assert "missing: shop/pyproject.toml" in said

    generate(folder)
    code, said = commit(folder, environment)

    assert code == 0, said

    # The generated code is edited, then the spec is.
    for name in ("shop/src/shop/settings.py", "specs/shop.yaml"):
        path = folder / name
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace("shop.test", "market.test") + "# x\n", encoding="utf-8")
        code, said = commit(folder, environment)

        assert code == 1
        assert "shop/src/shop/settings.py" in said

        path.write_text(before, encoding="utf-8")


def generate(folder: Path) -> None:
    arguments = [str(folder / "specs/shop.yaml"), "-o", str(folder / "shop")]
    result = CliRunner().invoke(cli, ["generate", *arguments])
    assert result.exit_code == 0, result.output


def commit(folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    run("git", "add", "-A", cwd=folder, env=environment)
    result = run("git", "commit", "-m", "x", cwd=folder, env=environment, check=False)
    return result.returncode, result.stdout + result.stderr


def test_the_manifest(environment: dict[str, str], tmp_path: Path) -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    command = (sys.executable, "-m", "pre_commit", "validate-manifest", manifest)

    run(*command, cwd=tmp_path, env=environment)

    listed = {hook["id"] for hook in yaml.safe_load(manifest.read_text(encoding="utf-8"))}
    assert listed == {"naftiko-gen-lint", "naftiko-gen-check"}
