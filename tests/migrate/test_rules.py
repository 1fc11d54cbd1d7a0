"""Every rule of a migration: its page, and its examples through a migration to the other family."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from click.testing import CliRunner

from naftiko_gen.cli.rule import command
from naftiko_gen.diagnostics import Diagnostic, Rule
from naftiko_gen.diagnostics.page import page
from naftiko_gen.migrate import RULES, migrate
from naftiko_gen.migrate.rules import NoCounterpart
from naftiko_gen.registry import RULES as LINTED
from naftiko_gen.source import read
from tests.migrate.documents import IKANOS, NAFTIKO
from tests.rule_examples import check_examples, check_record


def check(data: bytes) -> Sequence[Diagnostic]:
    target = NAFTIKO if data.startswith(b"ikanos") else IKANOS
    return migrate(read("spec.yaml", data)[0], target).notes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule: type[Rule]) -> None:
    check_record(rule)
    check_examples(rule, check)
    assert page(rule).startswith(f"# {rule.code} {rule.name}\n")


def test_codes_are_in_order_and_nobody_elses() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == [f"NK65{number}" for number in range(1, len(RULES) + 1)]
    linted = {name for rule in LINTED for name in (rule.code, rule.name)}
    assert not linted & {name for rule in RULES for name in (rule.code, rule.name)}


def test_the_command_explains_them() -> None:
    for word in ("nk651", "no-counterpart"):
        done = CliRunner().invoke(command, [word])
        assert (done.exit_code, done.stdout) == (0, page(NoCounterpart))
