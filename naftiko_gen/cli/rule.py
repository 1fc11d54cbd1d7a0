"""`naftiko-gen rule`."""

from __future__ import annotations

import click

from naftiko_gen.diagnostics.page import page
from naftiko_gen.registry import explained


@click.command("rule")
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Explain the rule with the code or name CODE."""
    for rule in explained():
        if code.upper() == rule.code or code == rule.name:
            click.echo(page(rule), nl=False)
            return
    raise click.UsageError(f"there is no rule {code!r}")
