"""One line a diagnostic: ``file:line:col: CODE message``."""

from __future__ import annotations

from collections.abc import Sequence

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.render.palette import SEVERITY_STYLES, Style, painter
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source.document import Document


def render(document: Document, diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """Return a line for each diagnostic, in the order given."""
    paint = painter(color)
    path = escape(document.path)
    lines: list[str] = []
    for diagnostic in diagnostics:
        line, column = document.position(diagnostic.span.start)
        place = paint(f"{path}:{line}:{column}:", Style.STRONG)
        code = paint(diagnostic.code, SEVERITY_STYLES[diagnostic.severity])
        lines.append(f"{place} {code} {escape(diagnostic.message)}\n")
    return "".join(lines)
