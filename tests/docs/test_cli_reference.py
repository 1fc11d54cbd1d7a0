"""docs/cli.md has all commands, all their options, and nothing else."""

from __future__ import annotations

import re

import click
import pytest

from naftiko_gen.cli import COMMANDS, cli
from tests.docs import pages

PAGE = pages.ROOT / "docs" / "cli.md"
SECTIONS = {
    section.partition("\n")[0]: section
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
}


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def rows(name: str) -> dict[str, str]:
    """Return the rows of a command's options, by the long option."""
    found = re.findall(r"^\| (`-.*?`) \| (.*) \|$", SECTIONS[name], re.MULTILINE)
    return {re.findall(r"--[a-z-]+", first)[0]: f"{first} {meaning}" for first, meaning in found}


def test_commands() -> None:
    assert list(SECTIONS)[1:] == [*COMMANDS, "Settings"]
    listed = re.findall(r"^\| \[(\w+)\]\(#\1\) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_usage(name: str) -> None:
    context = click.Context(command(name), info_name=f"naftiko-gen {name}")
    usage = command(name).get_usage(context).removeprefix("Usage: ")
    assert f"\n`{usage}`\n" in SECTIONS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_options(name: str) -> None:
    options = [each for each in command(name).params if isinstance(each, click.Option)]
    documented = rows(name)
    assert sorted(documented) == sorted(each.opts[-1] for each in options)
    for option in options:
        row = documented[option.opts[-1]]
        words = list(option.opts)
        if isinstance(option.type, click.Choice):
            words += map(str, option.type.choices)
        assert [word for word in words if not re.search(rf"`{word}\b|\b{word}`", row)] == []
        if isinstance(option.default, str):
            assert option.default in row
