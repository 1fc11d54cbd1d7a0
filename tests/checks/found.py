"""What is found in the small capability with a part of it replaced."""

from __future__ import annotations

from naftiko_gen.diagnostics import SKELETON, Diagnostic
from naftiko_gen.pipeline import analyse


def found(code: str, *changes: tuple[str, str]) -> list[Diagnostic]:
    """Return the diagnostics of one rule; each change replaces the last place of a text."""
    text = SKELETON
    for old, new in changes:
        before, there, after = text.rpartition(old)
        assert there, old
        text = before + new + after
    analysis = analyse("spec.yaml", text.encode(), "shop")
    assert not analysis.failures
    return [each for each in analysis.diagnostics if each.code == code]


def tool(name: str, description: str, *lines: str, hints: str = "{}") -> tuple[str, str]:
    """Return the change that appends a tool that calls ``shop.get-item``; ``lines`` go last."""
    end = "        id: shop-mcp.id\n"
    more = [
        f"    - name: {name}",
        f"      description: {description}",
        f"      hints: {hints}",
        "      call: shop.get-item",
        *(f"      {line}" for line in lines),
    ]
    return end, end + "\n".join(more) + "\n"
