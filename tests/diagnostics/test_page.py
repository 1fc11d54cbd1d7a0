from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, Example, Rule, Severity, Span
from naftiko_gen.diagnostics.page import page
from naftiko_gen.diagnostics.source_rules import RULES


class Indented(Rule):
    """A title.

    ## What it does
    Something.

        code
    """

    code = "NK999"
    name = "two-words"
    severity = Severity.WARNING
    since = "1.2.3"
    bad = Example("    a: 1\n      b: \x1b[31m\n")
    good = Example("# Many lines.\n", times=40_000)


def test_page() -> None:
    assert page(Indented) == (
        "# NK999 two-words\n"
        "\n"
        "A title.\n"
        "\n"
        "Severity: warning. Since: 1.2.3.\n"
        "\n"
        "## What it does\n"
        "Something.\n"
        "\n"
        "    code\n"
        "\n"
        "## Bad example\n"
        "```yaml\n"
        "a: 1\n"
        "  b: ␛[31m\n"
        "```\n"
        "\n"
        "## Good example\n"
        "```yaml\n"
        "# Many lines.\n"
        "# … 40,000 times\n"
        "```\n"
    )


def test_every_page_is_printable() -> None:
    for rule in RULES:
        text = page(rule)
        assert all(line.isprintable() for line in text.split("\n"))
        assert max(map(len, text.split("\n"))) <= 100
        assert text.encode("utf-8")


def test_the_heading_is_the_anchor_of_the_diagnostic() -> None:
    diagnostic: Diagnostic = Indented.at(Span(0, 0), "wrong")
    heading = page(Indented).split("\n")[0]

    assert diagnostic.anchor == "rules.md#" + heading.removeprefix("# ").lower().replace(" ", "-")
