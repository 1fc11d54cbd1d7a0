"""The formats that other programs read, held against what their owners publish.

SARIF has a schema that a package ships: see test_sarif.py. Our own JSON has docs/
lint-output.schema.json: see test_json_log.py. The forms below are written from the owners' pages,
in our words, for no package ships them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from naftiko_gen.diagnostics.render import LOGS, RENDERERS, Result, Run, Unreadable
from naftiko_gen.registry import RULES
from naftiko_gen.source import Document
from tests.diagnostics.found import TEXT, every_rule, made_up, run_of

#: docs.gitlab.com/ci/testing/code_quality, "Code Quality report format": an array of objects with
#: these members; a path is relative and has no `./`; lines or positions say where.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                        "additionalProperties": False,
                    },
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            edge: {
                                "type": "object",
                                "required": ["line"],
                                "properties": {
                                    name: {"type": "integer", "minimum": 1}
                                    for name in ("line", "column")
                                },
                            }
                            for edge in ("begin", "end")
                        },
                    },
                },
                "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
            },
        },
    },
}


class Element(NamedTuple):
    """What an element of JUnit XML may have."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    text: bool = False


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OUTPUT = Element(text=True)
_OUTCOME = Element(optional=_names("type message"), text=True)

#: The elements of junit-10.xsd of the Jenkins xUnit plugin (jenkinsci/xunit-plugin), which also
#: takes what Maven Surefire writes; those about repeated runs are left out.
JUNIT = {
    "testsuites": Element(
        optional=_names("name time tests failures errors"), children=_names("testsuite")
    ),
    "testsuite": Element(
        required=_names("name tests failures errors"),
        optional=_names("group time skipped timestamp hostname id package file log url"),
        children=_names("testsuite properties testcase system-out system-err"),
    ),
    "testcase": Element(
        required=_names("name"),
        optional=_names("time classname group"),
        children=_names("skipped error failure system-out system-err"),
    ),
    "failure": _OUTCOME,
    "error": _OUTCOME,
    "skipped": _OUTCOME,
    "system-out": _OUTPUT,
    "system-err": _OUTPUT,
}

#: docs.github.com, "Workflow commands for GitHub Actions": what error, warning and notice take.
GITHUB_PROPERTIES = _names("title file col endColumn line endLine")
GITHUB_NUMBERS = _names("col endColumn line endLine")


def hostile() -> Run:
    """Return a run with what is hard to write, and a file that could not be read."""
    return run_of(
        Result(Document("a \x1b]]>&\"'<:,%é\ud800.yaml", TEXT), [made_up()]),
        Result(Document("clean.yaml", "a: 1\n"), []),
        unreadable=(Unreadable("gone.yaml", "No <such> & file"),),
    )


def refused(schema: Any, instance: Any) -> list[str]:
    """Return what a JSON schema has against an instance."""
    validator: Any = Draft202012Validator(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


RUNS = pytest.mark.parametrize("run", [every_rule(), hostile(), Run([], run_of().totals)])


def written(name: str, run: Run) -> str:
    if name in LOGS:
        return LOGS[name](run, RULES)
    return "".join(RENDERERS[name](each.document, each.diagnostics) for each in run.results)


@RUNS
def test_gitlab(run: Run) -> None:
    issues = json.loads(written("gitlab", run))
    assert refused(GITLAB, issues) == []
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "error"},
        {"fingerprint": ""},
        {"location": {"path": "./a.yaml", "lines": {"begin": 1}}},
        {"location": {"path": "a.yaml"}},
        {"location": {"path": "a.yaml", "lines": {"begin": 0}}},
    ],
)
def test_the_form_of_gitlab_refuses(change: dict[str, Any]) -> None:
    (issue, *_) = json.loads(written("gitlab", hostile()))
    assert refused(GITLAB, [issue | change])


def faults(element: ElementTree.Element) -> list[str]:
    """Return what an element and those below it have that JUnit XML has not."""
    form = JUNIT.get(element.tag)
    if form is None:
        return [f"no element {element.tag}"]
    has: Collection[str] = element.attrib.keys()
    found = [f"{element.tag} lacks {name}" for name in form.required - set(has)]
    found += [f"{element.tag} has {name}" for name in set(has) - form.required - form.optional]
    for child in element:
        if child.tag not in form.children:
            found.append(f"{element.tag} holds {child.tag}")
        found += faults(child)
    texts = [element.text, *(child.tail for child in element)]
    if not form.text and any((text or "").strip() for text in texts):
        found.append(f"{element.tag} holds text")
    return found


@RUNS
def test_junit(run: Run) -> None:
    root = ElementTree.fromstring(written("junit", run))
    assert root.tag == "testsuites"
    assert faults(root) == []


@pytest.mark.parametrize(
    "text",
    [
        "<testsuite/>",
        "<testsuites><testcase name='x'/></testsuites>",
        "<testsuites>text</testsuites>",
        "<testsuites severity='x'/>",
        "<testcase name='x'><warning/></testcase>",
    ],
)
def test_the_form_of_junit_refuses(text: str) -> None:
    assert faults(ElementTree.fromstring(text))


@RUNS
def test_github(run: Run) -> None:
    lines = written("github", run).splitlines()
    assert len(lines) == sum(len(result.diagnostics) for result in run.results)
    for line in lines:
        # ::command name=value,name=value::data, with what would end a part written as %XX.
        match = re.fullmatch(r"::(error|warning|notice) ([^:\r\n]+)::([^\r\n]+)", line)
        assert match
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert properties.keys() <= GITHUB_PROPERTIES
        assert all(properties[name].isdigit() for name in GITHUB_NUMBERS & properties.keys())
        # The page: columns count where start and end are on one line.
        if "endColumn" in properties:
            assert properties["line"] == properties["endLine"]
        for encoded in (match[2], match[3]):
            assert not re.search(r"%(?!25|0D|0A|3A|2C)", encoded)


@RUNS
def test_json_lines(run: Run) -> None:
    page = Path(__file__).parents[2] / "docs" / "lint-output.schema.json"
    schema = json.loads(page.read_text(encoding="utf-8"))
    one = {"$ref": "#/$defs/diagnostic", "$defs": schema["$defs"]}
    for line in written("json-lines", run).splitlines():
        assert refused(one, json.loads(line)) == []
    assert refused(schema, json.loads(written("json", run))) == []
