"""Carries the changes of a migration out in the text, and leaves the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.migrate.changes import (
    AddName,
    Change,
    DropName,
    Rename,
    Replace,
    ToList,
    ToMap,
)
from naftiko_gen.migrate.names import written
from naftiko_gen.migrate.rules import FixedLayout
from naftiko_gen.migrate.sheet import Sheet
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence, Span

_SPACE = re.compile(r"[ \t]*")
#: What may stand before an item or a value: anything else (an anchor, a tag) would change sides.
_COLON = re.compile(r"\s*:\s*")
_COLON_AND_COMMENTS = re.compile(r"[ \t]*:(?:\s|(?<=\s)#[^\r\n]*)*")
_COMMENTS = re.compile(r"(?:\s|(?<=[\s-])#[^\r\n]*)*")
_COMMA_AND_COMMENTS = re.compile(r"(?:[\s,]|(?<=\s)#[^\r\n]*)*")
_COMMA = re.compile(r"\s*,\s*")


class Fixed(Exception):
    """The text is written so that it cannot be changed; ``found`` says where."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.found: Diagnostic = FixedLayout.at(span, message)


def rewritten(text: str, changes: Iterable[Change], *, flush: bool) -> str:
    """Return a text after some changes.

    Where ``flush``, the dashes of a new list stand below its key, else where the keys of the
    mapping stood.

    Raises:
        Fixed: some place cannot be changed.
    """
    writer = _Writer(text, flush=flush)
    for change in changes:
        writer.carry_out(change)
    try:
        return writer.sheet.written()
    except ValueError:
        # Such as where an alias has a part of the text read twice.
        raise Fixed(Span(0, 0), "two changes of this text meet in one place") from None


def lists_are_flush(text: str, root: Node) -> bool:
    """Return whether the first list of a document stands at the indentation of its key."""
    sheet = Sheet(text)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += reversed(node.items)
        if not isinstance(node, Mapping):
            continue
        for entry in node.entries:
            value = entry.value
            if isinstance(value, Sequence) and not value.flow:
                key, dash = entry.key.span.start, value.span.start
                return sheet.line(key) != sheet.line(dash) and (
                    sheet.column(key) == sheet.column(dash)
                )
        waiting += reversed([entry.value for entry in node.entries])
    return False


class _Writer:
    def __init__(self, text: str, *, flush: bool) -> None:
        self.sheet = Sheet(text)
        self._text = text
        self._flush = flush

    def carry_out(self, change: Change) -> None:
        match change:
            case Rename(key=key, word=word):
                self.sheet.replace(key.span.start, key.span.end, word)
            case Replace(value=value, word=word):
                self._replace(value, word)
            case ToMap(node=node) if node.flow or not node.items:
                self._flow_map(change)
            case ToMap():
                self._block_map(change)
            case ToList(node=node) if node.flow:
                self._flow_list(node)
            case ToList():
                self._block_list(change)
            case DropName(owner=owner, entry=entry):
                self._cut(owner, entry)
            case AddName(owner=owner, name=name):
                self._add_name(owner, name)

    def _replace(self, value: Scalar, word: str) -> None:
        start, end = value.span.start, value.span.end
        quote = self._text[start]
        if quote in "'\"":
            word = f"{quote}{word}{quote}"
        self.sheet.replace(start, end, word)

    # Lists become mappings.

    def _flow_map(self, change: ToMap) -> None:
        self._brackets(change.node, "[", "]", "{}")
        end = change.node.span.start + 1
        for item, name in zip(change.items, change.names, strict=True):
            start = item.span.start
            if self._gap(_COMMA_AND_COMMENTS, end, item) != start:
                raise Fixed(item.span, "an anchor or a tag stands before this entry")
            end = item.span.end
            if not self._text.startswith("{", start):
                raise Fixed(item.span, "this entry has no braces")
            self.sheet.replace(start, start, f"{written(name)}: ")
            if own := item.entry("name"):
                self._cut(item, own)

    def _block_map(self, change: ToMap) -> None:
        node, sheet = change.node, self.sheet
        key_column, column = sheet.column(change.key.span.start), sheet.column(node.span.start)
        if column <= key_column:
            last = sheet.line(node.span.end)
            sheet.move(sheet.line(change.key.span.start) + 1, last, column, key_column + 2 - column)
        end = node.span.start
        for item, name in zip(change.items, change.names, strict=True):
            dash = self._gap(_COMMENTS, end, item)
            if not self._text.startswith("-", dash):
                raise Fixed(item.span, "the dash of this entry is not where it should be")
            self._block_entry(dash, item, written(name))
            end = item.span.end

    def _block_entry(self, dash: int, item: Mapping, name: str) -> None:
        start = item.span.start
        if self._gap(_COMMENTS, dash + 1, item) != start:
            raise Fixed(item.span, "an anchor or a tag stands before this entry")
        same_line = not self._text[dash + 1 : start].strip(" \t")
        own = item.entry("name")
        if item.flow:
            self.sheet.replace(dash, start if same_line else dash + 1, f"{name}:" + " " * same_line)
            if own:
                self._cut(item, own)
        elif own is None:
            self._own_line(dash, start, name, same_line)
        elif same_line and own is item.entries[0]:
            self._scalar(own)
            rest = ":" if len(item.entries) > 1 else ": {}"
            self.sheet.replace(dash, own.value.span.end, name + rest)
        elif len(item.entries) == 1:
            raise Fixed(item.span, "this entry is nothing but a name in a line of its own")
        else:
            self._own_line(dash, start, name, same_line)
            self._cut(item, own)

    def _own_line(self, dash: int, start: int, name: str, same_line: bool) -> None:
        """Put a key in the place of a dash, in a line of its own."""
        if same_line:
            self.sheet.break_line(dash, start, f"{name}:", self.sheet.column(start))
        else:
            self.sheet.replace(dash, dash + 1, f"{name}:")

    # Mappings become lists.

    def _flow_list(self, node: Mapping) -> None:
        self._brackets(node, "{", "}", "[]")
        for entry in node.entries:
            value = self._braced(entry)
            if self._gap(_COLON, entry.key.span.end, value) != value.span.start:
                raise Fixed(entry.key.span, "more than a colon stands behind this key")
            self.sheet.replace(entry.key.span.start, value.span.start, "")
            self._add_name(value, entry.name)

    def _block_list(self, change: ToList) -> None:
        node, sheet = change.node, self.sheet
        key = change.key.span.start
        column = sheet.column(node.span.start)
        dash = sheet.column(key) if self._flush else column
        sheet.move(sheet.line(key) + 1, sheet.line(node.span.end), column, dash - column)
        for entry in node.entries:
            start = entry.key.span.start
            if sheet.before(start).strip(" "):
                raise Fixed(entry.key.span, "more than spaces stand before this key")
            value = entry.value
            assert isinstance(value, Mapping)  # else the change would not have been asked for
            if value.flow:
                self._flow_item(entry, value)
                continue
            line = sheet.line(start)
            if self._gap(_COLON_AND_COMMENTS, entry.key.span.end, value) != value.span.start:
                raise Fixed(value.span, "an anchor or a tag stands before this mapping")
            colon = self._text.index(":", entry.key.span.end)
            sheet.replace(start, colon + 1, f"- name: {written(entry.name)}")
            inner = sheet.column(value.span.start)
            sheet.move(line + 1, sheet.line(value.span.end), inner, column + 2 - inner)

    def _flow_item(self, entry: Entry, value: Mapping) -> None:
        start = entry.key.span.start
        self._braced(entry)
        if self._gap(_COLON, entry.key.span.end, value) != value.span.start:
            raise Fixed(value.span, "more than a colon stands before this mapping")
        if not value.entries and not self._text[value.span.start + 1 : value.span.end - 1].strip():
            self.sheet.replace(start, value.span.end, f"- name: {written(entry.name)}")
            return
        self.sheet.replace(start, value.span.start, "- ")
        self._add_name(value, entry.name)

    # Names come and go.

    def _add_name(self, owner: Mapping, name: str) -> None:
        start = owner.span.start
        text = f"name: {written(name)}"
        if owner.flow:
            self.sheet.replace(start + 1, start + 1, text + ", " * bool(owner.entries))
        elif self.sheet.before(start).strip(" "):
            raise Fixed(owner.span, "this mapping does not start in a line of its own")
        else:
            self.sheet.break_line(start, start, text, self.sheet.column(start))

    def _cut(self, owner: Mapping, entry: Entry) -> None:
        self._scalar(entry)
        if owner.flow:
            self._cut_flow(owner, entry)
            return
        start, end = entry.key.span.start, entry.value.span.end
        if self.sheet.before(start).strip(" ") or len(owner.entries) == 1:
            raise Fixed(entry.key.span, "this name cannot be taken out")
        behind = self.sheet.behind(end)
        if behind.strip():
            spaces = _SPACE.match(behind)
            # The comment stays where it is.
            self.sheet.replace(start, end + (spaces.end() if spaces else 0), "")
        else:
            self.sheet.cut_line(self.sheet.line(start))

    def _cut_flow(self, owner: Mapping, entry: Entry) -> None:
        index = owner.entries.index(entry)
        start, end = entry.key.span.start, entry.value.span.end
        if index + 1 < len(owner.entries):
            following = owner.entries[index + 1].key.span.start
            gap, end = (end, following), following
        elif index:
            before = owner.entries[index - 1].value.span.end
            gap, start = (before, start), before
        else:
            self.sheet.replace(start, end, "")
            return
        if not _COMMA.fullmatch(self._text, *gap):
            raise Fixed(entry.key.span, "more than a comma stands beside this name")
        self.sheet.replace(start, end, "")

    # What the text must be like.

    def _gap(self, pattern: re.Pattern[str], start: int, node: Node) -> int:
        match = pattern.match(self._text, start, node.span.start)
        return match.end() if match else start

    def _scalar(self, entry: Entry) -> None:
        """Hold a name to one line, with nothing but a colon in it."""
        key, value = entry.key.span, entry.value.span
        apart = not _COLON.fullmatch(self._text, key.end, value.start)
        if apart or self.sheet.line(key.start) != self.sheet.line(value.end):
            raise Fixed(entry.key.span, "this name is not written as a plain text in one line")

    def _braced(self, entry: Entry) -> Mapping:
        value = entry.value
        if not isinstance(value, Mapping) or not self._text.startswith("{", value.span.start):
            raise Fixed(entry.key.span, "braces are missing here")
        return value

    def _brackets(self, node: Sequence | Mapping, opens: str, closes: str, new: str) -> None:
        start, end = node.span.start, node.span.end
        if self._text[start] != opens or self._text[end - 1] != closes:
            raise Fixed(node.span, "brackets are missing here")
        self.sheet.replace(start, start + 1, new[0])
        self.sheet.replace(end - 1, end, new[1])
