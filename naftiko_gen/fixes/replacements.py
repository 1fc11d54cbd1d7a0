"""What a fix that comes with its diagnostic does to the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from naftiko_gen.fixes.hunks import Hunk, Path
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence, Span, read


class Replacements:
    """The single values and keys of a tree, by their places."""

    def __init__(self, root: Node) -> None:
        self._values: dict[Span, tuple[Path, Scalar]] = {}
        self._keys: dict[Span, tuple[Path, Mapping, Entry]] = {}
        self._walk(root, ())

    def hunks(self, edits: Iterable[tuple[Span, str]]) -> Iterator[Hunk]:
        """Yield what the edits are to change: an edit of a comment changes nothing."""
        for span, replacement in edits:
            if span in self._values:
                path, scalar = self._values[span]
                yield Hunk(path, scalar, replace(scalar, value=_value(replacement)))
            elif span in self._keys:
                path, mapping, entry = self._keys[span]
                renamed = Entry(replace(entry.key, value=str(_value(replacement))), entry.value)
                entries = tuple(renamed if each is entry else each for each in mapping.entries)
                yield Hunk(path, mapping, replace(mapping, entries=entries))

    def _walk(self, node: Node, path: Path) -> None:
        match node:
            case Scalar():
                self._values[node.span] = path, node
            case Sequence(items=items):
                for index, item in enumerate(items):
                    self._walk(item, (*path, index))
            case Mapping(entries=entries):
                for entry in entries:
                    self._keys[entry.key.span] = path, node, entry
                    self._walk(entry.value, (*path, entry.name))


def _value(text: str) -> str | int | float | bool | None:
    """Return what a text is as a single value; one that is none makes the comparison fail."""
    root = read("", text.encode())[0].root
    return root.value if isinstance(root, Scalar) else text
