"""The official form accepts and rejects exactly what the official schema does.

The suite tries some documents; the long form tries as many mutations as it is told, and every
file of the catalogue (50,000 take some seven minutes):

    NAFTIKO_GEN_MUTATIONS=50000 pytest tests/schema/test_official.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from naftiko_gen.schema import schema
from naftiko_gen.source import PlainData, to_data
from naftiko_gen.source.reader import read
from tests.schema.mutation import Vocabulary, mutate, smallest
from tests.schema.reading import SHARED, TEXTS, VERSION, plain, verdict_of

OFFICIAL = SHARED / "spec" / "schemas" / f"{VERSION}.json"
CASES = SHARED / "spec" / "engine-cases" / "alpha2"
CATALOGUE = SHARED / "catalogue"

SUITE_MUTATIONS = 1500
MUTATIONS = int(os.environ.get("NAFTIKO_GEN_MUTATIONS", SUITE_MUTATIONS))
#: Larger documents take the official schema too long.
LARGEST = 5000
#: The suite tries each so many-th file of the catalogue.
STRIDE = 32

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_file(), reason="the official schema lies in ../shared, not here"
)


@cache
def verdicts() -> tuple[Callable[[PlainData], bool], ...]:
    """Return the official schema, our official form and our superset, each as a function."""
    official: dict[str, Any] = json.loads(OFFICIAL.read_text("utf-8"))
    forms = (official, schema(VERSION, "official"), schema(VERSION, "catalogue"))
    return tuple(verdict_of(form) for form in forms)


def agree(document: PlainData) -> bool:
    """Say whether the official form agrees, and the superset takes what is official."""
    official, ours, superset = (valid(document) for valid in verdicts())
    return official == ours and (superset or not official)


def assert_agreement(document: PlainData) -> None:
    if not agree(document):
        least = smallest(document, lambda each: not agree(each))
        names = ("official schema", "official form", "superset")
        said = {name: valid(least) for name, valid in zip(names, verdicts(), strict=True)}
        pytest.fail(f"{json.dumps(least)}\nis valid? {said}")


def data_of(path: Path) -> PlainData:
    document, _ = read(path.name, path.read_bytes())
    return None if document.root is None else to_data(document.root)


def cases() -> list[Path]:
    return sorted(path for path in CASES.rglob("*") if path.suffix in (".yaml", ".yml"))


def test_engine_cases() -> None:
    accepted = 0
    for path in cases():
        assert_agreement(data_of(path))
        accepted += verdicts()[0](data_of(path))
    assert accepted == 35


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_own_documents(text: str) -> None:
    assert all(valid(plain(text)) for valid in verdicts())


def test_mutations() -> None:
    documents = [data_of(path) for path in cases() if path.stat().st_size < LARGEST]
    documents = [each for each in documents if verdicts()[0](each)]
    own = [plain(text) for text in TEXTS.values()]
    words = Vocabulary([*own, *documents])
    accepted = 0
    for seed in range(MUTATIONS):
        random = Random(seed)
        mutated = mutate(random.choice(random.choice((own, documents))), random, words)
        assert_agreement(mutated)
        accepted += verdicts()[0](mutated)
    # A test of rejections alone would prove little.
    assert accepted > MUTATIONS // 5


def entries_of(document: PlainData) -> Iterator[PlainData]:
    """Yield the document, and each of its adapters and consumed APIs as a document."""
    yield document
    match document:
        case {"capability": dict(capability)}:
            for key in ("consumes", "exposes"):
                part = capability.get(key)
                for each in part if isinstance(part, list) else []:
                    yield {"naftiko": "1.0.0-alpha2", "capability": {key: [each]}}
        case _:
            pass


def test_catalogue() -> None:
    paths = sorted(CATALOGUE.glob("*.yaml"))
    accepted = 0
    for path in paths if MUTATIONS > SUITE_MUTATIONS else paths[::STRIDE]:
        for document in entries_of(data_of(path)):
            assert_agreement(document)
            accepted += verdicts()[0](document)
    assert accepted > 0


CALL: PlainData = {"type": "string", "mapping": "$.a"}
STEPS: PlainData = {"name": "a", "type": "string"}
MOCK: PlainData = {"name": "a", "type": "string", "value": "b"}
OUTPUTS: tuple[PlainData, ...] = (
    [], {}, "x", ["x"], [None], [CALL], [STEPS], [MOCK], [CALL, STEPS], [STEPS, MOCK],
    [MOCK, CALL], [MOCK, "x"],
    [{"type": "string", "value": "b"}],
    [{"type": "object", "mapping": "$."}],
    [{"type": "object", "properties": {}}],
    [{"name": "a", "type": "object", "properties": {}}],
    [{"name": "a", "type": "object", "value": "b"}],
    [{"name": "a", "type": "string", "mapping": "$.a"}],
    [{"type": "string", "value": "b", "mapping": "$.a"}],
)  # fmt: skip
PARTS: dict[str, PlainData] = {
    "name": "a",
    "label": "l",
    "description": "d",
    "call": "a.b",
    "steps": [{"type": "call", "name": "s", "call": "a.b"}],
    "ref": "a.b",
    "location": "file:///a",
}


def mcp(**parts: PlainData) -> PlainData:
    return {"exposes": [{"type": "mcp", "namespace": "a", "port": 1, **parts}]}


def tool(unit: dict[str, PlainData]) -> PlainData:
    return mcp(tools=[unit])


def resource(unit: dict[str, PlainData]) -> PlainData:
    return mcp(tools=[{"ref": "a.b"}], resources=[{**unit, "uri": "a:b"}])


def operation(unit: dict[str, PlainData]) -> PlainData:
    resources: PlainData = [{"path": "/", "operations": [{**unit, "method": "GET"}]}]
    return {"exposes": [{"type": "rest", "namespace": "a", "port": 1, "resources": resources}]}


def function(unit: dict[str, PlainData]) -> PlainData:
    aggregate: PlainData = {"label": "a", "namespace": "a", "functions": [unit]}
    return {"consumes": [{"location": "a", "import": "a"}], "aggregates": [aggregate]}


@pytest.mark.parametrize(
    ("build", "keys"),
    [
        (tool, ("name", "description", "call", "steps", "ref")),
        (resource, ("name", "label", "description", "call", "steps", "location")),
        (operation, ("name", "call", "steps", "ref")),
        (function, ("name", "description", "call", "steps")),
    ],
)
def test_whatever_answers_with_whatever_outputs(
    build: Callable[[dict[str, PlainData]], PlainData], keys: tuple[str, ...]
) -> None:
    """The official schema tells the forms of outputs by trial; ours by what stands beside."""
    for count in range(len(keys) + 1):
        for chosen in combinations(keys, count):
            unit = {key: PARTS[key] for key in chosen}
            units = [unit, *({**unit, "outputParameters": outputs} for outputs in OUTPUTS)]
            for each in units:
                assert_agreement({"naftiko": "1.0.0-alpha2", "capability": build(each)})
