"""docs/dialect.md has each reading once, and says of lost path parameters what happens."""

from __future__ import annotations

import re

import pytest

from naftiko_gen import dialect
from naftiko_gen.diagnostics import Rule
from naftiko_gen.pipeline import analyse
from tests.docs import pages
from tools.rules import anchor

PAGE = pages.ROOT / "docs" / "dialect.md"

#: A consumed operation without the placeholder of its path, called as the row says.
SPEC = """\
naftiko: 1.0.0-alpha2
info: {label: Items, description: Items of a shop.}
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop.
    baseUri: https://shop.test
    resources:
    - name: items
      path: /items
      operations:
      - name: list
        method: GET
      - name: act
        method: METHOD
        inputParameters: [INPUTS]
  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    description: The shop.
    tools:
    - {name: list, description: Lists all items., call: shop.list}
"""
ROUTE = """\
  - type: rest
    namespace: shop-rest
    port: 8080
    resources:
    - path: PATH
      name: items
      description: Items.
      operations:
      - {method: METHOD, name: act, call: shop.act}
"""
TOOL = "    - {name: act, description: Acts on one item of the shop., call: shop.act}\n"
ID = "{name: id, in: path}"


def test_each_reading_has_its_row() -> None:
    table = next(pages.tables(PAGE))
    rows = {link[1]: row for row in table[1:] if (link := re.match(r"\[(NK\d+)\]", row[0]))}
    by_code: dict[str, type[Rule]] = {rule.code: rule for rule in dialect.RULES}
    assert list(rows) == sorted(by_code)
    for code, row in rows.items():
        rule = by_code[code]
        assert row[0] == f"[{code}](rules.md#{anchor(rule)})"
        assert row[3].startswith(f"{rule.severity.value}: ")


@pytest.mark.parametrize(
    ("method", "inputs", "caller", "code", "path"),
    [
        ("GET", ID, ROUTE.replace("PATH", '"/all/{{id}}"'), "NK118", "/items/{id}"),
        ("POST", ID, ROUTE.replace("PATH", '"/all/{{id}}"'), "NK118", "/items/{id}"),
        *((method, ID, TOOL, "NK121", "/items/{id}") for method in ("GET", "PUT", "DELETE")),
        ("POST", ID, ROUTE.replace("PATH", '"/items/{{id}}/more"'), "NK131", "/items/{id}/more"),
        ("GET", ID, ROUTE.replace("PATH", '"/all/{{id}}/more"'), "NK501", None),
        ("POST", ID, TOOL, "NK501", None),
        ("DELETE", f"{ID}, {ID.replace('id', 'shelf')}", TOOL, "NK501", None),
        ("POST", ID, "", "NK503", None),
    ],
)
def test_lost_paths(method: str, inputs: str, caller: str, code: str, path: str | None) -> None:
    text = (SPEC + caller).replace("METHOD", method).replace("INPUTS", inputs)
    analysis = analyse("spec.yaml", text.encode(), "shop")
    assert code in [diagnostic.code for diagnostic in analysis.diagnostics]
    package = analysis.package
    assert (package is None) == (code == "NK501")
    methods = [each for client in package.clients for each in client.methods] if package else []
    acting = [each.display_path for each in methods if each.name == "act"]
    assert acting == ([path] if path else [])
