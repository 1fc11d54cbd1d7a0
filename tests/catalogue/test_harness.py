"""The run itself: what it makes of schemas, what it finds, and what it says of a difference."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from benchmarks.catalogue import reading, report, serving, stages, summary, tools
from benchmarks.catalogue.declared import read_declared
from benchmarks.catalogue.inputs import Values, route_attempts, tool_attempts
from benchmarks.catalogue.result import Result, Work

SPEC = Path(__file__).parents[1] / "golden" / "lists-and-objects" / "spec.yaml"


class TestInputs:
    def test_values_are_all_different(self) -> None:
        values = Values()
        properties = {"a": {"type": "string"}, "b": {"type": ["null", "integer"]}}
        assert values.of({"type": "object", "properties": properties}) == {
            "a": "a/b c7001",
            "b": 7002,
        }
        assert values.of({"type": "array", "items": {"type": "number"}}) == [7003.5]
        assert [values.of({"enum": ["x", "y"]}), values.of({"const": 1})] == ["x", 1]

    def test_a_tool_is_called_without_its_optional_inputs_too(self) -> None:
        schema = {"properties": {"a": {}, "b": {"type": "boolean"}}, "required": ["b"]}
        full, bare = tool_attempts("t", schema)
        assert full.arguments == {"a": "a/b c7001", "b": True}
        assert (full.values, bare.arguments) == ((("a", "a/b c7001"),), {"b": True})
        assert len(list(tool_attempts("t", {"properties": {"a": {}}, "required": ["a"]}))) == 1

    def test_a_route_is_called_as_its_document_says(self) -> None:
        text = {"type": "string"}
        operation: dict[str, Any] = {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": text},
                {"name": "q", "in": "query", "schema": {"type": "array", "items": text}},
                {"name": "X-A", "in": "header", "schema": text},
            ],
            "requestBody": {"content": {"application/json": {"schema": {}}}, "required": True},
        }
        full, bare = route_attempts({"paths": {"/a/{id}": {"put": operation}}})
        assert full.target == "/a/a%2Fb%20c7001?q=a%2Fb%20c7002"
        assert full.headers == (("X-A", "a/b c7003"), ("Content-Type", "application/json"))
        assert (full.method, full.body) == ("PUT", b'{"member": "a/b c7004"}')
        assert (bare.target, bare.body) == ("/a/a%2Fb%20c7001", b'{"member": "a/b c7002"}')


def test_what_a_spec_declares() -> None:
    declared = read_declared("spec.yaml", SPEC.read_bytes())
    assert declared.tools == {"search": {"archive.search"}}
    assert declared.of_route("GET", "/search") == {"archive.search"}
    assert declared.of_route("POST", "/search") == set()


class TestFaults:
    """A package that is spoilt on purpose: each stage must see it."""

    @pytest.fixture
    def work(self, tmp_path: Path) -> Work:
        return Work(tmp_path)

    @pytest.fixture
    def result(self, work: Work) -> Result:
        found = reading.read(SPEC, work, "generator")
        assert found.tree
        return found

    def _spoil(self, work: Work, result: Result, module: str, old: str, new: str) -> None:
        path = work.project(result) / "src" / result.package / module
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def test_a_sound_package_has_none(self, work: Work, result: Result) -> None:
        assert tools.inspect(work.project(result)) == []
        assert tools.lint(work.packages, [result.package]) == {}
        assert asyncio.run(serving.run(SPEC, result, work)) == []
        assert (result.calls.tools, result.calls.routes) == (1, 1)
        assert result.calls.made == result.calls.accepted == 4

    def test_the_nursery_makes_no_difference(self, work: Work, result: Result) -> None:
        stages.serve([result], SPEC.parent, work, jobs=1)
        assert result.all_faults == []
        assert result.calls.made == result.calls.accepted == 4
        self._spoil(work, result, "__main__.py", "def main() -> None:", "def main(x) -> None:")
        result.stages = {}
        stages.serve([result], SPEC.parent, work, jobs=1)
        faults = [text for _, text in result.all_faults]
        assert faults[0] == "start: ended with 1"
        assert faults[-1].startswith("log: TypeError")

    def test_source_that_is_no_python(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "upstream.py", "class ", "clas ")
        assert tools.inspect(work.project(result))[0].startswith("compile: ")

    def test_source_that_is_not_clean(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "upstream.py", "import json\n", "import json\nimport  this\n")
        faults = tools.lint(work.packages, [result.package])[result.package]
        assert {text.partition(":")[0] for text in faults} >= {"ruff F401", "format"}
        result.faults["ruff"] = faults
        assert "1 files      1 times  ruff F401" in report.faults([result])

    def test_a_document_that_is_not_valid(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "openapi.json", '"responses"', '"answers"')
        assert tools.inspect(work.project(result))[0].startswith("openapi: ")

    def test_a_wrong_method(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "upstream.py", '"GET"', '"DELETE"')
        faults = asyncio.run(serving.run(SPEC, result, work))
        assert len(faults) == result.calls.made == 4
        assert all("refused: No operation of the spec has this method" in text for text in faults)

    def test_an_input_that_is_not_sent(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "mcp_server.py", 'arguments.get("tag")', "None")
        faults = asyncio.run(serving.run(SPEC, result, work))
        assert faults == ["call: tool search: not sent: tag"]

    def test_a_package_that_does_not_start(self, work: Work, result: Result) -> None:
        self._spoil(work, result, "__main__.py", "def main() -> None:", "def main(x) -> None:")
        faults = asyncio.run(serving.run(SPEC, result, work))
        assert faults[0] == "start: ended with 1"
        assert faults[-1].startswith("log: TypeError")


class TestResults:
    def test_a_result_is_remembered(self, tmp_path: Path) -> None:
        work = Work(tmp_path)
        first = reading.read(SPEC, work, "one")
        first.settle("ruff", "key", ["a fault"])
        work.save(first)
        again = reading.read(SPEC, work, "two")
        assert again.is_done("ruff", "key")
        assert not again.is_done("ruff", "other")
        assert again.all_faults == [("ruff", "a fault")]

    def test_a_file_that_is_half_written_is_forgotten(self, tmp_path: Path) -> None:
        work = Work(tmp_path)
        assert work.load("spec") is None
        (tmp_path / "results" / "spec.json").write_text('{"file": "spec.yaml"')
        assert work.load("spec") is None


OLD: summary.Summary = {
    "a": {"codes": {"NK901": 2}, "tree": None},
    "b": {"codes": {}, "tree": "1"},
    "c": {"codes": {}, "tree": "1"},
    "d": {"codes": {}, "tree": "1"},
}


class TestSummary:
    def test_what_came_and_went(self) -> None:
        new: summary.Summary = {
            "a": {"codes": {}, "tree": "1"},
            "b": {"codes": {"NK501": 1}, "tree": None},
            "c": {"codes": {}, "tree": "2"},
            "e": {"codes": {}, "tree": "1"},
        }
        assert summary.compare(OLD, new).lines() == [
            "newly generated  a",
            "newly refused    b",
            "changed bytes    c",
            "files that the summary does not know: 1",
            "new diagnostics  NK501 in 1 files",
            "lost diagnostics NK901 in 1 files",
        ]

    def test_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "summary.json"
        path.write_text(summary.dump(OLD), encoding="utf-8")
        assert summary.load(path) == OLD
        assert summary.compare(OLD, summary.load(path)).lines() == []
        assert path.read_text(encoding="utf-8").count("\n") == 2 + len(OLD)
        assert summary.load(tmp_path / "none.json") == {}
