"""Runs for the tests of formats: what the bad example of every rule brings, and a made-up one."""

from __future__ import annotations

from naftiko_gen.cli.judging import judge
from naftiko_gen.diagnostics import Diagnostic, Edit, Fix, Label, Severity, Span
from naftiko_gen.diagnostics.failures import InternalFault, diagnostic, of_rule
from naftiko_gen.diagnostics.render import Result, Run, Unreadable
from naftiko_gen.diagnostics.selection import Selection
from naftiko_gen.diagnostics.summary import Totals
from naftiko_gen.registry import RULES

TEXT = "a: 1\n\U0001f600b: \U0001f600\U0001f600 c\r\nd: 3\n"


def every_rule() -> Run:
    """Return a run over the bad example of each rule."""
    results: list[Result] = []
    for rule in RULES:
        found = judge(f"{rule.code}.yaml", rule.bad.data(), "shop", Selection())
        said = found.kept
        if rule is InternalFault:  # no file brings it about
            said = [diagnostic(of_rule(rule, RuntimeError("no")), found.document)]
        results.append(Result(found.document, said))
    return Run(results, Totals())


def codes(run: Run) -> list[str]:
    return [each.code for result in run.results for each in result.diagnostics]


def made_up() -> Diagnostic:
    """Return a diagnostic of TEXT that has everything a diagnostic can have."""
    start = TEXT.index("c")
    return Diagnostic(
        "NK301",
        "unresolved-call",
        Severity.WARNING,
        "100% [wrong](https://evil.test), {0} \x1b[1m\u202e\r\n::error::x",
        Span(start, start + 1),
        related=(Label(Span(0, TEXT.index("d")), "from \U0001f600"),),
        help="write é",
        fix=Fix(
            "Write it",
            (Edit(Span(start, start + 1), ""), Edit(Span(0, 0), "# \U0001f600\n")),
            safe=False,
        ),
    )


def run_of(*results: Result, unreadable: tuple[Unreadable, ...] = ()) -> Run:
    return Run(results, Totals(1, 2, 3), silenced=4, skipped=5, unreadable=unreadable)
