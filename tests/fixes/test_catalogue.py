"""Fixes on published files: the same package, nothing left for a second run, comments kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.fixes.apply import mend
from naftiko_gen.fixes.official import officialise
from naftiko_gen.pipeline import Analysis, analyse
from naftiko_gen.schema import check_official

CATALOGUE = Path(__file__).parents[3] / "shared" / "catalogue"
FILES: list[Path | None] = [*sorted(CATALOGUE.glob("*.yaml"))[7::60]]


@pytest.fixture(params=FILES or [None], ids=lambda path: path.stem if path else "none")
def before(request: pytest.FixtureRequest) -> Analysis:
    if request.param is None:
        pytest.skip("the catalogue of published files is not beside this checkout")
    return analyse("spec.yaml", request.param.read_bytes(), "package")


def again(text: str) -> Analysis:
    return analyse("spec.yaml", text.encode(), "package")


def everything(analysis: Analysis) -> tuple[Diagnostic, ...]:
    return analysis.diagnostics


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


def test_safe_fixes(before: Analysis) -> None:
    done = mend(before, again, everything).analysis
    assert done.package == before.package
    assert done.count(Severity.ERROR) <= before.count(Severity.ERROR)
    assert comments(done.document.text) == comments(before.document.text)
    second = mend(done, again, everything)
    assert second.fixed == []
    assert second.analysis.document.text == done.document.text


def test_official_form(before: Analysis) -> None:
    if before.package is None:
        pytest.skip("this published file has an error")
    done = officialise(before, again)
    assert done.analysis.package is not None
    assert comments(done.analysis.document.text) == comments(before.document.text)
    # What a request carries under a name that the official form forbids has no other name.
    hard = ("malformed input name", "malformed base URI")
    left = check_official(done.analysis.document, "1.0.0-alpha2")
    assert [each.message for each in left if not each.message.startswith(hard)] == []
    assert officialise(done.analysis, again).analysis.document.text == done.analysis.document.text
