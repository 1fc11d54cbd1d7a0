"""Bytes become a tree that remembers where everything stood."""

from naftiko_gen.source.document import Document, Position
from naftiko_gen.source.edit import apply_edits
from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.limits import Limits
from naftiko_gen.source.nodes import (
    Entry,
    Mapping,
    Node,
    Place,
    PlainData,
    Scalar,
    ScalarValue,
    Sequence,
    Span,
    find,
    to_data,
    walk,
)
from naftiko_gen.source.reader import read

__all__ = [
    "Document",
    "Entry",
    "Fault",
    "FaultKind",
    "Limits",
    "Mapping",
    "Node",
    "Place",
    "PlainData",
    "Position",
    "Scalar",
    "ScalarValue",
    "Sequence",
    "Span",
    "apply_edits",
    "find",
    "read",
    "to_data",
    "walk",
]
