"""Events become nodes: a stack machine that knows where each node stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from naftiko_gen.source.builders import MappingBuilder, SequenceBuilder
from naftiko_gen.source.events import events
from naftiko_gen.source.extents import absent_value, behind_properties, last_line_end, tag_span
from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.limits import Limits
from naftiko_gen.source.nodes import Node, Scalar, Span
from naftiko_gen.source.scalars import Reading, resolve, resolve_tagged, tag_message
from naftiko_gen.source.syntax import explain

_MAPPING_TAGS = ("!", "tag:yaml.org,2002:map")
_SEQUENCE_TAGS = ("!", "tag:yaml.org,2002:seq")


class _Refused(Exception):
    """The text holds no usable tree."""

    def __init__(self, kind: FaultKind, message: str, span: Span) -> None:
        super().__init__(message)
        self.fault = Fault(kind, message, span)


@dataclass(slots=True)
class _Open:
    """A collection whose end is still to come; ``nodes_before`` counts what came before it."""

    builder: MappingBuilder | SequenceBuilder
    anchor: str | None
    start: int
    end: int
    flow: bool
    nodes_before: int
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias repeats; ``text`` is how a scalar reads as a key."""

    node: Node
    size: int
    height: int
    text: str = ""


def compose(text: str, limits: Limits) -> tuple[Node | None, list[Fault]]:
    """Return the root of the only document in ``text``, and the faults in order of finding.

    The root is None where a fault leaves no usable tree. All characters of the text must be
    printable in the sense of YAML.
    """
    composer = _Composer(text, limits)
    try:
        return composer.run(), composer.faults
    except _Refused as refused:
        return None, [*composer.faults, refused.fault]
    except yaml.MarkedYAMLError as error:
        return None, [*composer.faults, explain(text, error)]


class _Composer:
    def __init__(self, text: str, limits: Limits) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._limits = limits
        self._root: Node | None = None
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored | _Open] = {}
        # Nodes that are written, and nodes that aliases repeat.
        self._written = 0
        self._aliased = 0

    def run(self) -> Node:
        started = False
        for event, start, end in events(self._text):
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event, start, end)
                case yaml.CollectionStartEvent():
                    self._open(event, start, end)
                case yaml.CollectionEndEvent():
                    self._close(start, end)
                case yaml.AliasEvent():
                    self._alias(event.anchor or "", Span(start, end))
                case yaml.DocumentStartEvent() if started:
                    message = "a second document starts here; a file holds one"
                    span = Span(max(start, end - len("---")), end)
                    raise _Refused(FaultKind.SEVERAL_DOCUMENTS, message, span)
                case yaml.DocumentStartEvent():
                    started = True
                case _:
                    pass
        root = self._root
        if root is None or (isinstance(root, Scalar) and root.value is None and _is_empty(root)):
            only = "nothing but comments" if self._text.strip() else "nothing"
            raise _Refused(FaultKind.EMPTY, f"the file holds {only}", Span(0, 0))
        return root

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        self._count(start, end)
        text, tag, plain = event.value, event.tag, not event.style
        parent = self._stack[-1] if self._stack else None
        is_key = parent is not None and parent.builder.awaits_key
        content = start
        if tag or event.anchor:
            content = min(behind_properties(self._text, start), end)
        elif start == end and parent and not is_key and isinstance(parent.builder, MappingBuilder):
            content = end = absent_value(self._text, parent.end, start)
        if event.style in ("|", ">"):
            end = last_line_end(self._text, content, end)
        span = Span(content, end)
        if tag:
            reading = resolve_tagged(tag, text, plain=plain)
        else:
            reading = resolve(text) if plain else Reading(text)
        # As a key, a scalar is its text, whatever it would be as a value.
        if reading.kind is FaultKind.TAG:
            self._fault(reading.kind, reading.message, tag_span(self._text, start))
        elif reading.kind and not is_key:
            self._fault(reading.kind, reading.message, span)
        node = Scalar(span, reading.value, plain)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node, 1, 0, text)
        self._add(node, 0, text, merge=plain and text == "<<" and not tag)

    def _open(self, event: yaml.CollectionStartEvent, start: int, end: int) -> None:
        self._count(start, end)
        if len(self._stack) >= self._limits.depth:
            raise self._too_deep(Span(start, end))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag and event.tag not in (_MAPPING_TAGS if is_mapping else _SEQUENCE_TAGS):
            self._fault(FaultKind.TAG, tag_message(event.tag), tag_span(self._text, start))
        if event.tag or event.anchor:
            start = behind_properties(self._text, start)
        builder = MappingBuilder(self.faults) if is_mapping else SequenceBuilder()
        nodes_before = self._written + self._aliased - 1
        opened = _Open(builder, event.anchor, start, start, bool(event.flow_style), nodes_before)
        self._stack.append(opened)
        if event.anchor:
            self._anchors[event.anchor] = opened

    def _close(self, start: int, end: int) -> None:
        opened = self._stack.pop()
        # Only a bracket has a width; the end of a block runs over comments and blank lines.
        node = opened.builder.build(
            Span(opened.start, opened.end if start == end else end), opened.flow
        )
        # An anchor of the same name inside has taken the name over.
        if opened.anchor and self._anchors[opened.anchor] is opened:
            size = self._written + self._aliased - opened.nodes_before
            self._anchors[opened.anchor] = _Anchored(node, size, opened.height)
        self._add(node, opened.height)

    def _alias(self, name: str, span: Span) -> None:
        anchored = self._anchors.get(name)
        if anchored is None:
            raise _Refused(FaultKind.SYNTAX, f"no anchor &{name} stands before this alias", span)
        if isinstance(anchored, _Open):
            raise _Refused(FaultKind.CYCLE, "this alias stands inside what it repeats", span)
        self._aliased += anchored.size
        if self._aliased > self._limits.aliased:
            message = f"the aliases up to here repeat more than {self._limits.aliased} values"
            raise _Refused(FaultKind.ALIAS_EXPANSION, message, span)
        if len(self._stack) + anchored.height > self._limits.depth:
            raise self._too_deep(span)
        self._add(replace(anchored.node, span=span), anchored.height, anchored.text)

    def _add(self, node: Node, height: int, text: str = "", *, merge: bool = False) -> None:
        """Give a finished node to what is around it; ``text`` is how a scalar was written."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.end = node.span.end
        if height >= parent.height:
            parent.height = height + 1
        builder = parent.builder
        if isinstance(builder, MappingBuilder) and builder.awaits_key:
            builder.key(node, text, merge=merge)
        else:
            builder.value(node)

    def _count(self, start: int, end: int) -> None:
        self._written += 1
        if self._written > self._limits.nodes:
            message = f"the document has more than {self._limits.nodes} keys and values"
            raise _Refused(FaultKind.TOO_LARGE, message, Span(start, end))

    def _fault(self, kind: FaultKind, message: str, span: Span) -> None:
        self.faults.append(Fault(kind, message, span))

    def _too_deep(self, span: Span) -> _Refused:
        message = f"the document is nested more than {self._limits.depth} levels deep here"
        return _Refused(FaultKind.TOO_DEEP, message, span)


def _is_empty(node: Node) -> bool:
    return node.span.start == node.span.end
