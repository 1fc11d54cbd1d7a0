"""The diagnostics of each file below its name: ``line:column  CODE message``."""

from __future__ import annotations

from collections.abc import Sequence

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.render.palette import SEVERITY_STYLES, Style, painter
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source.document import Document


def render(document: Document, diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """Return the file's name and an indented line for each diagnostic, in the order given."""
    if not diagnostics:
        return ""
    paint = painter(color)
    positions = [document.position(each.span.start) for each in diagnostics]
    places = [f"{line}:{column}" for line, column in positions]
    width = max(map(len, places))
    lines = [paint(f"{escape(document.path)}:", Style.STRONG)]
    for place, each in zip(places, diagnostics, strict=True):
        code = paint(each.code, SEVERITY_STYLES[each.severity])
        lines.append(f"  {place:{width}} {code} {escape(each.message)}")
    return "".join(f"{line}\n" for line in (*lines, ""))
