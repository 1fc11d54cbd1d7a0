"""Documents and diagnostics as tests need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast

from jsonschema import Draft202012Validator

from naftiko_gen.diagnostics import SKELETON, Diagnostic
from naftiko_gen.source import Document, Entry, Mapping, Node, PlainData, Scalar, Sequence, to_data
from naftiko_gen.source.reader import read

#: Facts that the project is given beside its checkout; not part of it.
SHARED = Path(__file__).resolve().parents[3] / "shared"

VERSION = "naftiko-1.0.0-alpha2"

#: Valid documents by folder: those of a version key use every key of its newest version, those
#: of a version what no newer one has.
DOCUMENTS = {
    folder.name: {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    for folder in sorted((Path(__file__).parent / "documents").iterdir())
}
#: Valid documents of `VERSION`, and the skeleton of the examples.
TEXTS = {"skeleton": SKELETON, **DOCUMENTS["naftiko"]}

#: Says whether a schema accepts a value.
Verdict: TypeAlias = "Callable[[PlainData], bool]"


class _Validator(Protocol):
    def is_valid(self, instance: PlainData) -> bool: ...


def verdict_of(schema: dict[str, Any]) -> Verdict:
    """Return a schema as its verdict."""
    return cast("_Validator", Draft202012Validator(schema)).is_valid


def parse(text: str | bytes, path: str = "capability.yaml") -> Document:
    """Read a text that has no faults that leave it without a tree."""
    document, _ = read(path, text if isinstance(text, bytes) else text.encode())
    assert document.root is not None
    return document


def from_data(data: PlainData) -> Document:
    """Write plain data as a text (JSON is YAML) and read it."""
    return parse(json.dumps(data))


def plain(text: str | bytes) -> PlainData:
    """Read a text as plain data."""
    root = parse(text).root
    assert root is not None
    return to_data(root)


def entries(node: Node, parent: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield every entry of a tree with the key that its mapping stands under."""
    match node:
        case Mapping():
            for entry in node.entries:
                yield parent, entry
                yield from entries(entry.value, entry.name)
        case Sequence():
            for item in node.items:
                yield from entries(item, parent)
        case Scalar():
            pass


def marked(document: Document, diagnostics: Iterable[Diagnostic]) -> list[tuple[str, str, str]]:
    """Return code, marked text and line of each diagnostic."""
    return [
        (
            diagnostic.code,
            document.text[diagnostic.span.start : diagnostic.span.end],
            document.line(document.position(diagnostic.span.start).line),
        )
        for diagnostic in diagnostics
    ]
