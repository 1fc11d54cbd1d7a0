"""What a rewrite is, and how one changes a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, TypeAlias

from naftiko_gen.diagnostics import Diagnostic, Rule
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

#: Returns the node itself where nothing is to be changed.
Change: TypeAlias = Callable[[Node], Node]


class Rewrite(Rule):
    """A rule that reads one habit of published files and gives its canonical form.

    ``apply`` takes the root of a document and returns the rewritten root. It never changes
    what it does not recognise; every change it makes comes with a diagnostic in ``found``.
    New nodes carry the spans of the text that they stand for.

    ``remedy`` is the title of the fix that writes the official form into the text, empty where
    there is none; ``remedy_is_safe`` says that the generated package stays as it is. ``says`` are
    the codes of other rules whose diagnostics ``apply`` makes.
    """

    remedy: ClassVar[str] = ""
    remedy_is_safe: ClassVar[bool] = True
    says: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rewrite the document."""
        raise NotImplementedError

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Return the document as it is to be written: by default, as it is read."""
        return cls.apply(root, [])


def at(root: Node, path: str, change: Change) -> Node:
    """Apply ``change`` at every place that ``path`` leads to.

    ``path`` has keys between slashes; ``*`` stands for each item of a list. Places that are
    not there, or are of another shape, stay as they are.
    """
    return _at(root, tuple(path.split("/")), change)


def _at(node: Node, path: tuple[str, ...], change: Change) -> Node:
    if not path:
        return change(node)
    step, rest = path[0], path[1:]
    match node:
        case Sequence(items=items) if step == "*":
            changed = tuple(_at(item, rest, change) for item in items)
            same = all(new is old for new, old in zip(changed, items, strict=True))
            return node if same else replace(node, items=changed)
        case Mapping() if (entry := node.entry(step)) is not None:
            value = _at(entry.value, rest, change)
            return node if value is entry.value else with_value(node, step, value)
        case _:
            return node


def with_value(mapping: Mapping, key: str, value: Node) -> Mapping:
    """Return ``mapping`` with another value under ``key``."""
    return replace(
        mapping,
        entries=tuple(
            Entry(entry.key, value) if entry.name == key else entry for entry in mapping.entries
        ),
    )


def with_key(mapping: Mapping, old: str, new: str) -> Mapping:
    """Return ``mapping`` with the key ``old`` renamed; its place stays."""
    return replace(
        mapping,
        entries=tuple(
            Entry(replace(entry.key, value=new), entry.value) if entry.name == old else entry
            for entry in mapping.entries
        ),
    )


def without(mapping: Mapping, *keys: str) -> Mapping:
    """Return ``mapping`` without some keys."""
    entries = tuple(entry for entry in mapping.entries if entry.name not in keys)
    return replace(mapping, entries=entries)


#: Keys whose values are words for people.
_PROSE = frozenset(("description", "label"))
#: Keys of what is sent, in which any other key is the upstream's.
_SENT = frozenset(("body", "data", "with"))


def texts(node: Node, change: Callable[[Scalar], Scalar], *, sent: bool = False) -> Node:
    """Return ``node`` with every text in it changed, but for descriptions and labels.

    In what is ``sent`` to an upstream, a description is a value like any other.
    """
    match node:
        case Scalar(value=str()):
            return change(node)
        case Sequence(items=items):
            members = tuple(texts(item, change, sent=sent) for item in items)
            return node if _all_same(members, items) else replace(node, items=members)
        case Mapping(entries=entries):
            values = tuple(
                entry.value
                if entry.name in _PROSE and not sent
                else texts(entry.value, change, sent=sent or entry.name in _SENT)
                for entry in entries
            )
            if _all_same(values, tuple(entry.value for entry in entries)):
                return node
            pairs = zip(entries, values, strict=True)
            return replace(node, entries=tuple(Entry(each.key, value) for each, value in pairs))
        case _:
            return node


def _all_same(new: tuple[Node, ...], old: tuple[Node, ...]) -> bool:
    return all(one is other for one, other in zip(new, old, strict=True))


def text(mapping: Mapping, key: str) -> Scalar | None:
    """Return the string scalar under ``key``."""
    match mapping.get(key):
        case Scalar(value=str()) as scalar:
            return scalar
        case _:
            return None


def plain(word: str) -> str:
    """Return a word without what different writers write differently: case and separators."""
    return word.lower().replace("-", "").replace("_", "")


def items(node: Node | None) -> Iterator[Mapping]:
    """Yield the mappings of a list."""
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
