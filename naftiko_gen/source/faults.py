"""What can be wrong with a text before it is a tree of nodes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from naftiko_gen.source.nodes import Span


class FaultKind(Enum):
    """The kinds of fault; each is a rule of its own."""

    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    SYNTAX = "syntax"
    EMPTY = "empty"
    SEVERAL_DOCUMENTS = "several-documents"
    DUPLICATE_KEY = "duplicate-key"
    COMPLEX_KEY = "complex-key"
    CYCLE = "cycle"
    TOO_DEEP = "too-deep"
    ALIAS_EXPANSION = "alias-expansion"
    TAG = "tag"
    MERGE_KEY = "merge-key"
    CHARACTER = "character"
    NUMBER = "number"
    AMBIGUOUS_SCALAR = "ambiguous-scalar"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the text. ``related`` are further places with a word for each."""

    kind: FaultKind
    message: str
    span: Span
    related: tuple[tuple[Span, str], ...] = ()
