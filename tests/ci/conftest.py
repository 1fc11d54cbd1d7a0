"""What the recipes for CI need: a copy of the project as others get it, and clean processes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.ci.process import ROOT, clean_environment

#: What a package is built from, and what others read in a checkout.
SHIPPED = (
    "naftiko_gen",
    "templates",
    "schemas",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    ".pre-commit-hooks.yaml",
    "action.yml",
)


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project: a build must not leave anything in the checkout."""
    folder = tmp_path_factory.mktemp("source")
    for name in SHIPPED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder / name)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Variables for a process: git knows an author and no settings of this machine."""
    roles, keys = ("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")
    who = {f"GIT_{role}_{key}": "x@x.test" for role in roles for key in keys}
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    own = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    return clean_environment() | who | nobody | own
