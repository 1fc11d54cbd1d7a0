"""Each folder of tests/golden: a spec goes in; a tree and diagnostics must come out.

    spec.yaml         what goes in
    case.toml         optional: `args` for the command line, where `{out}` stands for the output
                      folder; `tree`, another place for expected/, and `besides`, what lies there
    expected/         the whole tree that `generate` writes (absent: nothing may be written)
    expected.stdout   everything on standard output
    expected.code     the exit code, where it is not 0

`pytest tests/test_golden.py --update-golden` rewrites the expectations.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from naftiko_gen.cli import cli

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def test_there_are_cases() -> None:
    assert len(CASES) >= 13


@pytest.mark.parametrize("case", CASES)
def test_golden(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    folder = GOLDEN / case
    out = tmp_path / "out"
    settings = read_settings(folder)
    default = ["generate", "spec.yaml", "-o", "{out}", "--package", case.replace("-", "_")]
    args = [arg.replace("{out}", str(out)) for arg in settings.get("args", default)]
    monkeypatch.chdir(folder)

    result = CliRunner().invoke(cli, args)

    # An internal fault is no expectation.
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    tree = folder / settings.get("tree", "expected")
    besides = set(settings.get("besides", []))
    written = read_tree(out, set())
    if request.config.getoption("--update-golden"):
        replace_tree(tree, written, besides)
        write(folder / "expected.stdout", result.stdout)
        write(folder / "expected.code", f"{result.exit_code}\n" if result.exit_code else "")
    expected = read_tree(tree, besides)
    assert result.stdout == text(folder / "expected.stdout")
    assert result.exit_code == int(text(folder / "expected.code") or 0)
    assert sorted(written) == sorted(expected), "missing or extra files"
    different = [path for path in expected if written[path] != expected[path]]
    assert not different, "\n".join(diff(path, expected[path], written[path]) for path in different)


def read_settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads(text(folder / "case.toml"))


def read_tree(root: Path, besides: set[str]) -> dict[str, bytes]:
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(_is_cache(part) for part in path.parts)
    }
    return {path: content for path, content in files.items() if path not in besides}


def _is_cache(part: str) -> bool:
    return part == "__pycache__" or part.endswith("_cache")


def replace_tree(root: Path, files: dict[str, bytes], besides: set[str]) -> None:
    for path in read_tree(root, besides):
        if path not in files:
            (root / path).unlink()
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def write(path: Path, content: str) -> None:
    if content:
        path.write_bytes(content.encode())
    else:
        path.unlink(missing_ok=True)


def text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def diff(path: str, old: bytes, new: bytes) -> str:
    expected, written = (
        content.decode("utf-8", "replace").splitlines(keepends=True) for content in (old, new)
    )
    lines = difflib.unified_diff(expected, written, f"expected/{path}", f"generated/{path}")
    return "".join(lines)
