"""A small capability whose parts each test chooses, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent

from naftiko_gen.ir import Method, Package
from naftiko_gen.pipeline import analyse

_SPEC = """\
naftiko: 1.0.0-alpha2
info: {{label: Shop, description: Items of a shop.}}
binds:
- namespace: env
  keys: {{SHOP_TOKEN: SHOP_TOKEN, SHOP_APP: SHOP_APP}}
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop.
    baseUri: https://shop.test
{authentication}    resources:
{resources}  exposes:
  - type: mcp
    namespace: shop-mcp
    port: 9090
    description: The shop.
    tools:
    - name: act
      description: Acts on one item of the shop.
      call: shop.act
{tool}{rest}"""
_REST = """\
  - type: rest
    namespace: shop-rest
    port: 8080
    resources:
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said, in the order of the text, and what is generated if anything is."""

    codes: tuple[str, ...]
    messages: tuple[str, ...]
    package: Package | None

    @property
    def method(self) -> Method:
        """The client's method for the operation `act`."""
        assert self.package is not None, self.messages
        found = [m for client in self.package.clients for m in client.methods if m.name == "act"]
        return found[0]

    def inputs(self, kind: str) -> list[tuple[str, str | None, bool]]:
        """Name, place and required-ness of the inputs of the first `tool` or `route`."""
        assert self.package is not None, self.messages
        if kind == "tool":
            return [(i.wire, None, i.required) for i in self.package.mcp[0].tools[0].inputs]
        operation = self.package.rest[0].operations[0]
        return [(i.wire, i.place.value, i.required) for i in operation.inputs]


def judge(
    resources: str, *, tool: str = "", routes: Sequence[str] = (), authentication: str = ""
) -> Verdict:
    """Judge a capability whose tool `act` calls `shop.act`.

    ``resources`` is the YAML of the consumed resources, ``tool`` what is added to the tool,
    ``routes`` the YAML of exposed resources, and ``authentication`` that of the API's own.
    """
    rest = _REST + "".join(indent(route, "    ") for route in routes) if routes else ""
    own = f"    authentication:\n{indent(authentication, '      ')}" if authentication else ""
    text = _SPEC.format(
        authentication=own,
        resources=indent(resources, "    "),
        tool=indent(tool, "      "),
        rest=rest,
    )
    analysis = analyse("spec.yaml", text.encode(), "shop")
    # Most tests need none of the variables.
    told = [
        each
        for each in analysis.diagnostics
        if each.severity.value != "info" and each.name != "unused-variable"
    ]
    return Verdict(
        tuple(each.code for each in told), tuple(each.message for each in told), analysis.package
    )
