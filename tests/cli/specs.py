"""Small capability files for the tests of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from naftiko_gen.cli import cli
from naftiko_gen.diagnostics import SKELETON

CLEAN = SKELETON
#: One error, NK301 at BROKEN_LINE, column 15.
BROKEN = SKELETON.replace("call: shop.get-item", "call: shop.get-itm", 1)
BROKEN_LINE = BROKEN.partition("shop.get-itm")[0].count("\n") + 1
#: One error, NK001.
NO_YAML = SKELETON.replace("label: Shop", "label: Shop: x")
#: One warning, NK015, at line 3.
DOUBTFUL = SKELETON.replace("label: Shop", "label: yes")
OTHER = "services:\n  web:\n    image: shop\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


def lint(*args: str | os.PathLike[str]) -> Result:
    """Run the command in the current folder."""
    return run("lint", *args)


def run(*args: str | os.PathLike[str]) -> Result:
    result = CliRunner().invoke(cli, [os.fspath(arg) for arg in args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
