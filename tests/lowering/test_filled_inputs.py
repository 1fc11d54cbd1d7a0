"""What is said of a tool's input that the authentication gives a value to."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.pipeline import analyse

_BEARER = '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n'
_API_KEY = (
    '      type: apikey\n      key: appid\n      placement: query\n      value: "{{SHOP_TOKEN}}"\n'
)
_INPUT = "      inputParameters:\n      - name: id\n        type: string\n"


@pytest.mark.parametrize(
    ("authentication", "name", "filled"),
    [
        (_BEARER, "Authorization", True),
        (_BEARER, "appid", False),
        (_API_KEY, "appid", True),
        (_API_KEY, "Authorization", False),
    ],
)
def test_the_authentication_is_named_where_it_fills(
    authentication: str, name: str, filled: bool
) -> None:
    more = f"      - name: {name}\n        type: string\n        description: A key.\n"
    text = SKELETON.replace(_BEARER, authentication)
    text = text.replace(_INPUT, _INPUT.replace("      - name: id", f"{more}      - name: id"), 1)
    found = analyse("spec.yaml", text.encode(), "shop").diagnostics
    [message] = [each.message for each in found if each.code == "NK914"]
    if filled:
        assert message == f"the authentication fills `{name}`; this input is left out"
    else:
        assert message == f"`shop.get-item` has nothing for `{name}`; it is left out"
