"""Examples that replace the end of the small capability in which they stand."""

from __future__ import annotations

from naftiko_gen.diagnostics import SKELETON, Example


def from_operation(operation: str, tools: str) -> Example:
    """Return an example with another consumed operation ``get-item`` and other tools.

    ``operation`` are the lines below the operation's name, ``tools`` the ones below ``tools:``.
    """
    start = "      - name: get-item\n        method: GET\n"
    adapter = "  exposes:\n  - type: mcp\n    namespace: shop-mcp\n    port: 9090\n    tools:\n"
    name, _, _ = start.partition("\n")
    return Example(f"{name}\n{operation}{adapter}{tools}", SKELETON[SKELETON.index(start) :])
