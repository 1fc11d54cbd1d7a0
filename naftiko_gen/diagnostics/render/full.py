"""A diagnostic as a person wants it: what, where in the text, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.render.frame import Mark, frame, gutter_width
from naftiko_gen.diagnostics.render.palette import SEVERITY_STYLES, Paint, Style, painter
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source.document import Document


def render(document: Document, diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """Return a block for each diagnostic, in the order given.

    Each block ends with an empty line, so the results for several documents can be joined.
    """
    paint = painter(color)
    lines = (line for each in diagnostics for line in _block(document, each, paint))
    return "".join(f"{line}\n" for line in lines)


def _block(document: Document, diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    style = SEVERITY_STYLES[diagnostic.severity]
    primary = Mark(diagnostic.span, style, sign="^")
    related = [
        Mark(label.span, Style.FRAME, sign="-", text=escape(label.message))
        for label in diagnostic.related
    ]
    margin = " " * gutter_width(document, [primary, *related])
    line, column = document.position(diagnostic.span.start)

    kind = paint(f"{diagnostic.severity.value}[{diagnostic.code}]", style)
    title = paint(f"{diagnostic.name}: {escape(diagnostic.message)}", Style.STRONG)
    yield f"{kind} {title}"
    yield f"{margin}{paint('-->', Style.FRAME)} {escape(document.path)}:{line}:{column}"
    yield from frame(document, primary, related, paint)
    notes = list(_notes(diagnostic))
    if notes:
        yield paint(f"{margin} |", Style.FRAME)
    for head, text in notes:
        yield f"{margin} {paint('=', Style.FRAME)} {paint(head, Style.STRONG)}: {escape(text)}"
    yield ""


def _notes(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    if diagnostic.help:
        yield "help", diagnostic.help
    if diagnostic.fix:
        yield ("fix" if diagnostic.fix.safe else "unsafe fix"), diagnostic.fix.title
