"""Mappings against types."""

from __future__ import annotations

import pytest

from tests.checks.found import found

WITH = "        id: shop-mcp.id\n"


@pytest.mark.parametrize(
    ("output", "count"),
    [
        ("{type: string, mapping: '$.names[*]'}", 1),
        ("{type: string, mapping: '$.names[0]'}", 0),
        ("{type: array, mapping: '$.names[*]', items: {type: string, mapping: $.}}", 0),
        (
            "{type: object, properties: {a: {type: number, mapping: '$.a[*].b'},"
            " b: {type: boolean, mapping: '$.c[*]'}}}",
            2,
        ),
        ("{type: array, mapping: $.a, items: {type: string, mapping: '$.b[*]'}}", 1),
    ],
)
def test_lists_for_single_values(output: str, count: int) -> None:
    change = (WITH, f"{WITH}      outputParameters:\n      - {output}\n")
    assert len(found("NK505", change)) == count
