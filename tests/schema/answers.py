"""Documents with whatever may answer beside whatever outputs.

The official schemas tell the forms of outputs by trial; ours by what stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from naftiko_gen.source import PlainData
from tests.schema.differential import of_version

CALL: PlainData = {"type": "string", "mapping": "$.a"}
STEPS: PlainData = {"type": "string"}
MOCK: PlainData = {"type": "string", "value": "b"}
BARE: tuple[PlainData, ...] = (
    CALL, STEPS, MOCK, "x", None,
    {"type": "object", "mapping": "$."},
    {"type": "object", "properties": {}},
    {"type": "object", "value": "b"},
    {"type": "string", "const": "a"},
    {"type": "string", "value": "b", "mapping": "$.a"},
)  # fmt: skip


def _outputs() -> Iterator[PlainData]:
    """Yield outputs in every shape: lists, lists with names, mappings by name."""
    yield from ([], {}, "x", None)
    named: list[PlainData] = [
        {"name": "a", **each} if isinstance(each, dict) else each for each in BARE
    ]
    for each in (BARE, named):
        yield from ([one] for one in each)
    yield from ({"a": one} for one in BARE)
    for first, second in ((0, 1), (1, 2), (2, 0)):
        yield [BARE[first], BARE[second]]
        yield [named[first], named[second]]
        yield {"a": BARE[first], "b": BARE[second]}
        mixed: list[PlainData] = [BARE[first], named[second]]
        yield mixed


def answers(version: str) -> Iterator[PlainData]:
    """Yield every such document of a version: tools, resources, operations, flows."""
    listed = version.startswith("naftiko")
    name = "label" if listed else "display"
    step: dict[str, PlainData] = {"type": "call", "call": "a.b"}
    parts: dict[str, PlainData] = {
        "name": "a",
        name: "l",
        "description": "d",
        "call": "a.b",
        "steps": [{"name": "s", **step}] if listed else {"s": step},
        "ref": "a.b",
        "location": "file:///a",
    }

    def several(unit: dict[str, PlainData]) -> PlainData:
        return [unit] if listed else {"a": unit}

    def mcp(**parts: PlainData) -> PlainData:
        return {"exposes": [{"type": "mcp", "namespace": "a", "port": 1, **parts}]}

    def tool(unit: dict[str, PlainData]) -> PlainData:
        return mcp(tools=several(unit))

    def resource(unit: dict[str, PlainData]) -> PlainData:
        answer: dict[str, PlainData] = {"name": "a", "description": "d", "call": "a.b"}
        return mcp(
            tools=several(answer if listed else {"ref": "a.b"}),
            resources=several({**unit, "uri": "a:b"}),
        )

    def operation(unit: dict[str, PlainData]) -> PlainData:
        where: dict[str, PlainData] = {"path": "/", "description": "d"}
        resources = several({**where, "operations": several({**unit, "method": "GET"})})
        kind = "api" if version == "naftiko-0.4" else "rest"
        return {"exposes": [{"type": kind, "namespace": "a", "port": 1, "resources": resources}]}

    def flow(unit: dict[str, PlainData]) -> PlainData:
        flows = "functions" if listed else "flows"
        aggregate: PlainData = {name: "a", "namespace": "a", flows: several(unit)}
        imported: PlainData = {"location" if listed else "from": "a", "import": "a"}
        return {"consumes": [imported], "aggregates": [aggregate]}

    own = ("name",) if listed else ()
    info: PlainData = {name: "a", "description": "d"}
    for build, keys in (
        (tool, (*own, "description", "call", "steps", "ref")),
        (resource, (*own, name, "description", "call", "steps", "location")),
        (operation, (*own, "call", "steps", "ref")),
        (flow, (*own, "description", "call", "steps")),
    ):
        for count in range(len(keys) + 1):
            for chosen in combinations(keys, count):
                unit = {key: parts[key] for key in chosen}
                units = [unit, *({**unit, "outputParameters": each} for each in _outputs())]
                for each in units:
                    yield of_version({"info": info, "capability": build(each)}, version)
