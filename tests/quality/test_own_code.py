"""The project's own code is lint-clean, formatted, typed, and keeps its import table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    # It looks for packages in an activated environment otherwise, not in this one.
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "import table": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_tool_reports_nothing(name: str) -> None:
    tool, *args = CHECKS[name]
    command = [str(Path(sys.executable).parent / tool), *args]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_modules_fit_in_a_head() -> None:
    modules = sorted((ROOT / "naftiko_gen").rglob("*.py"))
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert len(lines) > 50
    assert {str(path): count for path, count in lines.items() if count > 400} == {}
