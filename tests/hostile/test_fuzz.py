"""The fuzzer in short: the same cases each time. ``python -m tests.hostile.fuzz`` goes on."""

from __future__ import annotations

import pytest

from tests.hostile import fuzz

CASES = 600


@pytest.fixture(scope="module")
def outcome() -> fuzz.Outcome:
    return fuzz.run(iter(range(CASES)), lambda: False)


def test_nothing_is_found(outcome: fuzz.Outcome) -> None:
    assert outcome.findings == []


def test_cases_are_worth_trying(outcome: fuzz.Outcome) -> None:
    assert outcome.cases == CASES
    assert CASES / 20 < outcome.accepted < CASES / 2


def test_a_case_is_the_same_each_time() -> None:
    assert [fuzz.case(number) for number in range(20)] == [fuzz.case(n) for n in range(20)]
    assert len({fuzz.case(number) for number in range(20)}) > 15


def test_a_finding_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: bytes) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(fuzz, "checked", broken)
    found = fuzz.run(iter([7]), lambda: False).findings
    assert [number for number, _ in found] == [7]
    assert found[0][1].startswith("RuntimeError: broken on purpose (test_fuzz.py:")
