"""What a whole run found: the input of the formats that are one text for all documents."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.summary import Totals
from naftiko_gen.source.document import Document

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Result:
    """A document and the diagnostics of it that are to be shown."""

    document: Document
    diagnostics: Sequence[Diagnostic]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and the reason in the words of the operating system."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """The results in the order of the files.

    ``totals`` counts hidden infos too; ``silenced``, what comments ignore; ``skipped``, the
    files that were left out because they are no capability; ``known``, what the baseline has;
    ``fixed``, entries of the baseline of which nothing is found any more.
    """

    results: Sequence[Result]
    totals: Totals
    silenced: int = 0
    skipped: int = 0
    unreadable: Sequence[Unreadable] = ()
    known: int = 0
    fixed: int = 0


def dump(tree: object, indent: int | None = 2) -> str:
    """Return plain data as JSON in ASCII, so that no encoding of a terminal or pipe harms it.

    A lone surrogate (a byte of a file's name that is no UTF-8) has no form in JSON that all
    readers take; it becomes a question mark.
    """
    text = json.dumps(tree, indent=indent, ensure_ascii=False) + "\n"
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], sound)
