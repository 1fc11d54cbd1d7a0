from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.summary import Totals, count, summarise


def make(severity: Severity, code: str = "NK999") -> Diagnostic:
    return Diagnostic(code, "some-rule", severity, "wrong", Span(0, 1))


@pytest.mark.parametrize(
    ("totals", "text"),
    [
        (Totals(), "No problems found.\n"),
        (Totals(errors=1), "1 error.\n"),
        (Totals(errors=2), "2 errors.\n"),
        (Totals(warnings=1), "1 warning.\n"),
        (Totals(errors=1, warnings=2), "1 error, 2 warnings.\n"),
        (
            Totals(infos=1),
            "No problems found.\n1 reading of the catalogue dialect; --show info lists it.\n",
        ),
        (
            Totals(infos=3, remarks=1),
            "No problems found.\n"
            "2 readings of the catalogue dialect and 1 remark; --show info lists them.\n",
        ),
        (Totals(infos=2, remarks=2), "No problems found.\n2 remarks; --show info lists them.\n"),
        (
            Totals(warnings=1, infos=13),
            "1 warning.\n13 readings of the catalogue dialect; --show info lists them.\n",
        ),
    ],
)
def test_infos_hidden(totals: Totals, text: str) -> None:
    assert summarise(totals, infos_shown=False) == text


@pytest.mark.parametrize(
    ("totals", "text"),
    [
        (Totals(), "No problems found.\n"),
        (Totals(infos=1), "No problems found.\n1 reading of the catalogue dialect.\n"),
        (Totals(errors=1, infos=2), "1 error.\n2 readings of the catalogue dialect.\n"),
    ],
)
def test_infos_shown(totals: Totals, text: str) -> None:
    assert summarise(totals, infos_shown=True) == text


def test_totals_of_several_documents_add_up() -> None:
    first = count([make(Severity.ERROR), make(Severity.INFO), make(Severity.ERROR)])
    second = count([make(Severity.WARNING)])

    assert first + second == Totals(errors=2, warnings=1, infos=1)


def test_an_info_that_reads_nothing_is_a_remark() -> None:
    infos = [make(Severity.INFO, code) for code in ("NK102", "NK408", "NK902")]
    assert count(infos) == Totals(infos=3, remarks=1)
