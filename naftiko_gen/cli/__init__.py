"""The command line. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from typing import TextIO

import click

from naftiko_gen import __version__

#: Name → what it does, in one line; the module of the same name holds the command.
COMMANDS = {
    "lint": "Check capability files.",
    "generate": "Write the package of a capability.",
    "run": "Serve a capability at once, without keeping the package.",
    "show": "Show what a capability offers.",
    "breaking": "Say what breaks users of an older version.",
    "migrate": "Bring a capability to the official form of a version.",
    "page": "Write a web page about a capability.",
    "stub": "Serve a stand-in for the upstream of a capability.",
    "init": "Write a commented starter spec.",
    "rule": "Explain a rule.",
    "schema": "Print the JSON Schema of a version, for editors.",
}


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"naftiko_gen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Help must not import what it lists.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="naftiko-gen")
def cli() -> None:
    """Check Naftiko capability files and generate Python REST + MCP packages from them.

    Exit codes: 0 no error; 1 an error in a file, or drift; 2 wrong usage or an internal fault.
    """
    _take_any_text(sys.stdout)


def _take_any_text(stream: TextIO) -> None:
    r"""Let a stream take what its encoding lacks: it comes out as ``\u2026``."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line; an internal fault is one line and exit code 2."""
    # What is imported stays: looking it over for garbage, again and again, and once more at the
    # end, would take a fifth of a short run.
    gc.set_threshold(50_000)
    try:
        cli()
    except Exception as error:
        if os.environ.get("NAFTIKO_GEN_TRACEBACK"):
            import traceback  # slow to import, and seldom needed

            traceback.print_exc()
        click.echo(
            f"naftiko-gen: internal fault ({type(error).__name__}). Please report it with the "
            "file; NAFTIKO_GEN_TRACEBACK=1 shows where it happened.",
            err=True,
        )
        sys.exit(2)
    finally:
        gc.freeze()
