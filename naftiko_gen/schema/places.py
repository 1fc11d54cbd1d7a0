"""Where in the text a fault is shown."""

from __future__ import annotations

from typing import TypeAlias

from naftiko_gen.source import Mapping, Node, Place, Scalar, Sequence, Span

#: Keys and list indexes that lead from the root to a value.
Path: TypeAlias = tuple[str | int, ...]


def index(root: Node) -> dict[Path, Place]:
    """Return every place of a tree by its path."""
    places: dict[Path, Place] = {}

    def enter(path: Path, place: Place) -> None:
        places[path] = place
        match place.value:
            case Mapping(entries=entries):
                for entry in entries:
                    enter((*path, entry.name), Place(entry.key, entry.value))
            case Sequence(items=items):
                for number, item in enumerate(items):
                    enter((*path, number), Place(None, item))
            case Scalar():
                pass

    enter((), Place(None, root))
    return places


def of_mapping(place: Place) -> Span:
    """Return the place of a fault that concerns a whole value: its key, never the block."""
    return place.key.span if place.key else brief(place.value)


def of_value(place: Place) -> Span:
    """Return the place of a fault of a value: the value itself where it is written in place.

    What has no text, or spreads over lines of its own, is shown by its key.
    """
    match place.value:
        case Scalar(span=span) if span.start < span.end:
            return span
        case Scalar():
            return of_mapping(place)
        case value:
            return value.span if value.flow else of_mapping(place)


def brief(node: Node) -> Span:
    """Return a short piece at the start of a node: of a mapping its first key."""
    match node:
        case Scalar():
            return node.span
        case Mapping(entries=(first, *_)):
            return first.key.span
        case _:
            return node.span if node.flow else Span(node.span.start, node.span.start + 1)
