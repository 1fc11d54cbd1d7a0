from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from naftiko_gen import __version__
from naftiko_gen.diagnostics.render import LOGS, Result, Run, Unreadable
from naftiko_gen.registry import RULES
from naftiko_gen.source import Document
from tests.diagnostics.found import TEXT, codes, every_rule, made_up, run_of

SCHEMA = Path(__file__).parents[2] / "docs" / "lint-output.schema.json"


def render(run: Run) -> dict[str, Any]:
    text = LOGS["json"](run, RULES)
    assert text.isascii()
    assert text.endswith("}\n")
    tree: dict[str, Any] = json.loads(text)
    return tree


def closed(part: dict[str, Any]) -> dict[str, Any]:
    """Refuse keys that the schema does not name: it lets readers pass over new ones."""
    return part | {"additionalProperties": False} if "properties" in part else part


def problems(tree: dict[str, Any]) -> list[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"), object_hook=closed)
    Draft202012Validator.check_schema(schema)
    validator: Any = Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(tree)]


def test_every_rule_is_valid() -> None:
    run = every_rule()

    tree = render(run)

    assert problems(tree) == []
    assert [each["code"] for each in tree["diagnostics"]] == codes(run)


def test_nothing_found() -> None:
    tree = render(run_of())

    assert problems(tree) == []
    assert tree == {
        "version": 1,
        "tool": {"name": "naftiko-gen", "version": __version__},
        "diagnostics": [],
        "unreadable": [],
        "summary": {
            "files": 0,
            "errors": 1,
            "warnings": 2,
            "infos": 3,
            "silenced": 4,
            "skipped": 5,
            "known": 0,
            "fixed": 0,
        },
    }


def test_all_that_a_diagnostic_has() -> None:
    diagnostic = made_up()

    tree = render(run_of(Result(Document("a/b.yaml", TEXT), [diagnostic])))

    assert problems(tree) == []
    start, end = ({"line": 2, "column": 8 + i, "offset": 12 + i} for i in (0, 1))
    top = {"line": 1, "column": 1, "offset": 0}
    assert tree["diagnostics"] == [
        {
            "code": "NK301",
            "name": "unresolved-call",
            "severity": "warning",
            "message": diagnostic.message,
            "help": "write é",
            "file": "a/b.yaml",
            "start": start,
            "end": end,
            "related": [
                {
                    "message": "from \U0001f600",
                    "start": top,
                    "end": {"line": 3, "column": 1, "offset": 15},
                }
            ],
            "fix": {
                "title": "Write it",
                "safe": False,
                "edits": [
                    {"start": start, "end": end, "replacement": ""},
                    {"start": top, "end": top, "replacement": "# \U0001f600\n"},
                ],
            },
            "url": tree["diagnostics"][0]["url"],
        }
    ]
    assert tree["diagnostics"][0]["url"].endswith("/rules.md#nk301-unresolved-call")


def test_a_name_that_is_no_text() -> None:
    tree = render(run_of(unreadable=(Unreadable("caf\udce9.yaml", "gone"),)))

    assert problems(tree) == []
    assert tree["unreadable"] == [{"file": "caf?.yaml", "reason": "gone"}]


@pytest.mark.parametrize("key", ["code", "start", "fix", "url"])
def test_the_schema_can_refuse(key: str) -> None:
    tree = render(run_of(Result(Document("a.yaml", TEXT), [made_up()])))

    del tree["diagnostics"][0][key]

    assert problems(tree) == [f"'{key}' is a required property"]
