"""What `lint` says of one file: what was found, less what is not selected or is silenced."""

from __future__ import annotations

from typing import NamedTuple

from naftiko_gen import schema
from naftiko_gen.cli.reading import trace
from naftiko_gen.diagnostics import Diagnostic, suppression_rules
from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.diagnostics.selection import MARK, Selection
from naftiko_gen.pipeline import Analysis, analyse
from naftiko_gen.registry import RULES
from naftiko_gen.source import Document

# They judge every file: in most there is nothing to judge.
_ABOUT_COMMENTS = tuple(rule.code for rule in suppression_rules.RULES)


class Judged(NamedTuple):
    """One file; ``ran`` holds the codes of the selected rules that have judged all of it."""

    document: Document
    kept: list[Diagnostic]
    silenced: int
    ran: frozenset[str]


def judge(
    path: str, data: bytes, package: str, selection: Selection, *, strict: bool = False
) -> Judged:
    """Judge one file; ``path`` is what diagnostics show."""
    analysis = analyse(path, data, package, strict=strict)
    trace(analysis)
    return sift(analysis, selection, strict=strict)


def sift(analysis: Analysis, selection: Selection, *, strict: bool = False) -> Judged:
    """Keep of an analysis what is selected, and not silenced by a comment."""
    codes = set(filter(selection.includes, {each.code for each in analysis.diagnostics}))
    codes |= {InternalFault.code}  # else a rule that fails would look like one that is kept
    kept = [each for each in analysis.diagnostics if each.code in codes]
    # Without a tree nobody can tell comments from text.
    comments = _ABOUT_COMMENTS if analysis.document.root else ()
    ran = frozenset(filter(selection.includes, (*analysis.ran, *comments)))
    if MARK not in analysis.document.text:
        return Judged(analysis.document, kept, 0, ran)
    kept, silenced = _heed(analysis, kept, ran, strict=strict)
    return Judged(analysis.document, kept, len(silenced), ran)


def _heed(
    analysis: Analysis,
    found: list[Diagnostic],
    ran: frozenset[str],
    *,
    strict: bool,
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Heed the comments of a file, and judge them; few files have any."""
    from naftiko_gen.breaking import rules as breaking
    from naftiko_gen.diagnostics.suppression_review import review

    names = {rule.name: rule.code for rule in RULES}
    names |= {rule.name: rule.code for rule in breaking.RULES}
    # A comment may be for `--strict` alone; who runs both must not be told to remove it.
    uncertain = frozenset[str]() if strict else frozenset(rule.code for rule in schema.RULES)
    return review(analysis.document, found, names, ran - uncertain)
