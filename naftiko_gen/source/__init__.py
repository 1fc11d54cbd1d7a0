"""Bytes become a tree that remembers where everything stood."""

from naftiko_gen.source.document import Document, Position
from naftiko_gen.source.faults import Fault, FaultKind
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

__all__ = [
    "Document",
    "Entry",
    "Fault",
    "FaultKind",
    "Mapping",
    "Node",
    "Place",
    "PlainData",
    "Position",
    "Scalar",
    "ScalarValue",
    "Sequence",
    "Span",
    "find",
    "to_data",
    "walk",
]
