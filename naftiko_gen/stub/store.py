"""What the stub remembers: collections and their items, keyed by path.

==============  =========================  ========================  =======================
request         collection                 item                      part of an item
==============  =========================  ========================  =======================
GET             200, ``{"data": [items]}`` 200, the item             200, the item
POST            201, a new item            200, the merged item      200, the merged item
PUT, PATCH      200, the body as sent      200, the merged item      200, the merged item
DELETE          204, all items gone        204, the item gone        204, nothing changes
==============  =========================  ========================  =======================

A search by POST is answered like a GET of the collection, an action with 200 and what was sent.

A new item has the members of the body and an identifier: the body's own under the name of the
item's path variable (``name`` for ``/buckets/{name}``), else a counted one (``room-1``). It
stands under that name and under ``id``. A POST that is no JSON object creates nothing and is
answered like a PUT. No clock and no chance: the same requests get the same answers.

An item is unknown (404) where the spec has a way to create it and nobody did. Where it has none,
the item is taken to exist until it is deleted, for a stub that can never answer helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from naftiko_gen.source import PlainData
from naftiko_gen.stub.messages import Answer, Refusal

Path: TypeAlias = tuple[str, ...]
Item: TypeAlias = dict[str, PlainData]


class Kind(Enum):
    """What a path leads to."""

    COLLECTION = "collection"
    ITEM = "item"
    PART = "part"
    SINGLE = "single"
    SEARCH = "search"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is about.

    ``path`` is the collection or the item; of a part it is the item, of a search what is
    searched. A single thing is an item without siblings, such as /account. ``variable`` names the
    path variable of the item, or of the collection's items, where there is just one.
    ``created`` are the items that somebody must have created, the target and its ancestors.
    """

    kind: Kind
    path: Path
    variable: str | None = None
    created: tuple[Path, ...] = ()


class Store:
    """The collections of one namespace.

    With ``everything_exists`` no item is ever unknown, and none is in the way of a new one.
    """

    def __init__(self, *, everything_exists: bool = False) -> None:
        self._everything_exists = everything_exists
        self._items: dict[Path, Item] = {}
        self._counters: dict[Path, int] = {}
        self._deleted: set[Path] = set()

    def answer(self, method: str, target: Target, body: PlainData) -> Answer:
        """Do what ``method`` means for ``target``; ``body`` is None where there is none.

        Raises:
            Refusal: an item is unknown (404) or exists already (409).
        """
        for path in target.created:
            if path not in self._items and not self._everything_exists:
                raise Refusal(404, f"There is no item {path[-1]!r}.")
        match target.kind:
            case Kind.COLLECTION:
                return self._collection(method, target, body)
            case Kind.SEARCH:
                return Answer(200, {"data": list(self._members(target.path))})
            case Kind.ACTION:
                sent = body if isinstance(body, dict) else {}
                return Answer(200, {"status": "done", **sent})
            case _:
                return self._item(method, target, body)

    def _collection(self, method: str, target: Target, body: PlainData) -> Answer:
        match method:
            case "GET" | "HEAD":
                return Answer(200, {"data": list(self._members(target.path))})
            case "POST" if isinstance(body, dict):
                return Answer(201, self._create(target, body))
            case "DELETE":
                self._forget(target.path)
                return Answer(204)
            case _:
                return Answer(200, {} if body is None else body)

    def _item(self, method: str, target: Target, body: PlainData) -> Answer:
        path = target.path
        if path in self._deleted and not self._everything_exists:
            raise Refusal(404, f"There is no item {path[-1]!r}.")
        names = _identifiers(path[-1], target.variable)
        item = self._items.get(path, names)
        match method:
            case "GET" | "HEAD":
                return Answer(200, item)
            case "DELETE" if target.kind is not Kind.PART:
                self._forget(path)
                self._deleted.add(path)
                return Answer(204)
            case "DELETE":
                return Answer(204)
            case _:
                kept = {name: item[name] for name in names if name in item}
                changes = body if isinstance(body, dict) else {}
                self._items[path] = {**item, **changes, **kept}
                return Answer(200, self._items[path])

    def _create(self, target: Target, body: Item) -> Item:
        own = body.get(target.variable) if target.variable else None
        if isinstance(own, str | int) and not isinstance(own, bool) and own != "":
            key = str(own)
            if (*target.path, key) in self._items and not self._everything_exists:
                raise Refusal(409, f"There is an item {key!r} already.")
        else:
            own = key = self._next_key(target)
        path = (*target.path, key)
        self._deleted.discard(path)
        self._items[path] = {**body, **_identifiers(own, target.variable)}
        return self._items[path]

    def _next_key(self, target: Target) -> str:
        stem = _stem(target)
        while True:
            number = self._counters.get(target.path, 0) + 1
            self._counters[target.path] = number
            key = f"{stem}-{number}"
            if (*target.path, key) not in self._items:
                return key

    def _members(self, collection: Path) -> Iterator[Item]:
        for path, item in self._items.items():
            if path[:-1] == collection:
                yield item

    def _forget(self, path: Path) -> None:
        # With an item goes all that lies below it.
        gone = [other for other in self._items if other[: len(path)] == path]
        for other in gone:
            del self._items[other]


def _identifiers(value: str | int, variable: str | None) -> Item:
    names: Item = {"id": value}
    if variable:
        names[variable] = value
    return names


def _stem(target: Target) -> str:
    collection = target.path[-1] if target.path else ""
    singular = collection[:-3] + "y" if collection.endswith("ies") else collection.removesuffix("s")
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in singular.lower())
    return letters.strip("-") or "item"
