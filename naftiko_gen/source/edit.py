"""Changes pieces of a text and leaves every other character as it stands."""

from __future__ import annotations

from collections.abc import Iterable

from naftiko_gen.source.nodes import Span


def apply_edits(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """Return ``text`` with each span replaced by its new text.

    The order of the edits does not matter, but for insertions at the same place: they
    follow each other as given.

    Raises:
        ValueError: two edits overlap, or a span lies outside the text.
    """
    pieces: list[str] = []
    end = 0
    for span, replacement in sorted(edits, key=lambda edit: edit[0]):
        if not span.start <= span.end <= len(text) or span.start < 0:
            raise ValueError(f"no such place in the text: {span}")
        if span.start < end:
            raise ValueError(f"two edits overlap at {span}")
        pieces += text[end : span.start], replacement
        end = span.end
    pieces.append(text[end:])
    return "".join(pieces)
