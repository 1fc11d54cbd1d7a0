"""Whatever the README and docs/ say to type is typed here, page by page, from top to bottom.

    ```console       `$ COMMAND` is run. Lines below it are what it prints, `…` stands for any
                     lines, `# exits 1` behind it says its exit code.
    ```python FILE   the content of a file (any language but diff)
    ```diff FILE     a change to a file

The tutorial starts in an empty folder, each other page in a copy of the checkout.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs import pages
from tests.docs.pages import PAGES, ROOT, Fence
from tests.docs.shell import Command, Shell, commands, matches

#: Commands that something else stands in for, and why.
STAND_INS = {
    # The two commands of the README.
    "python3 -m venv .venv && .venv/bin/pip install -q '.[run]' && "
    ".venv/bin/naftiko-gen run examples/rooms/rooms.yaml --stub": (
        "naftiko-gen run examples/rooms/rooms.yaml --stub",
        "tests/test_package.py installs distributions into fresh environments",
    ),
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest -n auto": (
        "true",
        "it runs this very suite; test_readme.py holds .ci/run to it, word for word",
    ),
    # The tutorial: the environment of this test has all that would be installed.
    "python3 -m venv .venv && . .venv/bin/activate": ("true", "nothing is installed into it"),
    "pip install 'naftiko-gen[run]'": ("true", "0.1.0 is not released yet"),
    "pip install -q -e './tasks[dev]'": (
        'export PYTHONPATH="$PWD/tasks/src"',
        "tests/test_package.py installs generated packages with their requirements",
    ),
}

#: How commands start that run until Ctrl-C, and what they say once they are ready. Each is
#: stopped when the next one starts, or at the end of the page.
SERVERS = {
    "naftiko-gen run ": "Ctrl-C stops it",
    "naftiko-gen stub ": "http://",
}

#: The variables that move the servers of the pages to ports of their own.
LISTENS = {
    f"{namespace}_{kind}_LISTEN": f"127.0.0.1:{port}"
    for namespace in ("ROOMS", "TASKS")
    for kind, port in (("REST", 8080), ("MCP", 9090))
}

WITH_COMMANDS = [
    page for page in PAGES if any(fence.language == "console" for fence in pages.fences(page))
]


@pytest.fixture
def shell(tmp_path: Path, page: Path) -> Iterator[Shell]:
    folder, home = tmp_path / "folder", tmp_path / "home"
    home.mkdir()
    if page.stem == "tutorial":
        folder.mkdir()
    else:
        shutil.copytree(ROOT, folder, ignore=not_copied)
    shell = Shell(folder, home, LISTENS)
    try:
        yield shell
    finally:
        shell.stop()


def not_copied(folder: str, names: list[str]) -> list[str]:
    """Say what a copy of the checkout does without: caches, environments, this suite."""
    at_top = Path(folder) == ROOT
    return [
        name
        for name in names
        if name.endswith("cache__") or name.endswith("_cache") or (at_top and _is_left_out(name))
    ]


def _is_left_out(name: str) -> bool:
    return name.startswith(".") or name in ("tests", "dist")


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=pages.name)
def test_commands(page: Path, shell: Shell) -> None:
    for program in ("bash", "curl", "git", "cmp"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed here")
    for fence in pages.fences(page):
        if fence.language == "console":
            for command in commands(fence.content, fence.line):
                run(shell, command, f"{pages.name(page)}:{command.line}")
        elif fence.file:
            put(shell, fence)


def run(shell: Shell, command: Command, where: str) -> None:
    text, _ = STAND_INS.get(command.text, (command.text, ""))
    ready = next((said for start, said in SERVERS.items() if text.startswith(start)), None)
    if ready is not None:
        said = shell.serve(text, ready).splitlines()
        shown = (command.output or "").splitlines()
        assert [line for line in shown if line not in ("…", *said)] == [], f"{where}: {said}"
        return
    code, printed = shell.run(text)
    assert code == command.code, f"{where} exits {code}: {printed}"
    if command.output is not None:
        assert matches(command.output, printed), f"{where} prints:\n{printed}"


def put(shell: Shell, fence: Fence) -> None:
    file = shell.path(fence.file)
    if fence.language != "diff":
        file.write_text(shell.moved(fence.content), encoding="utf-8")
        return
    before, after = (
        "".join(line[1:] for line in fence.content.splitlines(keepends=True) if line[0] != other)
        for other in "+-"
    )
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"line {fence.line} fits {text.count(before)} places"
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_stand_ins_are_needed() -> None:
    typed = {
        command.text
        for page in WITH_COMMANDS
        for fence in pages.fences(page)
        if fence.language == "console"
        for command in commands(fence.content, fence.line)
    }
    assert set(STAND_INS) <= typed


def test_each_program_of_the_pages_is_run() -> None:
    programs = 0
    for page in PAGES:
        if page.name == "README.md":
            continue  # an excerpt; test_readme.py finds it in the committed example
        console = "".join(f.content for f in pages.fences(page) if f.language == "console")
        for fence in pages.fences(page):
            if fence.language == "python":
                assert f"$ python {fence.file}" in console, f"{pages.name(page)}:{fence.line}"
                programs += 1
    assert programs >= 2


@pytest.mark.parametrize(
    ("expected", "printed", "good"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a", True),
        ("a\n", "b\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a\n…\nd\n", "a\nb\n", False),
        ("a.c\n", "abc\n", False),
        ("a … c\n", "a b c\n", True),
        ("a … c\n", "a b\nc\n", False),
    ],
)
def test_what_an_ellipsis_stands_for(expected: str, printed: str, good: bool) -> None:
    assert matches(expected, printed) is good


def test_commands_of_a_block() -> None:
    content = "$ one  # exits 1\nout\n…\n$ two\n"
    assert commands(content, 10) == [
        Command("one", 1, "out\n…\n", 11),
        Command("two", 0, None, 14),
    ]
    assert [command.text for command in commands("one\ntwo\n", 1)] == ["one", "two"]
