"""Edits of a text that turn one node, as it is written, into another one.

The rules of what is refused: a sole key or item of a block (nothing would be left but null),
complex keys, merge keys, what stands below an alias, block scalars, and brackets with comments
between their members. Who applies the edits reads the result again and compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass, field

from naftiko_gen.diagnostics import Edit
from naftiko_gen.fixes.flow import Member, edit_flow
from naftiko_gen.fixes.hunks import Origin, same
from naftiko_gen.fixes.layout import Layout, Refused
from naftiko_gen.fixes.render import Writer
from naftiko_gen.fixes.scalars import write_scalar
from naftiko_gen.source import Document, Entry, Mapping, Node, Scalar, Sequence, Span

_DASHES = re.compile(r" *(?:- +)+")
_COMMENT_LINE = re.compile(r"^[ \t]*#", re.MULTILINE)


@dataclass(slots=True)
class _Part:
    """A member of a block as it stands, and what is to become of it."""

    start: int
    end: int
    kept: bool = False
    added: list[list[str]] = field(default_factory=list[list[str]])


class Editor:
    """Finds the edits for one document."""

    def __init__(self, document: Document, origin: Origin) -> None:
        self._layout = Layout(document)
        self._origin = origin
        self._writer = Writer(self._layout, origin)

    def edits(self, old: Node, new: Node) -> list[Edit]:
        """Return the edits that make ``old``, a node of the text, hold what ``new`` holds.

        Raises:
            Refused: an edit could touch more than it should.
        """
        written = self._origin.find(old)
        if written is None:
            raise Refused("it stands at several places, by an alias or a merge key")
        found: list[Edit] = []
        self._replace(old, new, found, flow=written.flow)
        return found

    def _replace(self, old: Node, new: Node, found: list[Edit], *, flow: bool) -> None:
        if old is new or same(old, new):
            return
        if self._layout.text.startswith("*", old.span.start):
            raise Refused("an alias stands there")
        match old, new:
            case Scalar(), Scalar():
                found.append(self._scalar(old, new, flow=flow))
            case Mapping(), Mapping():
                self._mapping(old, new, found, flow=flow or old.flow)
            case Sequence(), Sequence():
                self._sequence(old, new, found, flow=flow or old.flow)
            case _:
                raise Refused("the new value is of another kind")

    def _scalar(self, old: Scalar, new: Scalar, *, flow: bool) -> Edit:
        raw = self._layout.raw(old)
        if raw.startswith(("|", ">")):
            raise Refused("a block scalar stands there")
        text = write_scalar(new.value, flow=flow, like="" if old.plain else raw)
        return Edit(old.span, text if raw else f" {text}")

    def _mapping(self, old: Mapping, new: Mapping, found: list[Edit], *, flow: bool) -> None:
        self._check_order(old.span, [entry.key.span for entry in old.entries])
        partners = _partners(old, new)
        parts = [_Part(each.key.span.start, each.value.span.end) for each in old.entries]
        place = {id(entry): index for index, entry in enumerate(old.entries)}
        first: list[list[str]] = []
        target = first
        column = self._layout.column(old.span.start)
        for entry in new.entries:
            partner = partners.get(id(entry))
            if partner is None:
                target.append(self._new_entry(entry, old, column))
                continue
            part = parts[place[id(partner)]]
            part.kept, target = True, part.added
            if entry.name != partner.name:
                key = partner.key
                like = "" if key.plain else self._layout.raw(key)
                found.append(Edit(key.span, write_scalar(entry.name, flow=flow, like=like)))
            self._replace(partner.value, entry.value, found, flow=flow)
        self._rearrange(old, parts, first, found, column)

    def _new_entry(self, entry: Entry, old: Mapping, column: int) -> list[str]:
        if not old.flow:
            return self._writer.entry(entry, column)
        json_style = any(self._layout.raw(each.key)[:1] == '"' for each in old.entries)
        key = f'"{entry.name}"' if json_style else write_scalar(entry.name, flow=True)
        return [f"{key}: {self._writer.flow(entry.value, json_style=json_style)}"]

    def _sequence(self, old: Sequence, new: Sequence, found: list[Edit], *, flow: bool) -> None:
        self._check_order(old.span, [item.span for item in old.items])
        parts = [_Part(item.span.start, item.span.end) for item in old.items]
        first: list[list[str]] = []
        target = first
        column = self._layout.column(old.span.start)
        position = 0
        identical = {id(item): index for index, item in enumerate(old.items)}
        spans = {item.span: index for index, item in reversed([*enumerate(old.items)])}
        reserved = {identical[id(item)] for item in new.items if id(item) in identical}
        for item in new.items:
            index = identical.get(id(item))
            if index is None:
                index = spans.get(item.span)
                if index in reserved:
                    index = None
            if index is None or parts[index].kept:
                target.append(self._new_item(item, old, column))
                continue
            if index < position:
                raise Refused("the order of a list changes")
            position = index
            parts[index].kept, target = True, parts[index].added
            self._replace(old.items[index], item, found, flow=flow)
        if not old.flow:
            for part in parts:
                part.start = self._dash(part.start, column)
        self._rearrange(old, parts, first, found, column)

    def _new_item(self, item: Node, old: Sequence, column: int) -> list[str]:
        if old.flow:
            raw = self._layout.raw(old)
            return [self._writer.flow(item, json_style=raw.startswith('["') or '{"' in raw)]
        head, *rest = self._writer.block(item, column + 2)
        return [f"- {head}", *rest]

    def _dash(self, start: int, column: int) -> int:
        """Return where the dash of an item stands."""
        before = self._layout.before(start)
        if not _DASHES.fullmatch(before) or before[column : column + 2] != "- ":
            raise Refused("the item does not stand behind its dash")
        return self._layout.line_start(start) + column

    def _rearrange(
        self,
        old: Mapping | Sequence,
        parts: AbstractSequence[_Part],
        first: list[list[str]],
        found: list[Edit],
        column: int,
    ) -> None:
        """Take parts out, and put new ones in behind those that stay."""
        if not first and all(part.kept and not part.added for part in parts):
            return
        if old.flow:
            members = [
                Member(Span(part.start, part.end), part.kept, [text for (text,) in part.added])
                for part in parts
            ]
            found += edit_flow(self._layout, old.span, members, [text for (text,) in first])
            return
        kept = [part for part in parts if part.kept]
        if not kept:
            raise Refused("nothing else would be left there")
        if isinstance(old, Mapping):
            # What would come first stands behind the first key that stays: it may follow a dash.
            kept[0].added[:0] = first
        elif first:
            if self._layout.before(parts[0].start).strip(" "):
                raise Refused("the list starts on the line of something else")
            lines = [line for each in first for line in (" " * column + each[0], *each[1:])]
            place = self._layout.line_start(parts[0].start)
            text = "".join(line + self._layout.newline for line in lines)
            found.append(Edit(Span(place, place), text))
        if any("?" in self._layout.before(part.start) for part in parts):
            raise Refused("a complex key stands there")
        self._take_out(parts, found)
        for part in kept:
            for lines in part.added:
                span, text = self._layout.as_lines(part.end, lines, column)
                found.append(Edit(span, text))

    def _take_out(self, parts: AbstractSequence[_Part], found: list[Edit]) -> None:
        layout = self._layout
        start = 0
        if not parts[0].kept and layout.before(parts[0].start).strip(" "):
            # It follows a dash: the next part that stays moves up to its place.
            start = next(index for index, part in enumerate(parts) if part.kept)
            span = Span(parts[0].start, parts[start].start)
            between = layout.text[layout.line_end(parts[0].start) : parts[start].start]
            if not _DASHES.fullmatch(layout.before(parts[0].start)) or _COMMENT_LINE.search(
                between
            ):
                raise Refused("something else stands between")
            layout.check_rest(parts[start - 1].end)
            found.append(Edit(span, ""))
        for part in parts[start:]:
            if not part.kept:
                found.append(Edit(layout.whole_lines(part.start, part.end), ""))

    def _check_order(self, whole: Span, spans: AbstractSequence[Span]) -> None:
        end = whole.start
        for span in spans:
            if span.start < end or span.end > whole.end:
                raise Refused("a merge key or an alias stands there")
            end = span.end


def _partners(old: Mapping, new: Mapping) -> dict[int, Entry]:
    """Return, by the identity of each new entry, the old one whose place it has."""
    partners: dict[int, Entry] = {}
    free = {id(entry): entry for entry in old.entries}
    by_name = {entry.name: entry for entry in old.entries}
    by_key: dict[Span, Entry] = {entry.key.span: entry for entry in old.entries}

    def pair(new_entry: Entry, entry: Entry | None, *, value: bool = False) -> None:
        if entry is None or id(entry) not in free or id(new_entry) in partners:
            return
        if not value or new_entry.value is entry.value:
            partners[id(new_entry)] = free.pop(id(entry))

    for each in new.entries:
        if by_name.get(each.name) is by_key.get(each.key.span):
            pair(each, by_name.get(each.name))
    for each in new.entries:
        pair(each, by_key.get(each.key.span), value=True)
    for each in new.entries:
        pair(each, by_name.get(each.name))
    for each in new.entries:
        pair(each, by_key.get(each.key.span))
    return partners
