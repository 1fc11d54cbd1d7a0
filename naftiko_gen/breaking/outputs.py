"""Holds what callers get back against what they got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from naftiko_gen.breaking.rules import Change, Level, NarrowedOutput
from naftiko_gen.diagnostics import Span
from naftiko_gen.spec.model import Output

#: An output, if the answer has a shape of its own, and where to show what became of it.
Answer: TypeAlias = tuple[Output | None, Span]


def shaped(outputs: tuple[Output, ...]) -> Output | None:
    """Return the output that gives answers a shape; None where they pass through as they are."""
    return next((output for output in outputs if not output.is_whole_answer), None)


def compare_outputs(what: str, level: Level, old: Answer, new: Answer) -> Iterator[Change]:
    """Yield what callers of ``what`` no longer get.

    Members of a shaped answer are always there, so that none can become optional.
    """
    (before, at_old), (after, at_new) = old, new
    if before and after:
        yield from _compare(f"the answer of {what}", level, (before, at_old), (after, at_new))
    elif before:
        message = f"{what} answers as the upstream does, before in a shape of its own"
        yield NarrowedOutput.change(level, message, at_new, at_old)
    elif after:
        message = f"{what} answers in a shape of its own, before as the upstream does"
        yield NarrowedOutput.change(level, message, at_new, at_old)


def _compare(
    what: str, level: Level, old: tuple[Output, Span], new: tuple[Output, Span]
) -> Iterator[Change]:
    (before, at_old), (after, at_new) = old, new
    was, now = _type(before), _type(after)
    # Whoever takes numbers takes integers.
    if was != now and (was, now) != ("number", "integer"):
        message = f"{what} is of type {now}, before {was}"
        yield NarrowedOutput.change(level, message, at_new, at_old)
        return
    members = {key.value: (output, key.span) for key, output in after.members}
    for key, output in before.members:
        if (member := members.get(key.value)) is None:
            message = f"the member `{key.value}` of {what} is gone"
            yield NarrowedOutput.change(level, message, at_new, key.span)
        else:
            name = f"the member `{key.value}` of {what}"
            yield from _compare(name, level, (output, key.span), member)
    if before.items and after.items:
        elements = f"each element of {what}"
        yield from _compare(elements, level, (before.items, at_old), (after.items, at_new))


def _type(output: Output) -> str:
    if output.members:
        return "object"
    if output.items:
        return "array"
    return output.type.value if output.type else "string"
