"""`naftiko-gen schema`."""

from __future__ import annotations

import json
from difflib import get_close_matches

import click

from naftiko_gen.schema import FORMS, GENERATED, versions
from naftiko_gen.schema.published import published


@click.command("schema")
@click.argument("version", default=GENERATED[-1].partition("-")[2], metavar="[VERSION]")
@click.option(
    "--form",
    type=click.Choice(FORMS),
    default="catalogue",
    show_default=True,
    help="What is official, or that and what published files say beyond it.",
)
def command(version: str, form: str) -> None:
    """Print the JSON Schema of VERSION, for editors.

    VERSION is such as 1.0.0-alpha2, which it is if you leave it out, or ikanos-1.0.0-beta5.
    The schema is one document that refers to no other.
    """
    click.echo(json.dumps(published(_named(version), form), indent=2))


def _named(text: str) -> str:
    """Return the version that ``text`` names, with or without its key."""
    known = {name.partition("-")[2]: name for name in versions()}
    known |= {name: name for name in versions()}
    if text in known:
        return known[text]
    meant = get_close_matches(text, known, n=1)
    hint = f"; did you mean {meant[0]!r}?" if meant else ""
    raise click.UsageError(f"there is no version {text!r}{hint}\nVersions: {', '.join(versions())}")
