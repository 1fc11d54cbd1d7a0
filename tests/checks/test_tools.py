"""Names and likeness of tools."""

from __future__ import annotations

import pytest

from tests.checks.found import found, tool

TOOL = "    - name: get-item\n"
WITH = "        id: shop-mcp.id\n"


@pytest.mark.parametrize(("length", "reported"), [(56, False), (57, True)])
def test_the_longest_name(length: int, reported: bool) -> None:
    assert bool(found("NK810", (TOOL, f"    - name: {'a' * length}\n"))) is reported


@pytest.mark.parametrize("name", ["get_item", "getItem", "GET-ITEM", "getitem"])
def test_names_that_are_alike(name: str) -> None:
    [diagnostic] = found("NK812", tool(name, "Gets it by its label.", "with: {id: first}"))
    assert diagnostic.message == f"`{name}` is easily taken for `get-item`"
    assert len(diagnostic.related) == 1


@pytest.mark.parametrize("name", ["get-item", "get-items", "get-item-2"])
def test_names_that_are_not(name: str) -> None:
    """The same name twice is another fault."""
    assert not found("NK812", tool(name, "Gets it by its label.", "with: {id: first}"))


def test_a_tool_that_does_the_same() -> None:
    inputs = "inputParameters: [{name: id, type: string, description: Its number.}]"
    same = tool("close-item", "Closes an item.", inputs, "with: {id: shop-mcp.id}")
    [diagnostic] = found("NK814", same)
    assert diagnostic.message == "`close-item` makes the same call of `shop.get-item` as `get-item`"


@pytest.mark.parametrize(
    "lines",
    [
        ("with: {id: first}",),
        (
            "inputParameters: [{name: no, type: string, description: Its number.}]",
            "with: {id: shop-mcp.no}",
        ),
        (
            "inputParameters: [{name: id, type: string, description: Its number.}]",
            "with: {id: shop-mcp.id}",
            "outputParameters: [{type: string, mapping: $.name}]",
        ),
    ],
)
def test_tools_that_differ(lines: tuple[str, ...]) -> None:
    assert not found("NK814", tool("close-item", "Closes an item.", *lines))


@pytest.mark.parametrize("name", ["$top", "filter[name]", "a b", "x" * 65, "naïve"])
def test_input_names_that_clients_refuse(name: str) -> None:
    declared = f'      - name: "{name}"\n        type: string\n'
    [diagnostic] = found("NK815", ("      - name: id\n        type: string\n", declared))
    assert name in diagnostic.message


def test_an_undeclared_input_counts_too() -> None:
    [diagnostic] = found("NK815", (WITH, '        id: "shop-mcp.$top"\n'))
    assert diagnostic.message == "clients refuse `$top` as the name of an input"


def test_a_renamed_input_is_none() -> None:
    query = '          in: path\n        - name: "$top"\n          in: query\n  exposes:\n'
    changes = [("          in: path\n  exposes:\n", query)]
    changes.append((WITH, WITH + '        "$top": shop-mcp.top\n'))
    assert not found("NK815", *changes)
