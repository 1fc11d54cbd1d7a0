"""The command as a process of its own: encodings, terminals, and what it imports."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.specs import BROKEN, CLEAN, write

ROOT = Path(__file__).parents[2]
MAIN = "import sys; from naftiko_gen.cli import main; sys.argv[0] = 'naftiko-gen'; "

#: Characters that narrow encodings lack, in a line and in a message.
WIDE = CLEAN + "größe-日本-\U0001f600: 1\n"


def environment(**more: str) -> dict[str, str]:
    names = ("NO_COLOR", "TERM", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def process(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", MAIN + "main()", *args],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("format", ["full", "concise", "github", "json", "sarif"])
def test_any_encoding(tmp_path: Path, encoding: str, format: str) -> None:
    write(tmp_path, {"a.yaml": WIDE})

    result = process(tmp_path, "lint", "a.yaml", "--format", format, PYTHONIOENCODING=encoding)

    assert (result.returncode, b"Traceback" in result.stderr) == (1, False)
    # To click, a stream in ASCII is a mistake of the environment: it writes UTF-8 then.
    output = result.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert "NK201" in output
    if format in ("full", "concise", "github"):
        narrow = encoding == "cp1252"
        assert ("größe-\\u65e5\\u672c-\\U0001f600" if narrow else "größe-日本-\U0001f600") in output


def test_help_in_a_narrow_encoding(tmp_path: Path) -> None:
    for command in ("lint", "generate", "run", "rule"):
        assert process(tmp_path, command, "--help", PYTHONIOENCODING="cp1252").returncode == 0


@pytest.mark.parametrize(
    ("more", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_only(tmp_path: Path, more: dict[str, str], colored: bool) -> None:
    write(tmp_path, {"a.yaml": BROKEN})
    arguments = ["lint", "a.yaml"]
    parent, child = pty.openpty()
    try:
        subprocess.run(
            [sys.executable, "-c", MAIN + "main()", *arguments],
            cwd=tmp_path,
            env=environment(**more),
            stdout=child,
            timeout=60,
            check=False,
        )
        output = os.read(parent, 100_000)
    finally:
        os.close(parent)
        os.close(child)

    assert b"unresolved-call" in output
    assert (b"\x1b[" in output) is colored
    assert b"\x1b[" not in process(tmp_path, *arguments, **more).stdout


def test_lint_imports_what_it_needs(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": CLEAN})
    script = MAIN + (
        "import atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); "
        "main()"
    )

    result = subprocess.run(
        [sys.executable, "-c", script, "lint", "a.yaml"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    loaded = set(result.stderr.split())
    assert "naftiko_gen.schema.check" in loaded
    heavy = {"jinja2", "aiohttp", "mcp", "starlette", "uvicorn", "yarl", "asyncio"}
    unasked = {"tomllib", "importlib.metadata", "naftiko_gen.emit", "naftiko_gen.stub"}
    assert loaded & (heavy | unasked) == set()


def test_the_same_output_with_any_hash_seed(tmp_path: Path) -> None:
    write(tmp_path, {f"specs/{name}.yaml": WIDE for name in "cab"})

    outputs = {
        process(tmp_path, "lint", "specs", "--format", "sarif", PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2", "3")
    }

    assert len(outputs) == 1
