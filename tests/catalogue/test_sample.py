"""Sixty files of the published catalogue, on every run; `python -m benchmarks.catalogue` takes all.

The sample covers nearly all features of the catalogue that its profile names: every outer shape,
every way to authenticate, every kind of input, call and hint; `sample.txt` lists it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.catalogue import stages, summary, tools
from benchmarks.catalogue.__main__ import SUMMARY
from benchmarks.catalogue.report import faults
from benchmarks.catalogue.result import Result, Work

CATALOGUE = Path(__file__).parents[3] / "shared" / "catalogue"
SAMPLE = Path(__file__).with_name("sample.txt").read_text(encoding="utf-8").split()
#: A few that are started and called, too: starting one takes a second or two.
STARTED = {
    "albato-a-single-no-code-platform-for-all-automations__workflow-automation.yaml",
    "apyhub__document-utilities.yaml",
    "netapp__storage-management.yaml",
    "portkey__portkey-capability.yaml",
    "sap-bi-tools__data-extraction-and-reporting.yaml",
    "stripe__products-products.yaml",
    "telefonica__network-quality-management.yaml",
    "wallarm__api-security-operations.yaml",
}

pytestmark = pytest.mark.skipif(
    not CATALOGUE.is_dir(), reason="the published catalogue does not lie at ../shared/catalogue"
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("catalogue"))


@pytest.fixture(scope="module")
def results(work: Work) -> Sequence[Result]:
    return stages.read([CATALOGUE / name for name in SAMPLE], work, jobs=2)


@pytest.fixture(scope="module")
def generated(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if result.tree]


def test_sixty_files() -> None:
    assert len(SAMPLE) == len(set(SAMPLE)) == 60
    assert set(SAMPLE) >= STARTED


def test_each_is_generated_or_refused_with_an_error(results: Sequence[Result]) -> None:
    assert [result.crash for result in results if result.crash] == []
    assert all(bool(result.errors) == (result.tree is None) for result in results)


def test_none_is_lost(results: Sequence[Result]) -> None:
    found = summary.compare(summary.load(SUMMARY), summary.summarise(results))
    assert found.unknown == []
    assert found.newly_refused == []


def test_generated_packages_satisfy_all_tools(work: Work, generated: list[Result]) -> None:
    assert len(generated) >= 20
    names = [result.package for result in generated]
    for result in generated:
        result.faults["inspect"] = tools.inspect(work.project(result))
    for stage, found in (
        ("ruff", tools.lint(work.packages, names)),
        ("mypy", tools.mypy(work.packages, names)),
    ):
        for result in generated:
            result.faults[stage] = found.get(result.package, [])
    assert faults(generated) == "No package has a fault."


def test_a_few_serve(work: Work, generated: list[Result]) -> None:
    started = [result for result in generated if result.file in STARTED]
    assert {result.file for result in started} == STARTED
    stages.serve(started, CATALOGUE, work, jobs=2, fresh=True)
    assert all(result.calls.made == result.calls.accepted > 0 for result in started)
    assert [text for result in started for text in result.faults["serve"]] == []
