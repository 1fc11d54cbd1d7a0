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
_COMMENT = re.compile(
    r"(?<![^ \t\r\n])#[ \t]*naftiko-gen:[ \t]*ignore(-file)?\[([^\]\r\n]*)\][ \t]*([^\r\n]*)"
)
_LINE_END = re.compile(r"[\r\n]|\Z")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. It silences diagnostics of ``codes`` that start on line ``line``.

    Where ``everywhere``, it does so in the whole file.
    """

    span: Span
    codes: tuple[str, ...]
    reason: str
    line: int
    everywhere: bool = False


def find(document: Document) -> tuple[Suppression, ...]:
    """Return the comments of a document that silence something, in the order of the text.

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
    for match in _COMMENT.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < values[before].end:
            continue
        codes = tuple(code.strip().upper() for code in match[2].split(","))
        line = document.position(match.start()).line
        span = Span(*match.span())
        found.append(Suppression(span, codes, match[3].strip(), line, bool(match[1])))
    return tuple(_placed(document, found))


def silence(
    document: Document, diagnostics: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the diagnostics that remain, and those that a comment silences."""
    codes: defaultdict[int | None, set[str]] = defaultdict(set)
    for suppression in find(document):
        line = None if suppression.everywhere else suppression.line
        codes[line].update(suppression.codes)
    if not codes:
        return list(diagnostics), []
    kept: list[Diagnostic] = []
    silenced: list[Diagnostic] = []
    for diagnostic in diagnostics:
        line = document.position(diagnostic.span.start).line
        here = diagnostic.code in (codes[line] | codes[None]) - {InternalFault.code}
        (silenced if here else kept).append(diagnostic)
    return kept, silenced


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
