"""Whatever a spec says, the files of its package stay files of their languages."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TypeVar, cast

from naftiko_gen.emit import render
from naftiko_gen.ir import Field, Tool
from tests.emit.packages import PACKAGES

#: The fields that hold what a spec says; all others are made by ``lowering``.
SPOKEN = {
    *("description", "display_path", "help", "label", "namespace", "operation_id", "summary"),
    *("title", "wire"),
}
WORDS = [
    *("a", "rooms", "it's", '"', '"""', "'''", "\\", "\\n", "{{x}}", "{0}", "{", "}", "%s"),
    *("\n", "\r\n", "\t", "\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\xa0"),
    *("café", "日本語のテキスト", "e\u0301", "🚀", "\ud800", "# noqa", "- item", ">>> import os"),
    *("`code`", "``", "|", "<b>", "[x](y)", "${HOME}", "$(id)", "w" * 30, "w" * 75, "w" * 90),
    *("日" * 40, "é" * 200),
]
Part = TypeVar("Part")


def poisoned(part: Part, source: random.Random) -> Part:
    """Return a package, or a part of one, with other texts."""
    return cast(Part, _poisoned(part, source))


def _poisoned(part: object, source: random.Random) -> object:
    if isinstance(part, tuple):
        return tuple(_poisoned(item, source) for item in cast("tuple[object, ...]", part))
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes = {
        field.name: _text(part, field.name, getattr(part, field.name), source)
        for field in fields(part)
    }
    return type(part)(**changes)


def _text(owner: object, field: str, value: object, source: random.Random) -> object:
    spoken = field in SPOKEN or (field == "name" and isinstance(owner, Tool | Field))
    if not spoken or not isinstance(value, str):
        return _poisoned(value, source)
    text = "".join(
        source.choice(WORDS) + source.choice([" ", " ", ""]) for _ in range(source.randrange(12))
    )
    return f"/{text}" if field == "display_path" else text or "x"


def test_texts(tmp_path: Path) -> None:
    for seed in range(25):
        for name, package in PACKAGES.items():
            for path, content in render(poisoned(package, random.Random(seed))).items():
                file = tmp_path / f"{name}-{seed}" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                match file.suffix:
                    case ".json":
                        json.loads(content)
                    case ".toml":
                        tomllib.loads(content.decode())
                    case ".py":
                        compile(content, path, "exec")
                    case _:
                        content.decode()
    for command in (["format", "--diff"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "-q", str(tmp_path)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
