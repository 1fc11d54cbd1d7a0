"""The page of looked-at diagnostics names rules that exist, and its numbers go together."""

from __future__ import annotations

import pytest

from naftiko_gen.registry import RULES
from tests.docs import pages

PAGE = pages.ROOT / "docs" / "firings.md"
HEAD = ["code", "name", "looked at", "true", "what the false ones are, what was changed"]
#: Drawn of each code that has as many.
SAMPLE = 20
#: Codes with fewer diagnostics in the published files, and how many.
FEWER = {"NK802": 3, "NK804": 3, "NK814": 12}

TABLES = list(pages.tables(PAGE))
ROWS = [row for _, *rows in TABLES for row in rows]


def test_the_tables() -> None:
    assert [table[0] for table in TABLES] == [HEAD] * 3
    assert [len(table) - 1 for table in TABLES[:2]] == [10, 10]


@pytest.mark.parametrize("table", range(3))
def test_no_code_stands_twice_in_a_table(table: int) -> None:
    codes = [row[0] for row in TABLES[table][1:]]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_rule_has_that_name(row: list[str]) -> None:
    assert {rule.code: rule.name for rule in RULES}.get(row[0]) == row[1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_numbers(row: list[str]) -> None:
    code, _, looked_at, true, remark = row
    assert int(looked_at) == FEWER.get(code, SAMPLE)
    assert 0 <= int(true) <= int(looked_at)
    assert remark or true == looked_at, "say what the false ones are"
