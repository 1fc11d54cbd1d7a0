"""Every position of a capability, every hostile string, and the verdicts on them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from naftiko_gen import dialect
from naftiko_gen.schema.assemble import versions
from naftiko_gen.source import read, to_data
from tests.hostile.documents import HOME, Planted, Steps, bases
from tests.hostile.judge import Verdict, Written, judge, rendered
from tests.hostile.planting import plant
from tests.hostile.positions import Kind, positions
from tests.hostile.texts import reworded, twins
from tests.hostile.yamltext import written


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A position in a document of its own."""

    label: str
    planted: Planted

    @property
    def carried_out(self) -> bool:
        """Whether the document is accepted as it is."""
        return rendered(written(self.planted.data)) is not None

    def judge(self, string: str, *, behind: bool = False) -> Verdict:
        """Return the verdict on ``string`` in this place, alone or behind what is there."""
        before = self.planted.text if behind else ""
        pairs = (
            tuple(self._with(before + word) for word in (harmless, reworded(harmless)))
            for harmless in twins(string)
        )
        return judge(self._with(before + string), pairs)

    def try_out(self, string: str, *, behind: bool = False) -> Verdict:
        """Return what ``judge`` does; an exception of ours is a fault like any other."""
        try:
            return self.judge(string, behind=behind)
        except Exception as error:  # whatever it is, it is what we look for
            return Verdict((), (f"{type(error).__name__}: {error}"[:300],))

    def _with(self, text: str) -> Written:
        return Written(written(self.planted.with_text(text)), text)


@cache
def schema_places(version: str, stride: int = 1) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """Return the places of a version's positions, and the positions without a document.

    Of versions beside that of the base documents, only what earlier ones lack; of these, with
    a ``stride``, only some.
    """
    fresh = [position for position in positions(version) if str(position) not in _before(version)]
    planted = [(str(position), plant(position, version)) for position in fresh[::stride]]
    places = tuple(Place(label, document) for label, document in planted if document)
    return places, tuple(label for label, document in planted if document is None)


def _before(version: str) -> frozenset[str]:
    """Return the positions of earlier versions; that of the base documents is the first."""
    order = [HOME, *(each for each in versions() if each != HOME)]
    earlier = order[: order.index(version)]
    return frozenset(str(position) for each in earlier for position in positions(each))


@cache
def document_places() -> tuple[Place, ...]:
    """Return the places of all strings of documents as people write them.

    They are the base documents, and the example of each rewrite of the dialect: the schema
    knows the canonical form only.
    """
    documents = dict(bases())
    for rewrite in dialect.REWRITES:
        root = read(rewrite.name, rewrite.bad.data())[0].root
        assert root
        documents[rewrite.name] = to_data(root)
    found: list[Place] = []
    seen: set[tuple[object, ...]] = set()
    for name, data in documents.items():
        for path, kind in _strings(data, ()):
            planted = Planted(data, path, kind)
            # The examples have most of their text in common.
            common = (path, kind, planted.text)
            if name in dict(bases()) or common not in seen:
                label = (
                    f"{name}: {'.'.join(map(str, path))}{'' if kind is Kind.VALUE else ' (key)'}"
                )
                found.append(Place(label, planted))
            seen.add(common)
    return tuple(found)


def _strings(node: Any, path: Steps) -> Iterator[tuple[Steps, Kind]]:
    """Yield where strings stand in a document; keys are those of any mapping."""
    if isinstance(node, str):
        yield path, Kind.VALUE
    elif isinstance(node, dict):
        for key, value in cast("dict[str, Any]", node).items():
            yield (*path, key), Kind.KEY
            yield from _strings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(cast("list[object]", node)):
            yield from _strings(value, (*path, index))


#: What a text that may be anything may be.
_FREE = "?# {a} \\ \u00e9 'b' \"c\""


@cache
def free_places() -> tuple[tuple[str, Any, tuple[Steps, ...]], ...]:
    """Return each base document with the paths of its free texts.

    Texts are free where the document is accepted with one and the same text in all of them,
    whatever it is: descriptions, labels, and the like.
    """
    found: list[tuple[str, Any, tuple[Steps, ...]]] = []
    for name, data in bases():
        free: tuple[Steps, ...] = ()
        for path, kind in _strings(data, ()):
            more = (*free, path)
            if kind is Kind.VALUE and rendered(everywhere(data, more, _FREE)) is not None:
                free = more
        found.append((name, data, free))
    return tuple(found)


def everywhere(data: Any, paths: tuple[Steps, ...], text: str) -> str:
    """Return a document with one text in many places."""
    data = copy.deepcopy(data)
    for path in paths:
        node = data
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = text
    return written(data)
