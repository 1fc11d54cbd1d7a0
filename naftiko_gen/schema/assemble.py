"""Schemas are put together from shared parts and small deltas."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeAlias, cast

from naftiko_gen.resources import folder

#: A JSON Schema as plain data.
Schema: TypeAlias = dict[str, Any]


@cache
def versions() -> tuple[str, ...]:
    """Return the names of all versions, such as ``naftiko-1.0.0-alpha2``, in order.

    A version is a folder of ``schemas/`` that holds its forms.
    """
    return tuple(sorted(path.parent.name for path in folder("schemas").glob("*/official.json")))


@cache
def schema(version: str, form: str) -> Schema:
    """Return the schema of a form (``official`` or ``catalogue``) of a version.

    Callers share the result and must not change it.

    Raises:
        LookupError: there is no such version or form.
    """
    if version not in versions() or form not in ("official", "catalogue"):
        raise LookupError(f"no schema {form} of {version}")
    return _assemble(f"{version}/{form}.json")


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


def _assemble(name: str) -> Schema:
    """Merge what the file ``name`` extends, in order, and then the file itself."""
    delta: Schema = json.loads((folder("schemas") / name).read_text("utf-8"))
    merged: Schema = {}
    for base in delta.pop("extends", []):
        merged = merge(merged, _assemble(base))
    return cast("Schema", merge(merged, delta))
