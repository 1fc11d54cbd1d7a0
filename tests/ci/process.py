"""Runs programs as a CI service does."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def clean_environment() -> dict[str, str]:
    """Return the variables of this process without those that lead git or Python elsewhere."""
    others = ("GIT_", "PYTHON", "PRE_COMMIT", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(others)}


def run(
    *command: str | Path, cwd: Path, env: dict[str, str], check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a program; show what it said if it fails and must not."""
    result = subprocess.run(
        [os.fspath(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert result.returncode == 0 or not check, result.stdout + result.stderr
    return result
