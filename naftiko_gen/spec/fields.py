"""Taking a mapping apart key by key, so that a key nobody took is known."""

from __future__ import annotations

from collections.abc import Iterator

from naftiko_gen.source import Mapping, Node, Scalar, Sequence, Span, to_data
from naftiko_gen.spec.model import (
    Flag,
    ListTemplate,
    Number,
    ObjectTemplate,
    Template,
    Text,
    Unread,
    Value,
)


class Fields:
    """The entries of one mapping.

    Each method takes a key; ``finish`` reports what was left. A value of another kind than
    asked for stays with the schema, which has judged it before: here it counts as absent.
    """

    def __init__(self, node: Node, owner: str, unread: list[Unread]) -> None:
        self._entries = {e.name: e for e in node.entries} if isinstance(node, Mapping) else {}
        self._owner = owner
        self._unread = unread
        self.span = node.span

    def node(self, key: str) -> Node | None:
        """Take the value of ``key`` as it is."""
        entry = self._entries.pop(key, None)
        return entry.value if entry else None

    def text(self, key: str) -> Text | None:
        """Take a string."""
        return as_text(self.node(key))

    def required_text(self, key: str) -> Text:
        """Take a string that the schema demands; were it absent, "" at the mapping's place."""
        return self.text(key) or Text("", Span(self.span.start, self.span.start))

    def flag(self, key: str) -> Flag | None:
        """Take a boolean."""
        match self.node(key):
            case Scalar(value=bool(value), span=span):
                return Flag(value, span)
            case _:
                return None

    def number(self, key: str) -> Number | None:
        """Take an integer; of JSON Schema's integers, 8080.0 is one too."""
        match self.node(key):
            case Scalar(value=bool()):
                return None
            case Scalar(value=int(value), span=span):
                return Number(value, span)
            case Scalar(value=float(value), span=span) if value.is_integer():
                return Number(int(value), span)
            case _:
                return None

    def items(self, key: str) -> tuple[Node, ...]:
        """Take a list."""
        node = self.node(key)
        return node.items if isinstance(node, Sequence) else ()

    def members(self, key: str) -> Iterator[tuple[Text, Node]]:
        """Take a mapping whose keys are names, not words of the language."""
        node = self.node(key)
        if isinstance(node, Mapping):
            for entry in node.entries:
                yield Text(entry.name, entry.key.span), entry.value

    def ignore(self, *keys: str) -> None:
        """Take keys that say something to people only."""
        for key in keys:
            self._entries.pop(key, None)

    def finish(self) -> Span:
        """Report every key that nobody took; return the mapping's place."""
        for entry in self._entries.values():
            self._unread.append(Unread(entry.name, self._owner, entry.key.span))
        return self.span


def as_text(node: Node | None) -> Text | None:
    """Return a scalar that is a string."""
    match node:
        case Scalar(value=str(value), span=span):
            return Text(value, span)
        case _:
            return None


def as_template(node: Node) -> Template:
    """Return data of any shape."""
    match node:
        case Mapping():
            members = tuple(
                (Text(entry.name, entry.key.span), as_template(entry.value))
                for entry in node.entries
            )
            return ObjectTemplate(members, node.span)
        case Sequence():
            return ListTemplate(tuple(map(as_template, node.items)), node.span)
        case Scalar():
            return as_value(node)


def as_value(node: Node) -> Text | Value:
    """Return any value, strings as ``Text``."""
    return as_text(node) or Value(to_data(node), node.span)
