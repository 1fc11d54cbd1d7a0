"""What is to be expected of a call, by the hints of a tool or the verb of a request."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.emit.offer import Badge, Effect, Offer, Upstream, offer
from naftiko_gen.pipeline import analyse

HINTS = "      hints:\n        readOnly: true\n"


def _offer(spec: str) -> Offer:
    package = analyse("shop.yaml", spec.encode(), "shop").package
    assert package is not None
    return offer(package)


@pytest.mark.parametrize(
    ("hints", "verb", "effect", "badges", "repeatable"),
    [
        ("readOnly: true", "GET", Effect.READS, ["read-only"], True),
        ("readOnly: true", "POST", Effect.READS, ["read-only"], True),
        ("destructive: true", "GET", Effect.DESTROYS, ["destructive"], False),
        ("destructive: false", "DELETE", Effect.CHANGES, ["changes state"], False),
        ("readOnly: false", "GET", Effect.DESTROYS, ["changes state"], False),
        ("idempotent: true", "POST", Effect.DESTROYS, ["idempotent"], True),
        ("openWorld: true", "GET", Effect.READS, ["open world"], True),
        ("openWorld: false", "PUT", Effect.DESTROYS, ["closed world"], False),
        ("", "GET", Effect.READS, ["no hints"], True),
        ("", "PATCH", Effect.DESTROYS, ["no hints"], False),
    ],
)
def test_tools(hints: str, verb: str, effect: Effect, badges: list[str], repeatable: bool) -> None:
    written = f"      hints:\n        {hints}\n" if hints else ""
    spec = SKELETON.replace(HINTS, written).replace("method: GET", f"method: {verb}", 1)
    (tool,) = _offer(spec).tools
    assert (tool.effect, [each.text for each in tool.badges]) == (effect, badges)
    assert tool.repeatable is repeatable


@pytest.mark.parametrize(
    ("verb", "effect", "repeatable"),
    [
        ("GET", Effect.READS, True),
        ("POST", Effect.CHANGES, False),
        ("PUT", Effect.CHANGES, True),
        ("PATCH", Effect.CHANGES, False),
        ("DELETE", Effect.DESTROYS, True),
    ],
)
def test_operations(verb: str, effect: Effect, repeatable: bool) -> None:
    before, method, after = SKELETON.rpartition("method: GET")
    (operation,) = _offer(before + method.replace("GET", verb) + after).operations
    assert (operation.effect, operation.repeatable) == (effect, repeatable)


def _upstream(authentication: str) -> Upstream:
    start = SKELETON.index("    authentication:")
    end = SKELETON.index("    resources:")
    spec = SKELETON[:start] + authentication + SKELETON[end:]
    (upstream,) = _offer(spec.replace("  keys:\n", "  keys:\n    A: A\n")).upstreams
    return upstream


@pytest.mark.parametrize(
    ("authentication", "credential", "variables"),
    [
        ("", "", ()),
        (
            "    authentication: {type: bearer, token: '{{SHOP_TOKEN}}'}\n",
            "the header Authorization",
            ("SHOP_TOKEN",),
        ),
        (
            "    authentication: {type: apikey, placement: query, key: k, value: '{{A}}'}\n",
            "the query parameter k",
            ("A",),
        ),
        (
            "    authentication: {type: basic, username: me, password: '{{SHOP_TOKEN}}'}\n",
            "HTTP Basic credentials",
            ("SHOP_TOKEN",),
        ),
    ],
)
def test_credentials(authentication: str, credential: str, variables: tuple[str, ...]) -> None:
    upstream = _upstream(authentication)
    assert (upstream.credential, upstream.variables) == (credential, variables)


@pytest.mark.parametrize(
    ("uri", "base_url", "address"),
    [
        ("https://shop.test/v1", "https://shop.test/v1", "SHOP_BASE_URL"),
        ("https://{host}/v1", "", "SHOP_BASE_URL"),
    ],
)
def test_addresses(uri: str, base_url: str, address: str) -> None:
    (upstream,) = _offer(SKELETON.replace("https://shop.test/v1", uri)).upstreams
    assert (upstream.base_url, upstream.address) == (base_url, address)


def test_the_whole_offer() -> None:
    offered = _offer(SKELETON)
    (rest,), (mcp,), (upstream,) = offered.rest, offered.mcp, offered.upstreams
    assert (rest.url, mcp.url) == ("http://127.0.0.1:8080", "http://127.0.0.1:9090/mcp")
    (operation,), (tool,) = rest.operations, mcp.tools
    assert (operation.verb, operation.path, operation.inputs[0].place) == (
        *("GET", "/items/{id}", "path"),
    )
    assert tool.badges == (Badge("read-only", "safe"),)
    assert (tool.calls.verb, tool.calls.path, tool.calls.namespace) == (
        *("GET", "/items/{id}", "shop"),
    )
    (method,) = upstream.methods
    assert [(each.namespace, each.label) for each in method.used_by] == [
        *(("shop-rest", "GET /items/{id}"), ("shop-mcp", "get-item")),
    ]
    token = offered.settings[0]
    assert (token.variable, token.required, token.secret) == ("SHOP_TOKEN", True, True)
