from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import Diagnostic, Label, Rule, Severity, Span
from naftiko_gen.diagnostics.source_rules import RULES, from_fault
from naftiko_gen.source import Fault, FaultKind
from naftiko_gen.source.reader import read
from tests.rule_examples import check_examples, check_record


def check_text(data: bytes) -> list[Diagnostic]:
    _, faults = read("example.yaml", data)
    return [from_fault(fault) for fault in faults]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples(rule: type[Rule]) -> None:
    check_examples(rule, check_text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_record(rule: type[Rule]) -> None:
    check_record(rule)


def test_codes_stay_as_they_are() -> None:
    assert {rule.code: rule.name for rule in RULES} == {
        "NK001": "syntax",
        "NK002": "encoding",
        "NK003": "too-large",
        "NK004": "empty",
        "NK005": "several-documents",
        "NK006": "duplicate-key",
        "NK007": "complex-key",
        "NK008": "cycle",
        "NK009": "too-deep",
        "NK010": "alias-expansion",
        "NK011": "tag",
        "NK012": "merge-key",
        "NK013": "character",
        "NK014": "number",
        "NK015": "ambiguous-scalar",
    }


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_of_fault_has_its_rule(kind: FaultKind) -> None:
    diagnostic = from_fault(Fault(kind, "what is wrong", Span(3, 5), ((Span(0, 1), "here"),)))

    assert diagnostic.name == kind.value
    assert diagnostic.message == "what is wrong"
    assert diagnostic.span == Span(3, 5)
    assert diagnostic.related == (Label(Span(0, 1), "here"),)
    assert diagnostic.help


def test_only_what_can_be_meant_is_a_warning() -> None:
    warnings = [rule.name for rule in RULES if rule.severity is not Severity.ERROR]

    assert warnings == ["ambiguous-scalar"]
