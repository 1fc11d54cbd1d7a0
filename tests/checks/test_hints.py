"""Hints against methods and names."""

from __future__ import annotations

import pytest

from tests.checks.found import found

GET = "        method: GET\n        inputParameters:\n        - name: id\n          in: path\n  exp"
HINTS = "      hints:\n        readOnly: true\n"
TOOL = "    - name: get-item\n"


def hinted(code: str, method: str, name: str, hints: str) -> list[str]:
    changes = (
        (GET, GET.replace("GET", method)),
        (HINTS, f"      hints: {hints}\n"),
        (TOOL, f"    - name: {name}\n"),
    )
    return [each.message for each in found(code, *changes)]


@pytest.mark.parametrize(
    "name",
    ["create-item", "getItem", "stripe-create-clock", "p-approves-review", "scimDeleteUser", "x"],
)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_write_hinted_read_only(method: str, name: str) -> None:
    assert hinted("NK802", method, name, "{readOnly: true}")
    assert not hinted("NK802", method, name, "{readOnly: false}")


@pytest.mark.parametrize(
    ("name", "writes"),
    [
        ("create-item", True),
        ("stripe-create-clock", True),
        ("p-approves-review", True),
        ("scimDeleteUser", True),
        ("search-items", False),
        ("list-deleted-items", False),
        ("get-update-history", False),
        ("ai-create-embeddings", False),
        ("createChatCompletion", False),
        ("tokenize", False),
    ],
)
def test_a_post_is_a_write_by_its_name(name: str, writes: bool) -> None:
    assert bool(hinted("NK802", "POST", name, "{readOnly: true}")) is writes


def test_deletes() -> None:
    assert hinted("NK801", "DELETE", "drop", "{readOnly: true}")
    assert not hinted("NK801", "DELETE", "drop", "{destructive: true}")
    assert hinted("NK804", "DELETE", "drop", "{destructive: false}")
    assert not hinted("NK804", "DELETE", "drop", "{readOnly: false}")


def test_of_two_wrong_hints_of_a_delete_one_is_reported() -> None:
    hints = "{readOnly: true, destructive: false}"
    assert hinted("NK801", "DELETE", "drop", hints)
    assert not hinted("NK804", "DELETE", "drop", hints)
    hints = "{readOnly: true, destructive: true}"
    assert hinted("NK801", "DELETE", "drop", hints)
    assert not hinted("NK803", "DELETE", "drop", hints)


def test_harmless_hints_beside_read_only() -> None:
    hints = "{readOnly: true, destructive: false, idempotent: true}"
    assert not hinted("NK803", "GET", "get-item", hints)
    assert not hinted("NK805", "GET", "get-item", hints)


@pytest.mark.parametrize(
    ("method", "hints", "says"),
    [
        ("GET", "{readOnly: false}", "changes something by a GET"),
        ("GET", "{destructive: true}", "changes something by a GET"),
        ("PUT", "{idempotent: false}", "is not idempotent, unlike a PUT"),
        ("PUT", "{idempotent: true}", None),
        ("POST", "{idempotent: true, readOnly: false}", None),
        ("GET", "{idempotent: false}", None),
    ],
)
def test_hints_beyond_the_method(method: str, hints: str, says: str | None) -> None:
    messages = hinted("NK805", method, "go", hints)
    assert messages == ([f"`go` {says}"] if says else [])
