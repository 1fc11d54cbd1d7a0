"""The formats grouped, json-lines, gitlab and junit."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.render import LOGS, RENDERERS, Result, Unreadable
from naftiko_gen.registry import RULES
from naftiko_gen.source import Document
from tests.diagnostics.found import TEXT, codes, every_rule, made_up, run_of

DOCUMENT = Document("a b.yaml", TEXT)


def said(message: str, at: int = 0, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("NK301", "unresolved-call", severity, message, Span(at, at + 1))


def test_grouped() -> None:
    last = TEXT.index("d")
    found = [said("One."), said("Two.", last)]
    text = RENDERERS["grouped"](DOCUMENT, found)
    assert text == "a b.yaml:\n  1:1 NK301 One.\n  3:1 NK301 Two.\n\n"
    assert RENDERERS["grouped"](DOCUMENT, []) == ""


def test_json_lines_are_the_diagnostics_of_json() -> None:
    run = every_rule()
    lines = LOGS["json-lines"](run, RULES).splitlines()
    whole = json.loads(LOGS["json"](run, RULES))
    assert len(lines) >= len(RULES)
    assert [json.loads(line) for line in lines] == whole["diagnostics"]


#: GitLab documentation, "Code Quality report format".
GITLAB: dict[str, Any] = {
    "description": str,
    "check_name": str,
    "fingerprint": str,
    "severity": str,
    "location": dict,
}


def test_gitlab() -> None:
    run = every_rule()
    issues = json.loads(LOGS["gitlab"](run, RULES))
    assert [issue["check_name"] for issue in issues] == codes(run)
    for issue in issues:
        assert {key: type(value) for key, value in issue.items()} == GITLAB
        assert issue["severity"] in ("info", "minor", "major")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_fingerprint_outlives_lines_put_in_above() -> None:
    def fingerprints(text: str, *places: int) -> list[str]:
        document = Document("a.yaml", text)
        run = run_of(Result(document, [said("Same.", at) for at in places]))
        return [issue["fingerprint"] for issue in json.loads(LOGS["gitlab"](run, RULES))]

    before = fingerprints("a: 1\nb: 2\n", 0, 5)
    assert len(set(before)) == 2
    assert fingerprints("\n\na: 1\nb: 2\n", 2, 7) == before


def suites(text: str) -> list[ElementTree.Element]:
    assert text.isascii()
    root = ElementTree.fromstring(text)
    assert (root.tag, root.attrib) == ("testsuites", {"name": "naftiko-gen"})
    for suite in root:
        cases = list(suite)
        assert suite.attrib["tests"] == str(len(cases))
        for kind in ("failure", "error"):
            number = len(suite.findall(f"testcase/{kind}"))
            assert suite.attrib[f"{kind}s"] == str(number)
    return list(root)


def test_junit() -> None:
    run = every_rule()
    found = suites(LOGS["junit"](run, RULES))
    assert [suite.attrib["name"] for suite in found] == [r.document.path for r in run.results]
    names = [case.attrib["name"] for suite in found for case in suite]
    assert [name.split(" ")[0] for name in names if name.startswith("NK")] == codes(run)


def test_junit_of_a_clean_file_and_of_one_that_cannot_be_read() -> None:
    run = run_of(Result(DOCUMENT, []), unreadable=(Unreadable("b.yaml", "No such file"),))
    clean, unreadable = suites(LOGS["junit"](run, RULES))
    assert [case.attrib for case in clean] == [{"name": "naftiko-gen", "classname": "a b.yaml"}]
    assert [error.attrib for error in unreadable.iter("error")] == [{"message": "No such file"}]


@pytest.mark.parametrize("name", ["gitlab", "junit", "json-lines"])
def test_a_hostile_diagnostic(name: str) -> None:
    text = LOGS[name](run_of(Result(Document('\x1b\ud800<&".yaml', TEXT), [made_up()])), RULES)
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)


@given(st.text(max_size=40))
def test_junit_is_xml_whatever_is_said(text: str) -> None:
    run = run_of(Result(Document(text or "x", TEXT), [said(text)]))
    (suite,) = suites(LOGS["junit"](run, RULES))
    (failure,) = suite.iter("failure")
    assert failure.attrib["type"] == "error"
