"""One JSON object a line for each diagnostic, as the key `diagnostics` of ``json`` has it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from naftiko_gen.diagnostics.render import json_log
from naftiko_gen.diagnostics.render.run import Run
from naftiko_gen.diagnostics.rule import Rule


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the diagnostics of all documents, a line each; nothing where there are none."""
    tree = json.loads(json_log.render(run, rules))
    return "".join(f"{json.dumps(each)}\n" for each in tree["diagnostics"])
