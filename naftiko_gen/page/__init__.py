"""The page of one analysed file: what is known of it, made ready for ``emit``."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import PurePath

from naftiko_gen.diagnostics import Diagnostic, Label, Severity
from naftiko_gen.diagnostics.links import url
from naftiko_gen.diagnostics.summary import count, summarise
from naftiko_gen.emit.page import Note, Page, Piece, Reference, render_page
from naftiko_gen.page.facts import facts
from naftiko_gen.page.listing import Listing
from naftiko_gen.page.places import places
from naftiko_gen.pipeline import Analysis

_ORDER = tuple(Severity)


def page(analysis: Analysis) -> bytes:
    """Return an HTML file about a capability; one with errors gets its text and its diagnostics.

    The file needs nothing but itself: it loads nothing, and runs no script.
    """
    document = analysis.document
    listing = Listing(document)
    notes = [_note(listing, number, each) for number, each in enumerate(analysis.diagnostics, 1)]
    severities = [each.severity for each in analysis.diagnostics]
    known = facts(document)
    problems = tuple(n for n in notes if n.severity != Severity.INFO.value)
    file = PurePath(document.path).name
    name, folder = (shlex.quote(each) for each in (file, PurePath(file).stem))
    view = Page(
        file=file,
        version=known.version,
        label=known.label or file,
        description=known.description,
        tags=known.tags,
        dates=known.dates,
        problems=problems,
        readings=tuple(n for n in notes if n.severity == Severity.INFO.value),
        verdict=min(severities, key=_ORDER.index).value if severities else Severity.INFO.value,
        totals=" ".join(summarise(count(analysis.diagnostics), infos_shown=True).splitlines()),
        lines=listing.lines(zip((each.span for each in analysis.diagnostics), notes, strict=True)),
        run=f"naftiko-gen run {name} --stub",
        generate=f"naftiko-gen generate {name} -o {folder}",
    )
    return render_page(view, analysis.package, places(document))


def _note(listing: Listing, number: int, diagnostic: Diagnostic) -> Note:
    line, column = listing.position(diagnostic.span.start)
    return Note(
        anchor=f"d{number}",
        link=f"#L{line}",
        line=f"line {line}",
        column=f"column {column}",
        severity=diagnostic.severity.value,
        code=diagnostic.code,
        name=diagnostic.name,
        explained_at=url(diagnostic),
        message=_phrase(diagnostic.message),
        help=_phrase(diagnostic.help or ""),
        fix=_phrase(diagnostic.fix.title if diagnostic.fix else ""),
        related=tuple(_references(listing, diagnostic.related)),
    )


def _references(listing: Listing, labels: Iterable[Label]) -> Iterable[Reference]:
    for label in labels:
        line, _ = listing.position(label.span.start)
        yield Reference(f"#L{line}", f"line {line}", _phrase(label.message))


def _phrase(text: str) -> tuple[Piece, ...]:
    """Split a message at its backticks; where they come in no pairs, they are just text."""
    parts = text.split("`") if text.count("`") % 2 == 0 else [text]
    styles = ("", "code")
    return tuple(Piece(part, styles[at % 2]) for at, part in enumerate(parts) if part)
