"""The official schema of a version beside our forms of it, and documents to tell them apart."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from random import Random
from typing import TypeVar

import pytest

from naftiko_gen.schema import VERSION_KEYS, schema, versions
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.schema.places import Path
from naftiko_gen.schema.validate import Fault, validate
from naftiko_gen.source import PlainData, to_data
from naftiko_gen.source.reader import read
from tests.schema.mutation import Container, Vocabulary, mutate, pairs, remove, smallest
from tests.schema.reading import DOCUMENTS, SHARED, Verdict, plain, verdict_of

Item = TypeVar("Item")

CASES = {
    "naftiko": SHARED / "spec" / "engine-cases" / "alpha2",
    "ikanos": SHARED / "spec" / "engine-cases" / "head",
}
#: Larger documents take the official schemas too long to be mutated.
LARGEST = 5000

#: Versions whose official schema differs from that of a later one in the version alone.
SAME_AS = {
    "ikanos-1.0.0-alpha3": "ikanos-1.0.0-alpha4",
    "ikanos-1.0.0-beta1": "ikanos-1.0.0-beta3",
    "ikanos-1.0.0-beta2": "ikanos-1.0.0-beta3",
    "ikanos-1.0.0-beta4": "ikanos-1.0.0-beta5",
}

SUITE_MUTATIONS = 80
MUTATIONS = int(os.environ.get("NAFTIKO_GEN_MUTATIONS", SUITE_MUTATIONS))
LONG = MUTATIONS > SUITE_MUTATIONS


def official_path(version: str) -> FilePath:
    """Return where the official schema of a version would be."""
    name = version.replace("naftiko-0", "naftiko-v0").replace("ikanos-1.0.0-beta5", "ikanos-head")
    return SHARED / "spec" / "schemas" / f"{name}.json"


def of_versions(*names: str) -> pytest.MarkDecorator:
    """Run a test for some versions; skip those whose official schema is absent."""
    values = [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                not official_path(name).is_file(),
                reason="the official schema lies in ../shared, not here",
            ),
        )
        for name in names
    ]
    return pytest.mark.parametrize("version", values)


def each_version() -> pytest.MarkDecorator:
    """Run a test for each version; the suite leaves out those that another one stands for."""
    return of_versions(*(name for name in versions() if LONG or name not in SAME_AS))


def some(items: Sequence[Item], version: str, every: int) -> Sequence[Item]:
    """Return what is to be tried: the suite tries each so many-th, other ones a version."""
    return items if LONG else items[versions().index(version) % every :: every]


@dataclass(frozen=True)
class Forms:
    """Three schemas of one version, each as what it says of a document."""

    official: Verdict
    ours: Verdict
    superset: Verdict

    def agree(self, document: PlainData) -> bool:
        """Say whether our official form agrees, and the superset takes what is official."""
        official = self.official(document)
        return official == self.ours(document) and (not official or self.superset(document))

    def accepts(self, document: PlainData) -> bool:
        """Assert that the forms agree on a document, and say whether it is official."""
        if not self.agree(document):
            least = smallest(document, lambda each: not self.agree(each))
            said = (self.official(least), self.ours(least), self.superset(least))
            pytest.fail(f"{json.dumps(least)}\nofficial, ours, superset say: {said}")
        return self.official(document)


@cache
def official_schema(version: str) -> Schema:
    """Return the official schema of a version, which is there."""
    found: Schema = json.loads(official_path(version).read_text("utf-8"))
    return found


@cache
def forms(version: str) -> Forms:
    """Return the schemas of a version whose official schema is there."""
    return Forms(
        verdict_of(official_schema(version)),
        verdict_of(schema(version, "official")),
        verdict_of(schema(version, "catalogue")),
    )


def of_version(document: PlainData, version: str) -> PlainData:
    """Return a document that says to be of a version."""
    if not isinstance(document, dict):
        return document
    key, _, number = version.partition("-")
    rest = {name: value for name, value in document.items() if name not in VERSION_KEYS}
    return {key: number, **rest}


def fitted(document: PlainData, version: str) -> PlainData:
    """Return a document of a version without what the version does not know.

    A document of one version so serves for its neighbours too. Whether the rest is valid is
    for the official schema to say.
    """
    data = of_version(json.loads(json.dumps(document)), version)
    while faults := validate(data, version, "official"):
        deepest = max(faults, key=lambda fault: len(fault.path))
        if deepest.keyword != "additionalProperties" and not deepest.path:
            return data
        _mend(data, deepest)
    return data


def _mend(data: PlainData, fault: Fault) -> None:
    """Take the value at fault away; of unknown keys, these."""
    if fault.keyword == "additionalProperties":
        here = _at(data, fault.path)
        for key, _ in pairs(here):
            if key not in fault.schema["properties"]:
                remove(here, key)
    else:
        remove(_at(data, fault.path[:-1]), fault.path[-1])


def _at(data: PlainData, path: Path) -> Container:
    for step in path:
        assert isinstance(data, (dict, list))
        data = dict(pairs(data))[step]
    assert isinstance(data, (dict, list))
    return data


@cache
def own_documents(version: str) -> tuple[PlainData, ...]:
    """Return valid documents that together use every key of a version."""
    key, _, _ = version.partition("-")
    texts = [*DOCUMENTS[key].values(), *DOCUMENTS.get(version, {}).values()]
    documents = [fitted(plain(text), version) for text in texts]
    return tuple(each for each in documents if not validate(each, version, "official"))


@cache
def engine_cases(key: str) -> dict[str, PlainData]:
    """Return the engine's cases with a version key, by their names."""
    paths = [path for path in sorted(CASES[key].rglob("*")) if path.suffix in (".yaml", ".yml")]
    cases = {str(path.relative_to(CASES[key])): data_of(path) for path in paths}
    return {name: case for name, case in cases.items() if isinstance(case, dict) and key in case}


def data_of(path: FilePath) -> PlainData:
    """Read a file as plain data."""
    document, _ = read(path.name, path.read_bytes())
    return None if document.root is None else to_data(document.root)


@cache
def words() -> Vocabulary:
    """Return the words of all versions: what one does not know must be tried on it too."""
    own = [plain(text) for texts in DOCUMENTS.values() for text in texts.values()]
    return Vocabulary([*own, *(case for key in CASES for case in engine_cases(key).values())])


def mutations(version: str, count: int) -> Iterator[PlainData]:
    """Yield seeded mutations of valid documents: half of own ones, half of the engine's."""
    key, _, _ = version.partition("-")
    own = own_documents(version)
    cases = [
        fitted(case, version)
        for case in engine_cases(key).values()
        if len(json.dumps(case)) < LARGEST
    ]
    engine = [case for case in cases if forms(version).official(case)]
    for seed in range(count):
        random = Random(seed)
        yield mutate(random.choice(random.choice((own, engine or own))), random, words())
