"""Every rule of every room: its page, its bad and its good example through the whole pipeline."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from naftiko_gen.cli.judging import judge
from naftiko_gen.diagnostics import SKELETON, Diagnostic, Rule
from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.diagnostics.page import page
from naftiko_gen.diagnostics.selection import Selection
from naftiko_gen.registry import RULES
from tests.rule_examples import check_examples, check_record


def check(data: bytes) -> Sequence[Diagnostic]:
    """Judge a file as `lint` does, its comments included."""
    return judge("spec.yaml", data, "shop", Selection()).kept


def test_the_skeleton_is_clean() -> None:
    assert check(SKELETON.encode()) == []


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule: type[Rule]) -> None:
    check_record(rule)
    if rule is not InternalFault:  # of which no file is an example: tests/test_failures.py
        check_examples(rule, check)
    assert page(rule).startswith(f"# {rule.code} {rule.name}\n")
