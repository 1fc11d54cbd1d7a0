"""Writes docs/rules.md, the pages of all rules: ``python -m tools.rules [--check]``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from naftiko_gen.diagnostics import Rule
from naftiko_gen.diagnostics.page import page
from naftiko_gen.registry import explained

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

#: Where a family of codes starts, what such rules are about, and the room that has them.
FAMILIES = (
    ("NK000", "The text, and this program", "source"),
    ("NK100", "Readings of what people publish", "dialect"),
    ("NK200", "Structure", "schema"),
    ("NK300", "Calls", "checks"),
    ("NK400", "Duplicates", "checks"),
    ("NK500", "Path parameters and mappings", "checks"),
    ("NK650", "Moving to another version", "migrate"),
    ("NK700", "Secrets and transport", "checks"),
    ("NK750", "Service", "checks"),
    ("NK800", "What a model reads", "checks"),
    ("NK900", "Carrying it out", "lowering"),
)

_HEAD = """\
# Rules

<!-- Written by `python -m tools.rules` from the rules themselves; edit those. -->

Each diagnostic of `lint` and `migrate` has the code of one of these rules. `naftiko-gen rule CODE`
prints the same page. An *error* stops generation, or a migration; a *warning* may be a mistake; an
*info* is a reading that has one evident meaning, or a remark, hidden unless asked for with
`--show info`. A code is never given to another rule.

The examples are fragments of one small capability; both are run as tests.
"""

_FENCE = re.compile(r"^```", re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


def rulebook() -> str:
    """Return the page: an index by room, then each rule under its anchor."""
    ends = [*(start for start, _, _ in FAMILIES[1:]), "NK999"]
    rules = explained()
    parts = [_HEAD]
    for (start, title, room), end in zip(FAMILIES, ends, strict=True):
        parts.append(_index(title, room, [rule for rule in rules if start <= rule.code < end]))
    parts += [_entry(rule) for rule in rules]
    return "\n".join(parts)


def anchor(rule: type[Rule]) -> str:
    """Return the anchor of a rule, which is the one of its diagnostics."""
    return f"{rule.code.lower()}-{rule.name}"


def _index(title: str, room: str, rules: list[type[Rule]]) -> str:
    rows = [
        f"| [{rule.code}](#{anchor(rule)}) | {rule.name} | {rule.severity.value} | {_title(rule)} |"
        for rule in rules
    ]
    head = ["| code | name | severity | |", "|---|---|---|---|"]
    return "\n".join([f"## {title}", "", f"Room: `{room}`.", "", *head, *rows, ""])


def _title(rule: type[Rule]) -> str:
    return page(rule).split("\n")[2]


def _entry(rule: type[Rule]) -> str:
    """Return a rule's page one heading lower; its sections are no headings, for they repeat."""
    pieces = _FENCE.split(f"##{page(rule)}")
    # Every second piece lies within a fence, where a line may start with anything.
    pieces[::2] = [_SECTION.sub(r"**\1**\n", piece) for piece in pieces[::2]]
    return "```".join(pieces)


def main(arguments: list[str]) -> int:
    """Write the page, or say with ``--check`` whether it is current; return the exit code."""
    text = rulebook()
    if arguments == ["--check"]:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        if not current:
            print(f"{PAGE.name} is not current; python -m tools.rules writes it", file=sys.stderr)
        return 0 if current else 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
