"""Random documents, randomly rewritten: the text reads as what was intended, or is refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from naftiko_gen.fixes.layout import Refused
from naftiko_gen.source import Entry, Mapping, Node, PlainData, Scalar, Sequence, Span
from tests.fixes.trees import edited, node

_SCALARS = st.one_of(
    st.sampled_from(["x", "", "a: b", "{y}", "two words", "#", "yes"]), st.integers(-9, 9)
)
_KEYS = st.sampled_from(["a", "b", "c", "d e", "f:", "1"])
_DATA: st.SearchStrategy[PlainData] = st.recursive(
    _SCALARS,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3),
        st.dictionaries(_KEYS, below, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


class Printer:
    """Prints data in a random mix of styles, with comments."""

    def __init__(self, rng: random.Random, newline: str) -> None:
        self.rng = rng
        self.newline = newline

    def document(self, data: PlainData) -> str:
        return self.newline.join(self.block(data, 0)) + self.newline

    def block(self, data: PlainData, column: int) -> list[str]:
        blank = " " * column
        lines: list[str] = []
        match data:
            case dict() if self.rng.random() < 0.8:
                for key, value in data.items():
                    if self.rng.random() < 0.2:
                        lines.append(f"{blank}# c{self.rng.random()}")
                    lines += self.member(blank + self.scalar(key) + ":", value, column)
            case list() if self.rng.random() < 0.8:
                for item in data:
                    lines += self.member(f"{blank}-", item, column)
            case _:
                lines.append(blank + self.flow(data))
        return lines

    def member(self, head: str, value: PlainData, column: int) -> list[str]:
        step = self.rng.choice([2, 2, 4])
        if isinstance(value, (dict, list)) and value and self.rng.random() < 0.7:
            return [head, *self.block(value, column + step)]
        comment = "  # note" if self.rng.random() < 0.2 else ""
        return [f"{head} {self.flow(value)}{comment}"]

    def flow(self, data: PlainData) -> str:
        match data:
            case dict():
                members = [f"{self.scalar(k)}: {self.flow(v)}" for k, v in data.items()]
                return "{" + ", ".join(members) + "}"
            case list():
                return "[" + ", ".join(self.flow(each) for each in data) + "]"
            case _:
                return self.scalar(data)

    def scalar(self, value: PlainData) -> str:
        if not isinstance(value, str):
            return str(value)
        if value.isalpha() and value != "yes" and self.rng.random() < 0.6:
            return value
        return f"'{value}'" if self.rng.random() < 0.5 else f'"{value}"'


def _new_text(rng: random.Random) -> str:
    return rng.choice(["new", "n: {w}", "7", ""])


def change(root: Node, rng: random.Random, new: Callable[[], PlainData]) -> Node:
    """Change a tree at random places, as rewrites do: new nodes have spans of old ones."""
    span = root.span

    def fresh() -> Node:
        return node(new(), Span(span.start, span.start + 1))

    match root:
        case Scalar():
            return replace(root, value=_new_text(rng)) if rng.random() < 0.3 else root
        case Sequence(items=items):
            kept = [change(each, rng, new) for each in items if rng.random() > 0.2]
            if rng.random() < 0.3:
                kept.insert(rng.randint(0, len(kept)), fresh())
            return replace(root, items=tuple(kept))
        case Mapping(entries=entries):
            result: list[Entry] = []
            for entry in entries:
                if rng.random() < 0.2:
                    continue
                key = replace(entry.key, value="renamed") if rng.random() < 0.1 else entry.key
                result.append(Entry(key, change(entry.value, rng, new)))
            if rng.random() < 0.4:
                key = Scalar(span, rng.choice(["z", "new key"]))
                result.insert(rng.randint(0, len(result)), Entry(key, fresh()))
            assume(len({entry.name for entry in result}) == len(result))
            return replace(root, entries=tuple(result))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=_DATA, extra=_DATA, seed=st.integers(0, 10**6))
def test_edits_do_what_they_should(
    newline: str, data: PlainData, extra: PlainData, seed: int
) -> None:
    assume(isinstance(data, (dict, list)))
    rng = random.Random(seed)
    text = Printer(rng, newline).document(data)
    try:
        # `edited` reads the result again, and compares.
        edited(text, lambda root: change(root, rng, lambda: extra))
        event("edited")
    except Refused as refused:
        event(f"refused: {refused}")
