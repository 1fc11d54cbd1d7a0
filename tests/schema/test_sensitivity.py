"""The differential finds a form that is wrong: forms are made wrong in single places.

The suite makes some changes; the long form (see test_official.py) makes every one there is.
Some of those change nothing that a form accepts, such as a `type` that is asked for twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple, cast

import pytest

from naftiko_gen.schema import schema
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.schema.places import Path
from naftiko_gen.source import PlainData
from tests.schema.answers import answers
from tests.schema.differential import (
    LONG,
    MUTATIONS,
    forms,
    mutations,
    of_versions,
    own_documents,
)
from tests.schema.mutation import single_changes
from tests.schema.reading import verdict_of

#: A small valid document of each version that is tried.
SMALL: dict[str, PlainData] = {
    "naftiko-1.0.0-alpha2": {
        "naftiko": "1.0.0-alpha2",
        "capability": {
            "consumes": [
                {
                    "type": "http",
                    "namespace": "shop",
                    "baseUri": "https://shop.test",
                    "resources": [
                        {
                            "name": "item",
                            "path": "/",
                            "operations": [{"name": "get", "method": "DELETE"}],
                        }
                    ],
                }
            ],
            "exposes": [
                {
                    "type": "mcp",
                    "namespace": "mcp",
                    "port": 1,
                    "tools": [
                        {
                            "name": "get",
                            "description": "Gets.",
                            "call": "shop.get",
                            "outputParameters": [{"type": "string", "mapping": "$."}],
                        }
                    ],
                }
            ],
        },
    },
    "ikanos-1.0.0-beta5": {
        "ikanos": "1.0.0-beta5",
        "capability": {
            "consumes": [
                {
                    "type": "http",
                    "namespace": "shop",
                    "baseUri": "https://shop.test",
                    "resources": {
                        "item": {"path": "/", "operations": {"get": {"method": "DELETE"}}}
                    },
                }
            ],
            "exposes": [
                {
                    "type": "mcp",
                    "namespace": "mcp",
                    "port": 1,
                    "tools": {
                        "get": {
                            "description": "Gets.",
                            "call": "shop.get",
                            "outputParameters": [{"type": "string", "mapping": "$."}],
                        }
                    },
                }
            ],
        },
    },
}
VERSIONS = ("naftiko-1.0.0-alpha2", "ikanos-1.0.0-beta5")

#: What is taken away, or what it becomes: one of each kind of constraint.
SOME: tuple[tuple[Path, Any], ...] = (
    (("$defs", "Tool", "additionalProperties"), None),
    (("$defs", "HttpApi", "required"), ["type", "baseUri"]),
    (("$defs", "Method", "enum"), ["GET", "POST", "PUT", "PATCH"]),
    (("$defs", "Name", "pattern"), None),
    (("$defs", "Name", "type"), None),
    (("$defs", "Port", "maximum"), None),
    (("$defs", "CallOutputs", "properties", "outputParameters", "items"), {}),
    (("$defs", "McpAdapter", "else"), {}),
    (("$defs", "ScalarOutput", "oneOf"), None),
)

#: Constraints that may be taken away as they are.
WHOLE = frozenset({
    "pattern", "minLength", "maxLength", "minItems", "minProperties", "minimum", "maximum", "type",
    "additionalProperties", "propertyNames", "oneOf", "anyOf", "not", "const", "$ref",
})  # fmt: skip


class Change(NamedTuple):
    """One constraint of a form, and what it becomes; None takes it away."""

    path: Path
    value: Any

    def apply(self, whole: Schema) -> Schema:
        changed = deepcopy(whole)
        part: Any = changed
        for step in self.path[:-1]:
            part = part[step]
        if self.value is None:
            del part[self.path[-1]]
        else:
            part[self.path[-1]] = self.value
        return changed


def changes(part: Any, path: Path = ()) -> Iterator[Change]:
    """Yield single changes of every constraint below ``part``."""
    if isinstance(part, list):
        for index, value in enumerate(cast("Sequence[Any]", part)):
            yield from changes(value, (*path, index))
    elif isinstance(part, dict):
        are_names = path[-1:] in (("properties",), ("$defs",))
        for key, value in cast("Schema", part).items():
            here = (*path, key)
            if not are_names:
                if key in ("required", "enum"):
                    words = cast("list[str]", value)
                    for word in words:
                        yield Change(here, [other for other in words if other != word])
                elif key in WHOLE:
                    yield Change(here, None)
            yield from changes(value, here)


def documents(version: str) -> Iterator[PlainData]:
    """Yield what the differential tries; for the suite, single changes of a small document."""
    if not LONG:
        yield from (make() for make in single_changes(SMALL[version]))
        return
    for own in own_documents(version):
        yield own
        yield from (make() for make in single_changes(own))
    yield from mutations(version, MUTATIONS)
    yield from answers(version)


@cache
def judged(version: str) -> list[tuple[PlainData, bool]]:
    """Return documents of a version with the official verdict."""
    return [(each, forms(version).official(each)) for each in documents(version)]


def is_found(version: str, changed: Schema) -> bool:
    """Say whether some document tells a form from the official schema."""
    valid = verdict_of(changed)
    return any(valid(each) != official for each, official in judged(version))


@of_versions(*VERSIONS)
def test_a_form_as_it_is_is_not_found(version: str) -> None:
    assert not is_found(version, schema(version, "official"))


@pytest.mark.parametrize("change", [Change(*each) for each in SOME], ids=lambda each: each.path[-1])
@of_versions(*VERSIONS)
def test_a_changed_constraint_is_found(version: str, change: Change) -> None:
    assert is_found(version, change.apply(schema(version, "official")))


@pytest.mark.skipif(not LONG, reason="all changes are tried in the long form")
@of_versions(*VERSIONS)
def test_nearly_all_changed_constraints_are_found(version: str) -> None:
    whole = schema(version, "official")
    every = list(changes(whole))
    missed = [each for each in every if not is_found(version, each.apply(whole))]
    print(f"\n{version}: {len(every)} changes, {len(missed)} of them not found")
    for each in missed:
        print(f"  {'/'.join(map(str, each.path))} {each.value}")
    assert len(missed) < len(every) // 5
