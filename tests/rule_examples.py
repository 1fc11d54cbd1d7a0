"""What every rule owes its readers, whichever room it belongs to."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from naftiko_gen.diagnostics import Diagnostic, Rule

#: Takes the bytes of a file, gives what is wrong with it.
Checker: TypeAlias = Callable[[bytes], Sequence[Diagnostic]]

HEADINGS = ["## What it does", "## Why is this bad?", "## What to write instead"]


#: Rules about parts of the language that nothing is generated from yet, and the code of the rule
#: that says so: it comes with their bad examples, and may come with the good ones.
NOT_YET = {
    **dict.fromkeys(
        ("NK410", "NK412", "NK710", "NK711", "NK752", "NK753", "NK762", "NK763", "NK764", "NK765"),
        "NK901",
    ),
    **dict.fromkeys((f"NK77{number}" for number in range(1, 8)), "NK210"),
}


def check_examples(rule: type[Rule], checker: Checker) -> None:
    """Assert that the bad example breaks this rule once and no other, the good one none."""
    refused = NOT_YET.get(rule.code)
    everything = checker(rule.bad.data())
    assert refused is None or refused in {each.code for each in everything}
    found = [each for each in everything if each.code != refused]
    assert [(each.code, each.message) for each in found if each.code != rule.code] == []
    assert [each.code for each in found] == [rule.code]
    assert (found[0].name, found[0].severity) == (rule.name, rule.severity)

    clean = [each for each in checker(rule.good.data()) if each.code != refused]
    assert [(each.code, each.message) for each in clean] == []


def check_record(rule: type[Rule]) -> None:
    """Assert that code, name, docstring and examples have the form that pages rely on."""
    assert re.fullmatch(r"NK\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)

    lines = inspect.cleandoc(rule.__doc__ or "").splitlines()
    title, blank, *body = lines
    assert re.fullmatch(r"[A-Z].*\.", title)
    assert blank == ""
    assert [line for line in body if line.startswith("#")] == HEADINGS
    for heading in HEADINGS:
        text = body[body.index(heading) + 1]
        assert text
        assert not text.startswith("#")

    for example in (rule.bad, rule.good):
        assert example.text.endswith("\n")
    assert rule.bad != rule.good
