"""docs/rules.md says what the rules say, and is where diagnostics point."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Span
from naftiko_gen.registry import explained
from tests.docs import pages
from tools import rules

PAGE = pages.ROOT / "docs" / "rules.md"
EXPLAINED = explained()


def test_it_is_current() -> None:
    assert PAGE.read_bytes() == rules.rulebook().encode(), "python -m tools.rules writes it"


def test_each_diagnostic_points_to_a_heading() -> None:
    anchors = Counter(pages.anchors(PAGE))
    for rule in EXPLAINED:
        page, _, anchor = rule.at(Span(0, 0), "").anchor.partition("#")
        assert page == PAGE.name
        # GitHub would number the second of two equal headings.
        assert anchors[anchor] == 1


def test_the_index_leads_to_each_rule() -> None:
    linked = Counter(link for link in pages.links(PAGE) if link.startswith("#nk"))
    assert linked == Counter(f"#{rules.anchor(rule)}" for rule in EXPLAINED)


def test_examples_are_whole() -> None:
    fenced = [fence for fence in pages.fences(PAGE) if fence.language == "yaml"]
    assert len(fenced) == 2 * len(EXPLAINED)


def test_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PAGE", tmp_path / "rules.md")
    assert rules.main(["--check"]) == 1
    assert rules.main([]) == 0
    assert rules.main(["--check"]) == 0
    assert rules.main(["--other"]) == 2
