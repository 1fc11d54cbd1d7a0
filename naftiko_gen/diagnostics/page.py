"""The page of a rule, for ``naftiko-gen rule CODE`` and for the documentation."""

from __future__ import annotations

import inspect
from textwrap import dedent

from naftiko_gen.diagnostics.rule import Example, Rule
from naftiko_gen.diagnostics.visible import show

#: Examples of rules about size have lines that nobody wants to read to their end.
_LINE_LENGTH = 88


def page(rule: type[Rule]) -> str:
    """Return the page of ``rule`` as Markdown; its heading is the anchor of its diagnostics."""
    title, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    parts = [
        f"# {rule.code} {rule.name}",
        title,
        f"Severity: {rule.severity.value}. Since: {rule.since}.",
        body.strip(),
        f"## Bad example\n{_fence(rule.bad)}",
        f"## Good example\n{_fence(rule.good)}",
    ]
    return "\n\n".join(parts) + "\n"


def _fence(example: Example) -> str:
    lines = [_cut(show(line)) for line in dedent(example.text).rstrip("\n").split("\n")]
    if example.times > 1:
        lines.append(f"# … {example.times:,} times")
    return "\n".join(["```yaml", *lines, "```"])


def _cut(line: str) -> str:
    return line if len(line) <= _LINE_LENGTH else line[: _LINE_LENGTH - 1] + "…"
