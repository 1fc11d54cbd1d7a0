"""Converts the tree of a document between the families, and notes each change on the way."""

from __future__ import annotations

from dataclasses import replace

from naftiko_gen.diagnostics import Diagnostic, Label, Span
from naftiko_gen.migrate import rules
from naftiko_gen.migrate.changes import AddName, Change, DropName, Rename, ToList, ToMap
from naftiko_gen.migrate.names import given
from naftiko_gen.migrate.shapes import ADAPTERS, TO_IKANOS, TO_NAFTIKO, Kind, Part, Shape
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

_NOTHING = Shape()


class Converter:
    """Converts to Ikanos, or back; ``text`` is what the tree was read from.

    After ``convert``, ``changes`` are all that differs and ``found`` what is to be said about
    it. Where an error is among that, neither tree nor changes are of use.
    """

    def __init__(self, text: str, *, to_ikanos: bool) -> None:
        self.changes: list[Change] = []
        self.found: list[Diagnostic] = []
        self._text = text
        self._to_ikanos = to_ikanos
        self._shapes = TO_IKANOS if to_ikanos else TO_NAFTIKO

    def convert(self, root: Node) -> Node:
        """Return the converted tree; its nodes have the spans of what they stand for."""
        return self._node("document", root)

    def _node(self, name: str, node: Node) -> Node:
        if name == "adapter":
            name = self._adapter(node)
        shape = self._shapes.get(name, _NOTHING)
        if not isinstance(node, Mapping) or shape is _NOTHING:
            return node
        self._refuse_shared(node)
        return replace(node, entries=tuple(self._entry(shape, node, each) for each in node.entries))

    def _adapter(self, node: Node) -> str:
        """Return the shape of an entry of `exposes`."""
        if not isinstance(node, Mapping) or node.entry("import"):
            return ""
        match node.get("type"):
            case Scalar(value=str(kind)) if kind in ADAPTERS:
                return kind
            case found:
                at = (found or node).span
                self._unexpected(at, "this is no type of adapter that can be converted")
                return ""

    def _entry(self, shape: Shape, owner: Mapping, entry: Entry) -> Entry:
        part = shape.parts.get(entry.name)
        value = self._part(part, owner, entry) if part else entry.value
        word = shape.words.get(entry.name)
        if word is None:
            return Entry(entry.key, value)
        if owner.entry(word):
            self._unexpected(entry.key.span, f"`{entry.name}` and `{word}` stand side by side")
        self.changes.append(Rename(entry.key, word))
        return Entry(replace(entry.key, value=word), value)

    def _part(self, part: Part, owner: Mapping, entry: Entry) -> Node:
        value = entry.value
        # Nothing is written there, or `null`.
        if isinstance(value, Scalar) and value.value is None:
            return value
        kind = part.kind
        if kind is Kind.OUTPUTS:
            if not self._are_named(owner, value):
                return value
            kind = Kind.NAMED
        match kind, value:
            case Kind.ONE, Mapping():
                return self._node(part.shape, value)
            case Kind.LIST, Sequence(items=items):
                self._refuse_shared(value)
                return replace(value, items=tuple(self._node(part.shape, each) for each in items))
            case Kind.NAMED, Sequence() if self._to_ikanos:
                return self._map(part.shape, entry.key, value)
            case Kind.NAMED, Mapping() if not self._to_ikanos:
                return self._list(part.shape, entry.key, value)
            case Kind.MEMBERS, Mapping():
                return self._members(part.shape, value)
            case _:
                due = "a mapping" if isinstance(value, Sequence) else "a list"
                self._unexpected(entry.key.span, f"`{entry.name}` must be {due} here")
                return value

    def _are_named(self, owner: Mapping, value: Node) -> bool:
        """Return whether outputs have names.

        Those of steps have, and those of a mock, which is what has neither steps nor a call.
        """
        if not self._to_ikanos:
            return isinstance(value, Mapping)
        if owner.entry("steps"):
            return True
        items = value.items if isinstance(value, Sequence) else ()
        return not owner.entry("call") and any(
            isinstance(item, Mapping) and item.entry("name") for item in items
        )

    def _map(self, shape: str, key: Scalar, node: Sequence) -> Node:
        self._refuse_shared(node)
        items = [item for item in node.items if isinstance(item, Mapping)]
        for item in node.items:
            if not isinstance(item, Mapping):
                self._unexpected(item.span, f"an entry of `{key.value}` must be a mapping")
        taken = {str(text.value) for item in items if (text := _name(item))}
        names: dict[str, Span] = {}
        entries: list[Entry] = []
        for item in items:
            self._refuse_shared(item)
            name = self._name_of(shape, item, taken)
            taken.add(str(name.value))
            if first := names.get(str(name.value)):
                message = f"`{name.value}` occurs a second time in `{key.value}`"
                related = (Label(first, "first here"),)
                self.found.append(rules.RepeatedName.at(name.span, message, related=related))
            names[str(name.value)] = name.span
            value = self._node(shape, item)
            assert isinstance(value, Mapping)  # as item is one
            rest = tuple(each for each in value.entries if each.name != "name")
            entries.append(Entry(name, replace(value, entries=rest)))
        self.changes.append(ToMap(key, tuple(items), tuple(each.name for each in entries), node))
        return Mapping(node.span, tuple(entries), node.flow)

    def _name_of(self, shape: str, item: Mapping, taken: set[str]) -> Scalar:
        if name := _name(item):
            return name
        at = item.entries[0].key.span if item.entries else item.span
        found = given(shape, item, taken) if item.entry("name") is None else None
        if found is None:
            help = "in Ikanos the name is the key of the entry"
            self.found.append(
                rules.NamelessEntry.at(at, "this entry needs a `name` that is text", help=help)
            )
        else:
            message = f"without a name in Naftiko, this entry is called `{found}` in Ikanos"
            self.found.append(rules.GivenName.at(at, message))
        return Scalar(at, found or "", plain=False)

    def _list(self, shape: str, key: Scalar, node: Mapping) -> Node:
        self._refuse_shared(node)
        items = tuple(self._with_name(shape, each) for each in node.entries)
        self.changes.append(ToList(key, node))
        return Sequence(node.span, items, node.flow)

    def _with_name(self, shape: str, entry: Entry) -> Node:
        value = entry.value
        if not isinstance(value, Mapping):
            self._unexpected(entry.key.span, f"`{entry.name}` must be a mapping here")
            return value
        self._refuse_shared(value)
        if own := value.entry("name"):
            self._unexpected(own.key.span, "`name` would be the name of this entry in Naftiko")
        converted = self._node(shape, value)
        assert isinstance(converted, Mapping)  # as value is one
        name = Entry(replace(entry.key, value="name"), Scalar(entry.key.span, entry.name))
        return replace(converted, entries=(name, *converted.entries))

    def _members(self, shape: str, node: Mapping) -> Node:
        self._refuse_shared(node)
        return replace(node, entries=tuple(self._member(shape, each) for each in node.entries))

    def _member(self, shape: str, entry: Entry) -> Entry:
        value = entry.value
        if not self._to_ikanos:
            if isinstance(value, Mapping):
                self.changes.append(AddName(value, entry.name))
            return Entry(entry.key, self._with_name(shape, entry))
        converted = self._node(shape, value)
        name = value.entry("name") if isinstance(value, Mapping) else None
        if name is None or not isinstance(value, Mapping) or not isinstance(converted, Mapping):
            return Entry(entry.key, converted)
        if not isinstance(name.value, Scalar) or name.value.value != entry.name:
            self._unexpected(name.key.span, f"the name of `{entry.name}` is another here")
        self.changes.append(DropName(value, name))
        rest = tuple(each for each in converted.entries if each.name != "name")
        return Entry(entry.key, replace(converted, entries=rest))

    def _refuse_shared(self, node: Mapping | Sequence) -> None:
        """Report a node whose text stands elsewhere: that place has a form of its own."""
        start, end = node.span.start, node.span.end
        if self._text.startswith("*", start):
            message = "what changes is written as an alias here"
            self.found.append(rules.FixedLayout.at(node.span, message))
        elif isinstance(node, Mapping) and any(
            not start <= each.key.span.start < end for each in node.entries
        ):
            message = "a merge key brings some of what changes here"
            at = Span(start, start + 1)
            self.found.append(rules.FixedLayout.at(at, message))

    def _unexpected(self, span: Span, message: str) -> None:
        self.found.append(rules.UnexpectedShape.at(span, message))


def _name(item: Mapping) -> Scalar | None:
    match item.get("name"):
        case Scalar(value=str(text)) as name if text:
            return name
        case _:
            return None
