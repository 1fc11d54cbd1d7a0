"""Members between brackets: taking some out and putting some in, with the right commas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from naftiko_gen.diagnostics import Edit
from naftiko_gen.fixes.layout import Layout, Refused
from naftiko_gen.source import Span


@dataclass(slots=True)
class Member:
    """One member as it stands; ``added`` are the texts to put in behind it."""

    span: Span
    kept: bool
    added: list[str] = field(default_factory=list[str])


def edit_flow(
    layout: Layout, whole: Span, members: Sequence[Member], first: Sequence[str]
) -> list[Edit]:
    """Return the edits of the collection at ``whole``.

    ``first`` are the texts to put in before all members.

    Raises:
        Refused: a comment is in the way, or the collection has no brackets.
    """
    opening = layout.text[whole.start : whole.start + 1]
    if opening not in ("{", "["):
        raise Refused("it has no brackets")
    if not any(member.kept for member in members):
        if layout.has_comment(whole.start, whole.end):
            raise Refused("a comment between the members would be lost")
        texts = [*first, *(text for member in members for text in member.added)]
        closing = "}" if opening == "{" else "]"
        return [Edit(whole, opening + ", ".join(texts) + closing)]
    edits: list[Edit] = []
    if first:
        start = Span(members[0].span.start, members[0].span.start)
        edits.append(Edit(start, "".join(f"{text}, " for text in first)))
    last_kept = max(index for index, member in enumerate(members) if member.kept)
    for index, member in enumerate(members):
        if member.added:
            place = Span(member.span.end, member.span.end)
            if not member.kept:
                raise Refused("what is new would stand behind what is gone")
            separator = _separator(layout, member.span)
            edits.append(Edit(place, "".join(separator + text for text in member.added)))
        if member.kept:
            continue
        if index < last_kept:
            gap = Span(member.span.start, members[index + 1].span.start)
        elif index == last_kept + 1:
            gap = Span(members[last_kept].span.end, members[-1].span.end)
        else:
            continue
        if layout.has_comment(gap.start, gap.end):
            raise Refused("a comment between the members would be lost")
        edits.append(Edit(gap, ""))
    return edits


def _separator(layout: Layout, member: Span) -> str:
    """Return what stands between two members: members on lines of their own stay so."""
    before = layout.before(member.start)
    return f",{layout.newline}{before}" if before and not before.strip() else ", "
