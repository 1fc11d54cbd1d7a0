"""Documents and changes to them, for the tests of edits."""

from __future__ import annotations

from collections.abc import Callable

from naftiko_gen.fixes.edits import Editor
from naftiko_gen.fixes.hunks import Hunk, Origin, differences, patch, same
from naftiko_gen.source import (
    Entry,
    Mapping,
    Node,
    PlainData,
    Scalar,
    Sequence,
    Span,
    apply_edits,
    read,
)


def edited(before: str, change: Callable[[Node], Node]) -> str:
    """Return the text with a change of its tree carried out; it reads as the changed tree."""
    document, _ = read("", before.encode())
    assert document.root is not None
    origin = Origin(document.root)
    editor = Editor(document, origin)
    hunks: list[Hunk] = []
    edits: list[tuple[Span, str]] = []
    for old, new in differences(document.root, change(document.root)):
        edits += [(edit.span, edit.replacement) for edit in editor.edits(old, new)]
        written = origin.find(old)
        assert written
        hunks.append(Hunk(written.path, old, new))
    after = apply_edits(before, edits)
    again = read("", after.encode())[0].root
    assert again is not None, after
    assert same(again, patch(document.root, hunks)), after
    return after


def node(data: PlainData, span: Span) -> Node:
    """Return data as new nodes that stand for the text at a place."""
    match data:
        case dict():
            return Mapping(
                span,
                tuple(Entry(Scalar(span, key), node(value, span)) for key, value in data.items()),
            )
        case list():
            return Sequence(span, tuple(node(each, span) for each in data))
        case _:
            return Scalar(span, data)
