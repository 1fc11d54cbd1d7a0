"""Long lists of tools."""

from __future__ import annotations

import time

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.pipeline import analyse
from tests.checks.found import found

END = "        id: shop-mcp.id\n"


def tools(count: int, description: str = "Gets an item") -> str:
    return "".join(
        f"    - {{name: get-{number}, description: {description} {number}., "
        f'call: shop.get-item, with: {{id: "{number}"}}}}\n'
        for number in range(count)
    )


@pytest.mark.parametrize(("more", "reported"), [(39, False), (40, True)])
def test_the_most_tools(more: int, reported: bool) -> None:
    assert bool(found("NK816", (END, END + tools(more)))) is reported


def test_the_longest_list() -> None:
    described = "Gets an item" + " that the shop has" * 40
    assert not found("NK817", (END, END + tools(20, described)))
    assert found("NK817", (END, END + tools(25, described)))


def test_of_too_many_long_tools_one_thing_is_said() -> None:
    change = (END, END + tools(50, "Gets an item" + " that the shop has" * 40))
    assert found("NK816", change)
    assert not found("NK817", change)


def test_borrowed_descriptions_count() -> None:
    get = "        method: GET\n"
    described = (get, f"{get}        description: {'a ' * 1_000}\n")
    calls = "".join(
        f"    - {{name: g-{number}, call: shop.get-item, with: {{id: x}}}}\n"
        for number in range(12)
    )
    assert not found("NK817", (END, END + calls))
    assert found("NK817", described, (END, END + calls))


def test_ten_thousand_tools_are_judged_in_linear_time() -> None:
    def seconds(count: int) -> float:
        data = (SKELETON + tools(count)).encode()
        start = time.process_time()
        assert "NK816" in {each.code for each in analyse("a.yaml", data, "shop").diagnostics}
        return time.process_time() - start

    small, large = seconds(400), seconds(1_600)
    assert large < 12 * small, (small, large)
