"""Names that lead nowhere, and names that nothing leads to."""

from __future__ import annotations

import pytest

from tests.checks.found import found

WITH = "        id: shop-mcp.id\n"
KEYS = "    SHOP_TOKEN: SHOP_TOKEN\n"
TOKEN = '      token: "{{SHOP_TOKEN}}"\n'
CLIENT = "  exposes:\n  - type: rest\n"
API = """\
  - type: http
    namespace: bank
    description: The bank's API.
    baseUri: https://bank.test
    resources:
    - {name: account, path: /account, operations: [{name: get-account, method: GET}]}
"""


@pytest.mark.parametrize("value", ["id", "$id", "input.id", "shop_mcp.id", "'{id}'"])
def test_a_name_for_a_value(value: str) -> None:
    [diagnostic] = found("NK306", (WITH, f"        id: {value}\n"))
    assert diagnostic.help == "write `shop-mcp.id`"


@pytest.mark.parametrize("value", ["first", "item", "shop-mcp.id", "id-7", "rest.id"])
def test_other_values(value: str) -> None:
    assert not found("NK306", (WITH, f"        id: {value}\n"))


def test_a_rest_path_names_an_input_too() -> None:
    [diagnostic] = found("NK306", ("          id: shop-rest.id\n", "          id: id\n"))
    assert diagnostic.help == "write `shop-rest.id`"


def test_an_api_that_nothing_calls() -> None:
    [diagnostic] = found("NK307", (CLIENT, API + CLIENT))
    assert diagnostic.message == "nothing calls `bank`"


def test_an_unresolved_call_may_be_meant_for_it() -> None:
    change = ("      call: shop.get-item\n", "      call: bnk.get-account\n")
    assert not found("NK307", (CLIENT, API + CLIENT), change)


@pytest.mark.parametrize(("more", "reported"), [(9, False), (10, True)])
def test_operations_that_nothing_calls(more: int, reported: bool) -> None:
    operation = "      - name: get-item\n        method: GET\n"
    idle = "".join(f"      - {{name: list-{n}, method: GET}}\n" for n in range(more))
    assert bool(found("NK308", (operation, idle + operation))) is reported


def test_a_variable_that_nothing_uses() -> None:
    [diagnostic] = found("NK309", (KEYS, KEYS + "    SHOP_KEY: SHOP_KEY\n"))
    assert diagnostic.message == "nothing uses `SHOP_KEY`"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    baseUri: https://shop.test/v1\n", '    baseUri: "{{SHOP_KEY}}"\n'),
        ("      path: /items/{{id}}\n", '      path: "/{{SHOP_KEY}}/items/{{id}}"\n'),
        (
            "          in: path\n  exposes:\n",
            "          in: path\n        - name: X-Key\n          in: header\n"
            '          value: "{{SHOP_KEY}}"\n  exposes:\n',
        ),
        (
            "          in: path\n  exposes:\n",
            "          in: path\n        body:\n          type: json\n          data:\n"
            '            list: [{key: "of {{SHOP_KEY}}"}]\n  exposes:\n',
        ),
        (TOKEN, '      token: "{{env.SHOP_TOKEN}}{{ SHOP_KEY }}"\n'),
    ],
)
def test_uses_of_a_variable(old: str, new: str) -> None:
    assert not found("NK309", (KEYS, KEYS + "    SHOP_KEY: SHOP_KEY\n"), (old, new))


@pytest.mark.parametrize("token", ["{{SHOP_TOKN}}", "literal"])
def test_where_the_use_is_at_fault_that_is_said(token: str) -> None:
    assert not found("NK309", (TOKEN, f'      token: "{token}"\n'))


def test_an_unbound_variable_has_its_bound_namesake() -> None:
    [diagnostic] = found("NK904", (TOKEN, '      token: "{{SHOPTOKEN}}"\n'))
    assert diagnostic.help == "did you mean `SHOP_TOKEN`?"
    [diagnostic] = found("NK904", (TOKEN, '      token: "{{OTHER}}"\n'))
    assert diagnostic.help is None
