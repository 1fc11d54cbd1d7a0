"""Each official form accepts and rejects exactly what the official schema of its version does.

The suite tries some documents of each version that differs from the next in more than its name.
The long form tries as many mutations as it is told on every version, every file of the
catalogue, and all answers beside all outputs (5,000 take one version some three minutes):

    NAFTIKO_GEN_MUTATIONS=5000 pytest -s tests/schema/test_official.py -k beta5
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from naftiko_gen.schema import schema
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.source import PlainData
from tests.schema.answers import answers
from tests.schema.differential import (
    MUTATIONS,
    SAME_AS,
    data_of,
    each_version,
    engine_cases,
    fitted,
    forms,
    mutations,
    of_version,
    of_versions,
    official_schema,
    own_documents,
    some,
)
from tests.schema.mutation import single_changes
from tests.schema.reading import DOCUMENTS, SHARED, plain

CATALOGUE = SHARED / "catalogue"

#: How many of the engine's cases are valid as they are.
VALID_CASES = {"naftiko-1.0.0-alpha2": 35, "ikanos-1.0.0-beta5": 52}


@each_version()
def test_own_documents(version: str) -> None:
    for document in own_documents(version):
        assert forms(version).accepts(document)


@each_version()
def test_documents_of_other_versions(version: str) -> None:
    for texts in DOCUMENTS.values():
        for text in texts.values():
            forms(version).accepts(plain(text))
            forms(version).accepts(of_version(plain(text), version))


@of_versions(*VALID_CASES)
def test_engine_cases(version: str) -> None:
    key, _, _ = version.partition("-")
    accepted = [forms(version).accepts(case) for case in engine_cases(key).values()]
    assert sum(accepted) == VALID_CASES[version]


@each_version()
def test_engine_cases_of_other_versions(version: str) -> None:
    for key in ("naftiko", "ikanos"):
        for case in some([*engine_cases(key).values()], version, 8):
            forms(version).accepts(of_version(case, version))
            forms(version).accepts(fitted(case, version))


@each_version()
def test_single_changes(version: str) -> None:
    every = [each for own in own_documents(version) for each in single_changes(own)]
    tried = some(every, version, 150)
    accepted = sum(forms(version).accepts(make()) for make in tried)
    print(f"\n{version}: {len(tried)} single changes, {accepted} of them valid")
    assert 0 < accepted < len(tried)


@each_version()
def test_mutations(version: str) -> None:
    accepted = sum(forms(version).accepts(each) for each in mutations(version, MUTATIONS))
    print(f"\n{version}: {MUTATIONS} mutations, {accepted} of them valid")
    # A test of rejections alone would prove little.
    assert accepted > MUTATIONS // 10


@each_version()
def test_whatever_answers_with_whatever_outputs(version: str) -> None:
    tried = some([*answers(version)], version, 23)
    accepted = sum(forms(version).accepts(each) for each in tried)
    print(f"\n{version}: {len(tried)} answers, {accepted} of them valid")
    assert 0 < accepted < len(tried)


@each_version()
def test_catalogue(version: str) -> None:
    tried = accepted = 0
    for path in some(sorted(CATALOGUE.glob("*.yaml")), version, 160):
        for document in entries_of(data_of(path)):
            tried += 1
            accepted += forms(version).accepts(of_version(document, version))
    print(f"\n{version}: {tried} documents of the catalogue, {accepted} of them valid")
    assert tried > 0


def entries_of(document: PlainData) -> Iterator[PlainData]:
    """Yield the document, and each of its adapters and consumed APIs as a document."""
    yield document
    match document:
        case {"capability": dict(capability)}:
            for key in ("consumes", "exposes"):
                part = capability.get(key)
                for each in part if isinstance(part, list) else []:
                    yield {"capability": {key: [each]}}
        case _:
            pass


@of_versions(*SAME_AS)
def test_steps_that_change_the_version_alone(version: str) -> None:
    """What the suite leaves out is proven with what it tries."""
    other = SAME_AS[version]
    assert bare(official_schema(version)) == bare(official_schema(other))
    assert bare(schema(version, "official")) == bare(schema(other, "official"))


def bare(part: Any) -> Any:
    """Return a schema without words for people and without the version."""
    if isinstance(part, list):
        return [bare(each) for each in cast("Sequence[Any]", part)]
    if not isinstance(part, dict):
        return part
    mapping = cast("Schema", part)
    if str(mapping.get("const")).startswith("1.0.0-"):
        return "the version"
    words = ("title", "description", "$id", "$comment", "examples")
    return {
        key: bare(value)
        for key, value in mapping.items()
        if key not in words or isinstance(value, dict)
    }
