"""What is said of a base URI with placeholders."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.pipeline import analyse

#: The skeleton with a variable for the host.
_TEXT = SKELETON.replace("  keys:\n", "  keys:\n    SHOP_HOST: SHOP_HOST\n", 1)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("https://{{SHOP_HOST}}/v1", "`SHOP_HOST` is only a part of the base URI"),
        ("https://{{SHOP_HOST}}/{version}", "the base URI is open"),
        ("https://{host}/v1", "the base URI is open"),
    ],
)
def test_a_bound_part_is_named(uri: str, said: str) -> None:
    [message] = _said(uri)
    assert message == f"{said}; `SHOP_BASE_URL` must be set to the whole of it"


def test_a_bound_variable_that_is_the_whole_is_in_order() -> None:
    assert _said("{{SHOP_HOST}}") == []


def _said(uri: str) -> list[str]:
    data = _TEXT.replace("https://shop.test/v1", f'"{uri}"').encode()
    found = analyse("spec.yaml", data, "shop").diagnostics
    return [each.message for each in found if each.code == "NK915"]
