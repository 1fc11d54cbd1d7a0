"""Braces that stay open are text: no variable that would excuse a secret or leave a URI open."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics.rule import SKELETON
from naftiko_gen.pipeline import analyse

TOKEN = 'token: "{{SHOP_TOKEN}}"'
URI = "baseUri: https://shop.test/v1"


def codes(old: str, new: str) -> set[str]:
    assert old in SKELETON
    found = analyse("spec.yaml", SKELETON.replace(old, new).encode(), "package").diagnostics
    return {each.code for each in found}


@pytest.mark.parametrize("token", ["{{", "a{{b", "}}{{"])
def test_a_secret(token: str) -> None:
    assert codes(TOKEN, f'token: "{token}"') == codes(TOKEN, 'token: "secret"') != set()


@pytest.mark.parametrize("end", ["{{", "{", "}}", "{{a"])
def test_a_base_uri(end: str) -> None:
    found = codes(URI, f'baseUri: "https://shop.test/v1{end}"')
    assert found == codes(URI, 'baseUri: "https://shop.test/v1^"') != set()


def test_one_with_a_placeholder_is_open() -> None:
    assert codes(URI, 'baseUri: "https://shop.test/{tenant}"') == codes(
        URI, 'baseUri: "https://shop.test/{{tenant}}"'
    )
