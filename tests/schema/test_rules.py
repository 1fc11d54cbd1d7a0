from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON, Diagnostic, Rule
from naftiko_gen.schema import RULES, check, check_official
from tests.rule_examples import check_examples, check_record
from tests.schema.reading import parse


def check_text(data: bytes) -> list[Diagnostic]:
    return check(parse(data))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples(rule: type[Rule]) -> None:
    check_examples(rule, check_text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_record(rule: type[Rule]) -> None:
    check_record(rule)


def test_codes_stay_as_they_are() -> None:
    assert {rule.code: rule.name for rule in RULES} == {
        "NK201": "unknown-key",
        "NK202": "missing-key",
        "NK203": "wrong-type",
        "NK204": "bad-value",
        "NK205": "unknown-kind",
        "NK206": "wrong-count",
        "NK207": "not-a-capability",
        "NK208": "unknown-version",
        "NK209": "conflicting-keys",
        "NK210": "not-generated-version",
    }


def test_the_skeleton_of_the_examples_keeps_both_forms() -> None:
    assert check(parse(SKELETON)) == []
    assert check_official(parse(SKELETON), "1.0.0-alpha2") == []
