"""Comments that silence a diagnostic where it stands: ``# naftiko-gen: ignore[CODE] reason``.

With ``ignore-file`` in place of ``ignore`` they silence it in the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import yaml

from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.diagnostics.model import Diagnostic, Span
from naftiko_gen.diagnostics.selection import MARK
from naftiko_gen.source.document import Document
from naftiko_gen.source.events import events
from naftiko_gen.source.extents import behind_properties

# A comment starts behind a space or a line break (YAML 1.2.2, section 6.6); it may start with
# words for somebody else.
_START = r"(?<![^ \t\r\n])#[ \t]*naftiko-gen"
_COMMENT = re.compile(
    _START + r":[ \t]*ignore(-file)?\[(?P<codes>[^\]\r\n]*)\][ \t]*(?P<reason>[^\r\n]*)"
)
# What only somebody writes who wants something ignored. Without the colon, prose about this
# program must not count: the bracket tells.
_MEANT = re.compile(
    _START + r"(?::[ \t]*(?:ignore|[\w-]+[ \t]*\[)|[ \t]+ignore[\w-]*[ \t]*\[)[^\r\n]*",
    re.IGNORECASE,
)
_CODE = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_LINE_END = re.compile(r"[\r\n]|\Z")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. It silences diagnostics of ``codes`` that start on line ``line``.

    Where ``everywhere``, it does so in the whole file. ``places`` are those of the codes;
    ``written`` is the comment's own line. Without codes it is not in the right form, and
    silences nothing.
    """

    span: Span
    codes: tuple[str, ...]
    reason: str
    line: int
    everywhere: bool = False
    places: tuple[Span, ...] = ()
    written: int = 0


def comments(document: Document) -> tuple[Suppression, ...]:
    """Return the comments of a document that are meant to silence something, in their order.

    A comment behind a value speaks of its own line; one that has its line to itself, of the
    next line, other such comments skipped. The same words in a value are no comment. A
    document without a root has no comments: nobody can tell them from values there.
    """
    text = document.text
    if document.root is None or MARK not in text:
        return ()
    values = _values(text)
    starts = [span.start for span in values]
    found: list[Suppression] = []
    for match in _MEANT.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= values[before].end:
            found.append(_read(document, match))
    return tuple(_placed(document, found))


def find(document: Document) -> tuple[Suppression, ...]:
    """Return the comments of a document that silence something, in the order of the text."""
    return tuple(each for each in comments(document) if each.codes)


def silence(
    document: Document, diagnostics: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the diagnostics that remain, and those that a comment silences."""
    return split(document, diagnostics, find(document))


def split(
    document: Document, diagnostics: Iterable[Diagnostic], found: Iterable[Suppression]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Do what `silence` does, by comments that are known already."""
    codes: defaultdict[int | None, set[str]] = defaultdict(set)
    for suppression in found:
        line = None if suppression.everywhere else suppression.line
        codes[line].update(suppression.codes)
    if not codes:
        return list(diagnostics), []
    kept: list[Diagnostic] = []
    silenced: list[Diagnostic] = []
    for diagnostic in diagnostics:
        line = document.position(diagnostic.span.start).line
        here = diagnostic.code in codes.get(line, ()) or diagnostic.code in codes.get(None, ())
        here = here and diagnostic.code != InternalFault.code
        (silenced if here else kept).append(diagnostic)
    return kept, silenced


def _read(document: Document, meant: re.Match[str]) -> Suppression:
    """Return a comment; what it lacks to be one leaves it without codes."""
    line = document.position(meant.start()).line
    match = _COMMENT.match(document.text, meant.start())
    if match is None:
        return Suppression(Span(*meant.span()), (), "", line, written=line)
    words = list(_CODE.finditer(document.text, *match.span("codes")))
    return Suppression(
        Span(*match.span()),
        tuple(word[0].upper() for word in words),
        match["reason"].strip(),
        line,
        bool(match[1]),
        tuple(Span(*word.span()) for word in words),
        line,
    )


def _placed(document: Document, found: list[Suppression]) -> Iterable[Suppression]:
    """Move each comment that has its line to itself to the line that it speaks of."""
    target: dict[int, int] = {}
    # From the end, so that a comment over another one knows where that one goes.
    for suppression in reversed(found):
        line = suppression.line
        if document.line(line).lstrip(" \t").startswith("#"):
            target[line] = target.get(line + 1, line + 1)
    for suppression in found:
        line = target.get(suppression.line, suppression.line)
        yield replace(suppression, line=line)


def _values(text: str) -> list[Span]:
    """Return the places of all keys and values that are single, in the order of the text."""
    spans: list[Span] = []
    for event, start, end in events(text):
        if not isinstance(event, yaml.ScalarEvent):
            continue
        if event.tag or event.anchor:
            start = min(behind_properties(text, start), end)
        if event.style in ("|", ">"):
            # The line with the sign may end in a comment.
            header = _LINE_END.search(text, start)
            start = header.start() if header else start
        spans.append(Span(start, end))
    return spans
