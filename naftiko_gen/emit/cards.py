"""What a package offers, with the links that connect its parts on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from naftiko_gen.emit.offer import (
    Effect,
    Mcp,
    Offer,
    Operation,
    Rest,
    SettingRow,
    Tool,
    Upstream,
    UpstreamMethod,
    offer,
)
from naftiko_gen.emit.views.documents import readme_view
from naftiko_gen.ir import Package

#: Where things begin in the text of the spec: ("consumes", namespace), ("exposes", namespace)
#: and ("exposes", namespace, name of an operation or a tool). Not all of them need be known.
Lines: TypeAlias = Mapping[tuple[str, ...], int]

#: Fragments stay short, whatever the spec calls its tools.
_LONGEST_ANCHOR = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another place of the page."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One operation or tool; ``line`` leads to its place in the spec, if it is known."""

    anchor: str
    line: Link | None
    subject: Operation | Tool
    calls: Link


@dataclass(frozen=True, slots=True)
class RestSection:
    """One REST adapter; ``requests`` are lines for a shell."""

    anchor: str
    line: Link | None
    adapter: Rest
    cards: tuple[Card, ...]
    requests: str


@dataclass(frozen=True, slots=True)
class McpSection:
    """One MCP adapter; ``client`` is the JSON that a client over standard input wants."""

    anchor: str
    line: Link | None
    adapter: Mcp
    cards: tuple[Card, ...]
    client: str


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One consumed operation, and links to what calls it."""

    method: UpstreamMethod
    callers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class UpstreamSection:
    """One consumed API."""

    anchor: str
    line: Link | None
    upstream: Upstream
    rows: tuple[MethodRow, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """All sections; ``summary`` is a sentence on how much is offered."""

    summary: str
    rest: tuple[RestSection, ...]
    mcp: tuple[McpSection, ...]
    upstreams: tuple[UpstreamSection, ...]
    settings: tuple[SettingRow, ...]


def cards(package: Package, lines: Lines) -> Cards:
    """Return the sections of a page."""
    offered = offer(package)
    readme = readme_view(package)
    make = _Maker(offered, lines)
    return Cards(
        summary=_summary(offered),
        rest=tuple(
            RestSection(
                anchor=make.anchors["exposes", each.namespace],
                line=make.line("exposes", each.namespace),
                adapter=each,
                cards=tuple(make.card(each.namespace, card) for card in each.operations),
                requests=section.requests,
            )
            for each, section in zip(offered.rest, readme.rest, strict=True)
        ),
        mcp=tuple(
            McpSection(
                anchor=make.anchors["exposes", each.namespace],
                line=make.line("exposes", each.namespace),
                adapter=each,
                cards=tuple(make.card(each.namespace, card) for card in each.tools),
                client=section.client,
            )
            for each, section in zip(offered.mcp, readme.mcp, strict=True)
        ),
        upstreams=tuple(make.upstream(each) for each in offered.upstreams),
        settings=offered.settings,
    )


class _Maker:
    """Makes cards; ``anchors`` are the places of everything on the page, all of them different."""

    def __init__(self, offered: Offer, lines: Lines) -> None:
        self._lines = lines
        self.anchors: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()
        for rest in offered.rest:
            self._anchor("rest", "exposes", rest.namespace)
            for operation in rest.operations:
                self._anchor("operation", "exposes", rest.namespace, operation.name)
        for mcp in offered.mcp:
            self._anchor("mcp", "exposes", mcp.namespace)
            for tool in mcp.tools:
                self._anchor("tool", "exposes", mcp.namespace, tool.name)
        for upstream in offered.upstreams:
            self._anchor("api", "consumes", upstream.namespace)

    def line(self, *key: str) -> Link | None:
        """Return the link to the line where something begins."""
        number = self._lines.get(key)
        return None if number is None else Link(f"#L{number}", f"spec line {number}")

    def card(self, namespace: str, subject: Operation | Tool) -> Card:
        """Return the card of an operation or a tool."""
        upstream = subject.calls.namespace
        return Card(
            anchor=self.anchors["exposes", namespace, subject.name],
            line=self.line("exposes", namespace, subject.name),
            subject=subject,
            calls=Link(f"#{self.anchors['consumes', upstream]}", upstream),
        )

    def upstream(self, upstream: Upstream) -> UpstreamSection:
        """Return the section of a consumed API."""
        return UpstreamSection(
            anchor=self.anchors["consumes", upstream.namespace],
            line=self.line("consumes", upstream.namespace),
            upstream=upstream,
            rows=tuple(
                MethodRow(
                    method,
                    tuple(
                        Link(f"#{self.anchors['exposes', each.namespace, each.name]}", each.label)
                        for each in method.used_by
                    ),
                )
                for method in upstream.methods
            ),
        )

    def _anchor(self, prefix: str, *key: str) -> None:
        words = re.sub("[^a-z0-9]+", "-", key[-1].lower()).strip("-")[:_LONGEST_ANCHOR]
        base = f"{prefix}-{words}"
        anchor, count = base, 1
        while anchor in self._taken:
            count += 1
            anchor = f"{base}-{count}"
        self._taken.add(anchor)
        self.anchors[key] = anchor


def _summary(offered: Offer) -> str:
    ways = [
        f"{_count(len(things), noun)} over {protocol}"
        for things, noun, protocol in (
            (offered.operations, "operation", "REST"),
            (offered.tools, "tool", "MCP"),
        )
        if things
    ]
    offers: tuple[Operation | Tool, ...] = (*offered.operations, *offered.tools)
    effects = [each.effect for each in offers]
    counts = [
        f"{effects.count(effect)} {words}"
        for effect, words in (
            (Effect.READS, "read-only"),
            (Effect.CHANGES, "changing state"),
            (Effect.DESTROYS, "possibly destructive"),
        )
        if effect in effects
    ]
    if not ways:
        return "Offers nothing yet."
    return f"Offers {' and '.join(ways)}: {', '.join(counts)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
