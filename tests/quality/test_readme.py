"""The README's two commands are the ones that CI and this suite run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks: list[str] = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line]


def test_ci_runs_the_test_command_word_for_word() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] in commands()
    assert "pytest" in script[-1]


def test_the_snippet_is_in_the_committed_example() -> None:
    [snippet] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    module = (ROOT / "examples/rooms/src/rooms/upstream.py").read_text(encoding="utf-8")
    assert snippet.strip() in module
