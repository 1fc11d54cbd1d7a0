"""Rules over the parts of documents, in both shapes and in all places."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.diagnostics.rule import SKELETON
from naftiko_gen.pipeline import analyse

CALL = "      call: shop.get-item\n      with:\n        id: shop-mcp.id\n"
HINTS = "        readOnly: true\n"
EXPOSES = "  exposes:\n"
BASE = "    baseUri: https://shop.test/v1\n"
OAUTH = "authentication: {type: oauth2, authorizationServerUri: %s, resource: %s, scopes: %s}"


def diagnostics(text: str) -> Sequence[Diagnostic]:
    return analyse("spec.yaml", text.encode(), "shop").diagnostics


def changed(*changes: tuple[str, str]) -> str:
    """Return the skeleton with the last occurrence of each text replaced."""
    text = SKELETON
    for before, after in changes:
        head, found, tail = text.rpartition(before)
        assert found, before
        text = head + after + tail
    return text


def count(code: str, *changes: tuple[str, str]) -> int:
    return sum(each.code == code for each in diagnostics(changed(*changes)))


@pytest.mark.parametrize(
    ("semantics", "hints", "contradictions"),
    [
        ("safe: true", "readOnly: false", 1),
        ("safe: true", "destructive: true", 1),
        ("safe: true", "readOnly: true", 0),
        ("safe: false", "readOnly: true", 1),
        ("safe: false", "destructive: true", 0),
        ("idempotent: true", "idempotent: false", 1),
        ("idempotent: false", "idempotent: true", 1),
        ("idempotent: true", "readOnly: false", 0),
        ("safe: true, idempotent: true", "readOnly: false, idempotent: false", 2),
        ("cacheable: true", "readOnly: false", 0),
    ],
)
def test_hints_against_semantics(semantics: str, hints: str, contradictions: int) -> None:
    aggregate = (
        "  aggregates:\n  - label: Items\n    namespace: items\n    functions:\n    - name: get\n"
        f"      description: Gets.\n      semantics: {{{semantics}}}\n      call: shop.get-item\n"
    )
    # What has hints of its own in a flow mapping is the last tool.
    changes = (
        ("      hints:\n" + HINTS, f"      hints: {{{hints}}}\n"),
        (CALL, "      ref: items.get\n" + aggregate),
    )
    assert count("NK764", *changes) == contradictions


@pytest.mark.parametrize(
    ("semantics", "method", "contradictions"),
    [
        ("safe: true", "GET", 0),
        ("safe: true", "DELETE", 1),
        ("safe: false", "GET", 1),
        ("safe: false", "PUT", 0),
        ("idempotent: true", "POST", 1),
        ("idempotent: true", "PUT", 0),
        ("idempotent: false", "POST", 0),
    ],
)
def test_methods_against_semantics(semantics: str, method: str, contradictions: int) -> None:
    text = SKELETON.replace(
        "      - method: GET\n        name: get-item\n",
        f"      - method: {method}\n        ref: items.get\n        name: get-item\n",
    ).replace("        call: shop.get-item\n        with:\n          id: shop-rest.id\n", "", 1)
    text += (
        "  aggregates:\n  - label: Items\n    namespace: items\n    functions:\n    - name: get\n"
        f"      description: Gets.\n      semantics: {{{semantics}}}\n      call: shop.get-item\n"
    )
    found = diagnostics(text)
    assert sum(each.code == "NK764" for each in found) == contradictions


def test_semantics_of_flows_by_name() -> None:
    text = (
        "ikanos: 1.0.0-beta5\ninfo: {display: a, description: b}\ncapability:\n"
        "  exposes:\n  - type: mcp\n    namespace: m\n    port: 9090\n    tools:\n"
        "      one:\n        description: d\n        hints: {readOnly: false}\n        ref: a.get\n"
        "  aggregates:\n  - display: A\n    namespace: a\n    flows:\n      get:\n"
        "        description: d\n        semantics: {safe: true}\n"
        "        outputParameters: {x: {type: string, value: x}}\n"
    )
    assert [each.code for each in diagnostics(text)] == ["NK210", "NK764"]


@pytest.mark.parametrize(
    ("step", "scripting", "missing"),
    [
        ("", "", 2),
        ("language: python, ", "", 1),
        ("", "{defaultLocation: 'file:///opt/shop'}", 1),
        ("", "{defaultLocation: 'file:///opt/shop', defaultLanguage: groovy}", 0),
        ("language: python, location: 'file:///opt/shop', ", "", 0),
    ],
)
def test_where_scripts_are(step: str, scripting: str, missing: int) -> None:
    steps = (
        f"      steps: [{{type: script, {step}name: pick, file: pick.py}}]\n"
        "      outputParameters: [{name: pick, type: string}]\n"
    )
    management = f"\n    management: {{scripting: {scripting}}}" if scripting else ""
    control = f"  exposes:\n  - type: control\n    port: 9091{management}\n"
    assert count("NK763", (CALL, steps), (EXPOSES, control)) == missing


def test_control_adapters() -> None:
    control = "  - type: control\n    port: {}\n"
    clash = EXPOSES + control.format(9090) + control.format(9090)
    found = [each for each in diagnostics(changed((EXPOSES, clash))) if each.code == "NK752"]
    # The second control adapter; its port; that of the MCP adapter.
    assert len(found) == 3
    assert all(each.related for each in found)


@pytest.mark.parametrize(("address", "found"), [("127.0.0.1", 0), ("::1", 0), ("10.0.0.1", 1)])
def test_addresses_of_control_adapters(address: str, found: int) -> None:
    control = f"  exposes:\n  - type: control\n    port: 9091\n    address: '{address}'\n"
    assert count("NK753", (EXPOSES, control)) == found


@pytest.mark.parametrize(
    ("server", "resource", "scopes", "codes"),
    [
        ("https://login.test", "https://shop.test", "[a]", []),
        ("http://login.test", "https://shop.test", "[a]", ["NK710"]),
        ("https://login.test", "http://shop.test", "[]", ["NK711", "NK710"]),
    ],
)
def test_oauth(server: str, resource: str, scopes: str, codes: list[str]) -> None:
    block = "    " + OAUTH % (server, resource, scopes) + "\n"
    text = changed(("    tools:\n", block + "    tools:\n"))
    assert [d.code for d in diagnostics(text) if d.code.startswith("NK71")] == codes


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("http://shop.test", 1),
        ("http://10.0.0.7:8000", 1),
        ("http://localhost:8000", 0),
        ("http://127.0.0.2", 0),
        ("http://[::1]:8000", 0),
        ("http://shop.localhost", 0),
        ("https://shop.test", 0),
    ],
)
def test_credentials_over_plain_http(uri: str, found: int) -> None:
    assert count("NK704", (BASE, f"    baseUri: {uri}\n")) == found


def test_plain_http_without_credentials() -> None:
    secret = "    authentication:\n      type: bearer\n" + '      token: "{{SHOP_TOKEN}}"\n'
    assert count("NK704", (BASE + secret, "    baseUri: http://shop.test\n")) == 0


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("https://example.com/v1", 1),
        ("https://API.EXAMPLE.ORG", 1),
        ("https://your-domain.atlassian.net", 1),
        ("https://my-subdomain.zendesk.com", 1),
        ("https://shop.invalid", 1),
        ("https://shop.example", 0),
        ("https://myexample.com", 0),
        ("https://your-own.shop.test", 0),
        ("https://yourstore.com", 0),
    ],
)
def test_hosts_that_stand_for_others(uri: str, found: int) -> None:
    assert count("NK759", (BASE, f"    baseUri: {uri}\n")) == found


@pytest.mark.parametrize(
    ("base", "paths", "found"),
    [
        ("https://shop.test/api", ["/api/a", "/api/b"], 1),
        ("https://shop.test/rest/V1", ["/V1/a", "/V1"], 1),
        ("https://shop.test/api", ["/api/a", "/apis/b"], 0),
        ("https://shop.test/api", ["/api/a"], 0),
        ("https://shop.test", ["/api/a", "/api/b"], 0),
    ],
)
def test_bases_that_are_repeated(base: str, paths: list[str], found: int) -> None:
    resources = "".join(
        f"  - {{name: r{n}, path: {path}, operations: [{{name: o{n}, method: GET}}]}}\n"
        for n, path in enumerate(paths)
    )
    text = (
        "naftiko: 1.0.0-alpha2\ninfo: {label: a, description: b}\nconsumes:\n- type: http\n"
        f"  namespace: s\n  description: d\n  baseUri: {base}\n  resources:\n{resources}"
    )
    assert sum(each.code == "NK758" for each in diagnostics(text)) == found


def test_one_resource_that_a_rewrite_splits_is_no_duplicate() -> None:
    """Operations with paths of their own become resources of one name."""
    operations = (
        "          in: path\n      - name: list-items\n        method: GET\n        path: /all\n"
        "      - name: count-items\n        method: GET\n        path: /count\n  exposes:\n"
    )
    found = diagnostics(changed(("          in: path\n  exposes:\n", operations)))
    assert "NK116" in {each.code for each in found}
    assert "NK408" not in {each.code for each in found}


def test_secrets_arguments_of_tools_only() -> None:
    """A REST operation may pass on what its caller proves itself by; a tool may not."""
    header = "        - name: X-Session-Token\n          in: header\n"
    rest = "          id: shop-rest.id\n          X-Session-Token: shop-rest.session\n"
    changes = [
        ("          in: path\n  exposes:\n", f"          in: path\n{header}  exposes:\n"),
        ("          id: shop-rest.id\n", rest),
    ]
    assert count("NK706", *changes) == 0
    tool = "        id: shop-mcp.id\n        X-Session-Token: {}\n"
    last = "        id: shop-mcp.id\n"
    assert count("NK706", *changes, (last, tool.format("shop-mcp.session"))) == 1
    assert count("NK706", *changes, (last, tool.format("fixed"))) == 0
