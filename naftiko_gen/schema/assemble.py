"""Schemas are put together from shared parts and small deltas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias, cast

from naftiko_gen.resources import folder

#: A JSON Schema as plain data.
Schema: TypeAlias = dict[str, Any]

#: The keys that name the version, older one first: the specification was renamed once.
VERSION_KEYS = ("naftiko", "ikanos")

FORMS = ("official", "catalogue")


@cache
def versions() -> tuple[str, ...]:
    """Return the names of all versions, such as ``naftiko-1.0.0-alpha2``, oldest first.

    A version is a folder of ``schemas/`` that holds its forms.
    """
    names = (path.parent.name for path in folder("schemas").glob("*/official.json"))
    return tuple(sorted(names, key=_age))


@cache
def schema(version: str, form: str) -> Schema:
    """Return the schema of a form (``official`` or ``catalogue``) of a version.

    Callers share the result and must not change it.

    Raises:
        LookupError: there is no such version or form.
    """
    if version not in versions() or form not in FORMS:
        raise LookupError(f"no schema {form} of {version}")
    return _without_unused(_apply({}, f"{version}/{form}.json"))


@cache
def owners(version: str, form: str) -> dict[str, tuple[str, ...]]:
    """Return, for each key of a form, the titles of the mappings that know it, in order."""
    found: dict[str, list[str]] = {}
    whole = schema(version, form)
    for part in [whole, *whole["$defs"].values()]:
        if part.get("additionalProperties") is False:
            for key in part["properties"]:
                titles = found.setdefault(key, [])
                if part["title"] not in titles:
                    titles.append(part["title"])
    return {key: tuple(titles) for key, titles in found.items()}


def merge(target: Any, patch: Any) -> Any:
    """Return ``target`` changed by a JSON merge patch (RFC 7396); null removes a key."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(cast("Schema", target)) if isinstance(target, dict) else {}
    for key, value in cast("Schema", patch).items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), value)
    return merged


def _age(version: str) -> tuple[int, str]:
    key, _, number = version.partition("-")
    return VERSION_KEYS.index(key), re.sub("[0-9]+", lambda digits: digits[0].zfill(4), number)


def _apply(target: Schema, name: str) -> Schema:
    """Change ``target`` by all that the file ``name`` extends, in order, then by the file."""
    patch: Schema = json.loads((folder("schemas") / name).read_text("utf-8"))
    for base in patch.pop("extends", []):
        target = _apply(target, base)
    return cast("Schema", merge(target, patch))


def _without_unused(whole: Schema) -> Schema:
    """Leave out the definitions that nothing refers to: those of features of other versions."""
    definitions: Schema = whole["$defs"]
    used: set[str] = set()
    waiting = set(_references({**whole, "$defs": {}}))
    while waiting:
        name = waiting.pop()
        used.add(name)
        waiting |= set(_references(definitions[name])) - used
    return {**whole, "$defs": {name: definitions[name] for name in definitions if name in used}}


def _references(part: Any) -> Iterator[str]:
    """Yield the names of the definitions that a part refers to."""
    if isinstance(part, dict):
        for key, value in cast("Schema", part).items():
            if key == "$ref" and isinstance(value, str):
                yield value.removeprefix("#/$defs/")
            else:
                yield from _references(value)
    elif isinstance(part, list):
        for value in cast("Sequence[Any]", part):
            yield from _references(value)
