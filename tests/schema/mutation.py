"""Seeded mutations of documents as plain data, and the smallest document with a property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from functools import partial
from random import Random
from typing import TypeAlias

from naftiko_gen.source import PlainData

Container: TypeAlias = "dict[str, PlainData] | list[PlainData]"

#: Values of each kind; some of them nearly match the patterns of names, ports and dates.
ODDITIES: tuple[PlainData, ...] = (
    None, True, 0, 1, -1, 70000, 2.0, 0.5, "", "x", "a_b", "a.b", "a.b.c", "A", "x\n", "2026-02-30",
    "file:///x", "https://x/{y}", "::1", "{{X}}", [], {}, ["x"], {"x": "y"}, [[]], [{}],
)  # fmt: skip


class Vocabulary:
    """Keys, the values that stand under each, and scalars: what mutations are made of."""

    def __init__(self, documents: Iterable[PlainData]) -> None:
        self.values: dict[str, list[PlainData]] = defaultdict(list)
        self.scalars: list[PlainData] = list(ODDITIES)
        for document in documents:
            for container in containers(document):
                for key, value in pairs(container):
                    if isinstance(key, str):
                        self.values[key].append(value)
                    if not isinstance(value, (dict, list)):
                        self.scalars.append(value)
        self.keys = sorted(self.values)


def containers(node: PlainData) -> Iterator[Container]:
    """Yield all lists and mappings, outer ones first."""
    if isinstance(node, (dict, list)):
        yield node
        for _, value in pairs(node):
            yield from containers(value)


def pairs(container: Container) -> list[tuple[str | int, PlainData]]:
    """Return keys or indexes with their values."""
    if isinstance(container, dict):
        return list(container.items())
    return list(enumerate(container))


def mutate(document: PlainData, random: Random, words: Vocabulary) -> PlainData:
    """Return a copy of ``document`` with one to three changes."""
    changed = deepcopy(document)
    for _ in range(random.choice((1, 1, 2, 3))):
        container = random.choice(list(containers(changed)) or [{}])
        random.choice(CHANGES)(container, random, words)
    return changed


def _drop(container: Container, random: Random, words: Vocabulary) -> None:
    if container:
        remove(container, _key(container, random))


def _rename(container: Container, random: Random, words: Vocabulary) -> None:
    if isinstance(container, dict) and container:
        value = container.pop(str(_key(container, random)))
        container[random.choice([*words.keys, "x"])] = value


def _replace(container: Container, random: Random, words: Vocabulary) -> None:
    if container:
        _put(container, _key(container, random), random.choice(words.scalars))


def _replace_oddly(container: Container, random: Random, words: Vocabulary) -> None:
    if container:
        _put(container, _key(container, random), deepcopy(random.choice(ODDITIES)))


def _spoil(container: Container, random: Random, words: Vocabulary) -> None:
    """Change a scalar a little: near the borders of what is allowed."""
    scalars = [key for key, value in pairs(container) if not isinstance(value, (dict, list))]
    if not scalars:
        return
    key = random.choice(scalars)
    match dict(pairs(container))[key]:
        case str(text):
            spoilt = (text + " ", text + "\n", text + "/x", "{" + text, text[:-1], text * 200, "")
            _put(container, key, random.choice(spoilt))
        case bool(flag):
            _put(container, key, str(flag).lower())
        case int() | float() as number:
            _put(container, key, random.choice((-number, number * 100, number + 0.5, str(number))))
        case _:
            _put(container, key, "x")


def _replace_alike(container: Container, random: Random, words: Vocabulary) -> None:
    """Put in what stands under the same key elsewhere."""
    if isinstance(container, dict) and container:
        key = str(_key(container, random))
        container[key] = deepcopy(random.choice(words.values.get(key) or [None]))


def _add(container: Container, random: Random, words: Vocabulary) -> None:
    key = random.choice(words.keys)
    value = deepcopy(random.choice(words.values[key]))
    if isinstance(container, dict):
        container[key] = value
    elif container:
        container.append(deepcopy(random.choice(container)))
    else:
        container.append(value)


def _reorder(container: Container, random: Random, words: Vocabulary) -> None:
    if isinstance(container, list):
        random.shuffle(container)
    else:
        items = list(container.items())
        random.shuffle(items)
        container.clear()
        container.update(items)


def _nest(container: Container, random: Random, words: Vocabulary) -> None:
    if container:
        key = _key(container, random)
        value = dict(pairs(container))[key]
        _put(container, key, random.choice(([value], {random.choice(words.keys): value})))


CHANGES = (_drop, _drop, _rename, _replace, _replace_oddly, _replace_alike, _replace_alike,
           _spoil, _spoil, _add, _add, _reorder, _nest)  # fmt: skip


def _key(container: Container, random: Random) -> str | int:
    return random.choice([key for key, _ in pairs(container)])


def _put(container: Container, key: str | int, value: PlainData) -> None:
    if isinstance(container, dict):
        container[str(key)] = value
    elif isinstance(key, int):
        container[key] = value


def remove(container: Container, key: str | int) -> None:
    """Take an entry or an item away."""
    if isinstance(container, dict):
        del container[str(key)]
    elif isinstance(key, int):
        del container[key]


#: What takes the place of each value: one of each type, and some that borders forbid.
INSTEAD: tuple[PlainData, ...] = (
    None, True, -1, 0.5, 70000, "", "a b", [], {}, [None], {"x": "y"},
)  # fmt: skip


def single_changes(document: PlainData) -> list[Callable[[], PlainData]]:
    """Return makers of the document with each single change: nothing is left to chance.

    Each value is left out and replaced by every one of `INSTEAD`; each mapping gets a key that
    nobody knows.
    """
    makers: list[Callable[[], PlainData]] = []
    for index, container in enumerate(containers(document)):
        for key, _ in pairs(container):
            makers.append(partial(_without, document, index, key))
            makers += [partial(_with, document, index, key, value) for value in INSTEAD]
        if isinstance(container, dict):
            makers.append(partial(_with, document, index, "x", "y"))
    return makers


def _without(document: PlainData, index: int, key: str | int) -> PlainData:
    copy, place = _copy(document, index)
    remove(place, key)
    return copy


def _with(document: PlainData, index: int, key: str | int, value: PlainData) -> PlainData:
    copy, place = _copy(document, index)
    _put(place, key, deepcopy(value))
    return copy


def _copy(document: PlainData, index: int) -> tuple[PlainData, Container]:
    """Return a copy, and its container at ``index`` of all."""
    copy = deepcopy(document)
    return copy, list(containers(copy))[index]


def smallest(document: PlainData, holds: Callable[[PlainData], bool]) -> PlainData:
    """Take parts away from ``document`` as long as ``holds`` stays true of the rest."""
    while True:
        smaller = next((each for each in _smaller(document) if holds(each)), None)
        if smaller is None:
            return document
        document = smaller


def _smaller(document: PlainData) -> Iterator[PlainData]:
    for index, container in enumerate(containers(document)):
        for key, _ in reversed(pairs(container)):
            yield _without(document, index, key)
