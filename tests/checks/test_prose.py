"""Descriptions of tools and inputs."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.registry import RULES
from tests.checks.found import found, tool

TOOL = "      description: Gets one item of the shop by its number.\n"
INPUT = "        description: Number of the item.\n"


def described(code: str, description: str, line: str = TOOL) -> bool:
    indent = line[: len(line) - len(line.lstrip())]
    return bool(found(code, (line, f'{indent}description: "{description}"\n')))


def severity_of(code: str) -> Severity:
    return next(rule.severity for rule in RULES if rule.code == code)


@pytest.mark.parametrize(
    "text",
    [
        "TODO: describe",
        "todo",
        "Lorem ipsum dolor sit amet.",
        "TBD",
        "string",
        "<description>",
        "No description provided.",
        "N/A",
        "Insert description here",
        "FIXME(jo) say more",
        "",
        " ",
    ],
)
@pytest.mark.parametrize("line", [TOOL, INPUT])
def test_placeholders(text: str, line: str) -> None:
    assert described("NK820", text, line)
    assert not described("NK822", text, line)


@pytest.mark.parametrize(
    "text",
    [
        "Adds an entry to the TODO list.",
        "Generates a placeholder image.",
        "Runs a test of the site.",
        "Takes a string and counts it.",
        "Searches <title> elements.",
    ],
)
def test_words_that_placeholders_are_made_of(text: str) -> None:
    assert not described("NK820", text)


@pytest.mark.parametrize(
    "text",
    ["Get item", "Gets the items.", "GetItem", "get-item", "Retrieve an item", "List all items."],
)
def test_echoed_names(text: str) -> None:
    assert described("NK821", text)
    assert not described("NK822", text)


@pytest.mark.parametrize("text", ["The ID.", "id", "Id."])
def test_echoed_names_of_inputs(text: str) -> None:
    assert described("NK821", text, INPUT)


@pytest.mark.parametrize("text", ["Gets an item by number", "Deletes an item", "Items sold"])
def test_descriptions_that_say_more(text: str) -> None:
    assert not described("NK821", text)


def test_a_name_without_separators() -> None:
    assert found("NK821", tool("searchitems", "Search Items", "with: {id: first}"))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", False),
        (" ", False),
        ("Looks up", True),
        ("Looks it up", False),
        ("商品を取得する", False),
    ],
)
def test_short_descriptions(text: str, short: bool) -> None:
    assert described("NK822", text) is short


def test_two_words_are_no_worse_than_an_echo() -> None:
    assert severity_of("NK822") is severity_of("NK821") is Severity.INFO
    assert severity_of("NK820") is Severity.WARNING


def test_an_empty_description_is_called_that() -> None:
    [diagnostic] = found("NK820", (TOOL, '      description: ""\n'))
    assert diagnostic.message == "`get-item` has an empty description"


@pytest.mark.parametrize(("length", "long"), [(1024, False), (1025, True)])
@pytest.mark.parametrize("line", [TOOL, INPUT])
def test_long_descriptions(length: int, long: bool, line: str) -> None:
    assert described("NK823", "a" * length, line) is long


def test_two_tools_with_one_description() -> None:
    again = "gets one item of the shop  by its number."
    [diagnostic] = found("NK824", tool("read", again, "with: {id: first}"))
    assert diagnostic.message == "`read` has the description of `get-item`"
    [related] = diagnostic.related
    assert related.span < diagnostic.span


def test_of_twins_another_rule_tells() -> None:
    inputs = "inputParameters: [{name: id, type: string, description: Its number.}]"
    text = "Gets one item of the shop by its number."
    twin = tool("read", text, inputs, "with: {id: shop-mcp.id}")
    assert found("NK814", twin)
    assert not found("NK824", twin)
