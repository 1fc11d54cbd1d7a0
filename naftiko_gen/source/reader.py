"""Reads one YAML file into a document."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

from naftiko_gen.source.composer import compose
from naftiko_gen.source.decoding import decode
from naftiko_gen.source.document import Document
from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.limits import Limits
from naftiko_gen.source.nodes import Span


def read(
    path: str, data: bytes, limits: Limits | None = None
) -> tuple[Document, tuple[Fault, ...]]:
    """Read the bytes of a file as YAML 1.2, core schema.

    ``path`` is only the name that the document bears. The faults come in the order of the
    text. Nothing that a file may hold raises an exception: a fault of these kinds leaves the
    document without a root: ENCODING, CHARACTER, TOO_LARGE, SYNTAX, EMPTY,
    SEVERAL_DOCUMENTS, CYCLE, TOO_DEEP, ALIAS_EXPANSION. The other kinds leave a tree:

    - DUPLICATE_KEY: the first entry counts
    - COMPLEX_KEY, MERGE_KEY: without the entry
    - TAG: the value is read as if the tag were not there
    - NUMBER: the value is its text
    - AMBIGUOUS_SCALAR: the value is what YAML 1.2 says
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        message = f"the file has {len(data)} bytes; at most {limits.size} are read"
        return Document(path, ""), (Fault(FaultKind.TOO_LARGE, message, Span(0, 0)),)
    text, fault = decode(data)
    if fault is not None:
        return Document(path, text), (fault,)
    with _without_collector():
        root, faults = compose(text, limits)
    faults.sort(key=lambda fault: fault.span)
    return Document(path, text, root), tuple(faults)


@contextmanager
def _without_collector() -> Generator[None]:
    """Hold the garbage collector off: it finds no cycles among nodes, in as much time again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
