"""`show --why` names the place of each inference, and the rule that made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.pipeline import analyse
from naftiko_gen.why import reasons
from tests.cli.specs import run

_FOLDER = Path(__file__).parent / "why"
SPEC = (_FOLDER / "library.yaml").read_text("utf-8")
WHY = (_FOLDER / "why.txt").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "library.yaml").write_text(SPEC, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def show(*options: str) -> str:
    result = run("show", "library.yaml", *options)
    assert result.exit_code == 0
    return result.stdout


def test_text(folder: Path) -> None:
    _, adapters = show("--why").split("\n\n", 1)
    assert adapters.partition("\n\nSettings\n")[0] + "\n" == WHY


def test_without_why_the_rest_is_the_same(folder: Path) -> None:
    lines = show("--why").splitlines()
    assert show().splitlines() == [line for line in lines if not line.startswith("    ")]
    assert "why" not in show("--format", "json")


def test_json_says_the_same(folder: Path) -> None:
    data = json.loads(show("--why", "--format", "json"))
    said = [
        why
        for adapter in data["adapters"]
        for each in (*adapter["routes"], *adapter["tools"])
        for why in each["why"]
    ]
    lines = [line.strip() for line in WHY.splitlines() if line.startswith("    ")]
    assert [
        f"{w['file']}:{w['line']}:{w['column']}:{' ' + w['code'] if w['code'] else ''} "
        f"{w['input'] or w['fact']}: {w['text']}"
        for w in said
    ] == lines
    assert said[2] == {
        "input": "lang",
        "fact": "type",
        "text": "string, as `library.get-book` says",
        "file": "library.yaml",
        "line": 15,
        "column": 41,
        "code": "NK102",
    }


def test_each_inference_is_told() -> None:
    """What is read or inferred of a call stands among its reasons."""
    analysis = analyse("library.yaml", SPEC.encode(), "library")
    told = {each.code for why in reasons(analysis).values() for each in why}
    said = {each.code for each in analysis.diagnostics if each.severity is not Severity.ERROR}
    assert said == told - {None}


def test_every_input_has_all_its_facts() -> None:
    analysis = analyse("library.yaml", SPEC.encode(), "library")
    assert analysis.package is not None
    found = reasons(analysis)
    for adapter in analysis.package.mcp:
        for tool in adapter.tools:
            facts = {(r.input, r.fact) for r in found[adapter.namespace, tool.name]}
            wanted = {(i.wire, fact) for i in tool.inputs for fact in ("input", "type", "required")}
            assert facts >= wanted | {(None, "method"), (None, "path")}


def test_of_two_routes_alike_the_one_that_answers_is_told() -> None:
    again = SPEC.replace(
        "    - path: /copy\n",
        "    - path: /books/{number}\n      name: again\n      operations:\n"
        "      - {method: GET, name: again, call: library.drop-copy}\n    - path: /copy\n",
    )
    analysis = analyse("library.yaml", again.encode(), "library")
    methods = [r.text for r in reasons(analysis)["library-rest", "GET /books/{}"] if not r.input]
    assert methods[0] == "GET"


def test_a_file_with_an_error_has_no_reasons() -> None:
    analysis = analyse("library.yaml", SPEC.replace("method: POST", "method: SEND").encode(), "a")
    with pytest.raises(ValueError, match="the file has an error"):
        reasons(analysis)
