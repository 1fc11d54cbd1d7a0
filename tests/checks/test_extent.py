"""Small files that ask for a large package, and names that nobody can mean."""

from __future__ import annotations

from naftiko_gen.checks.nearest import Nearest
from naftiko_gen.pipeline import analyse

HEAD = "naftiko: 1.0.0-alpha2\ninfo: {label: a, description: b}\n"


def spec(calls: int, inputs: int, path: str = "/items") -> bytes:
    """A capability whose tools all call one operation."""
    given = ", ".join(f"{{name: k{n}, in: query}}" for n in range(inputs))
    tools = "".join(f"    - {{name: t{n}, description: d, call: s.f}}\n" for n in range(calls))
    text = (
        f"{HEAD}capability:\n  consumes:\n  - type: http\n    namespace: s\n"
        "    description: d\n    baseUri: https://shop.test\n    resources:\n"
        f"    - name: r\n      path: {path}\n"
        f"      operations: [{{name: f, method: GET, inputParameters: [{given}]}}]\n"
        f"  exposes:\n  - type: mcp\n    namespace: m\n    port: 9090\n    tools:\n{tools}"
    )
    return text.encode()


def codes(data: bytes) -> set[str]:
    return {each.code for each in analyse("spec.yaml", data, "package").diagnostics}


def test_calls_that_repeat_too_much() -> None:
    assert codes(spec(600, 600)) == {"NK003"}
    assert codes(spec(600, 1, f"/{'x' * 100_000}")) == {"NK003"}


def test_as_many_calls_or_inputs_alone() -> None:
    assert "NK003" not in codes(spec(600, 10))
    assert "NK003" not in codes(spec(1, 600))


def test_the_nearest_name() -> None:
    assert Nearest()("shop.get-itm", ["shop.get-item", "shop.find", "x"]) == "shop.get-item"
    assert Nearest()("shop.get-itm", ["x" * 12, "get"]) is None


def test_a_renamed_namespace_gets_all_its_suggestions() -> None:
    known = [f"hubspot-crm.list-contact-properties-{n}" for n in range(80)]
    nearest = Nearest()
    assert all(nearest(name.replace("crm", "api"), known) for name in known)


def test_suggestions_end() -> None:
    known = [f"shop.f{n}" for n in range(1000)]
    nearest = Nearest()
    found = [nearest(f"shop.g{n}", known) for n in range(1000)]
    assert found[0] is not None
    assert found[-1] is None


def test_a_long_name_is_not_compared() -> None:
    assert Nearest()("x" * 1_000_000, ["y" * 1_000_000]) is None


def test_a_message_stays_short() -> None:
    data = spec(1, 1).replace(b"in: query", b"in: path").replace(b"k0", b"k" * 50_000)
    found = analyse("spec.yaml", data, "package").diagnostics
    assert found
    assert all(len(each.message) <= 1000 and len(each.help or "") <= 1000 for each in found)
