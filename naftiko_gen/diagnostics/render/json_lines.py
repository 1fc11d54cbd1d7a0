"""One JSON object a line for each diagnostic, as the key `diagnostics` of ``json`` has it."""

from __future__ import annotations

from collections.abc import Sequence

from naftiko_gen.diagnostics.render import json_log
from naftiko_gen.diagnostics.render.run import Run, dump
from naftiko_gen.diagnostics.rule import Rule


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the diagnostics of all documents, a line each; nothing where there are none."""
    return "".join(dump(each, indent=None) for each in json_log.listed(run))
