"""A base URI that was left empty."""

from __future__ import annotations

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.pipeline import analyse


def test_it_has_to_be_set() -> None:
    text = SKELETON.replace("https://shop.test/v1", "''")
    analysis = analyse("spec.yaml", text.encode(), "shop")
    assert [each.message for each in analysis.diagnostics] == [
        "the base URI is open; `SHOP_BASE_URL` must be set to the whole of it"
    ]
    assert analysis.package is not None
    (setting,) = [s for s in analysis.package.settings if s.variable == "SHOP_BASE_URL"]
    assert setting.default is None
