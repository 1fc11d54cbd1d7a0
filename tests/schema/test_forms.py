from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from naftiko_gen.resources import folder
from naftiko_gen.schema.assemble import FORMS, Schema, merge, owners, schema, versions
from naftiko_gen.schema.check import GENERATED
from naftiko_gen.schema.keys import KEYWORDS
from naftiko_gen.schema.published import published
from tests.schema.differential import own_documents
from tests.schema.mutation import containers
from tests.schema.reading import VERSION

EVERY = [(version, form) for version in versions() for form in FORMS]

#: Keywords that hold further schemas: by name, in a list, alone.
NAMED = ("properties",)
LISTS = ("allOf", "anyOf", "oneOf")
SINGLE = ("items", "additionalProperties", "propertyNames", "if", "then", "else", "not", "contains")
#: Keywords that one value may break, each with words in `values.py`.
JUDGED = ("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum",
          "minItems", "minProperties", "not")  # fmt: skip
SILENT = ("$schema", "$ref", "$comment", "title", "description", "default", "format", "required")


def parts(whole: Schema) -> Iterator[tuple[Schema, bool]]:
    """Yield every schema that can be met, and whether its keywords can become diagnostics."""
    seen: set[tuple[int, bool]] = set()
    waiting: list[tuple[Schema, bool]] = [(whole, True)]
    while waiting:
        part, asserted = waiting.pop()
        if (id(part), asserted) in seen:
            continue
        seen.add((id(part), asserted))
        yield part, asserted
        if "$ref" in part:
            waiting.append((whole["$defs"][part["$ref"].removeprefix("#/$defs/")], asserted))
        for keyword, value in part.items():
            if keyword in NAMED:
                waiting += [(each, asserted) for each in value.values()]
            elif keyword in LISTS:
                waiting += [(each, asserted and keyword == "allOf") for each in value]
            elif keyword in SINGLE and value is not False:
                waiting.append((value, asserted and keyword not in ("if", "not", "contains")))


@pytest.mark.parametrize(("version", "form"), EVERY)
class TestEveryForm:
    def test_is_a_schema(self, version: str, form: str) -> None:
        Draft202012Validator.check_schema(schema(version, form))

    def test_refers_only_to_what_is_there(self, version: str, form: str) -> None:
        whole = schema(version, form)
        names = {part["$ref"] for part, _ in parts(whole) if "$ref" in part}
        assert {name.removeprefix("#/$defs/") for name in names} == whole["$defs"].keys()

    def test_has_only_keywords_that_there_are_words_for(self, version: str, form: str) -> None:
        known = {"$defs", *NAMED, *LISTS, *SINGLE, *JUDGED, *SILENT}
        for part, asserted in parts(schema(version, form)):
            assert part.keys() <= known
            if asserted and not {"anyOf", "oneOf"}.isdisjoint(part):
                choices = [*part.get("anyOf", []), *part.get("oneOf", [])]
                assert all(choice.keys() == {"required"} for choice in choices)

    def test_closed_mappings_have_a_title(self, version: str, form: str) -> None:
        for part, asserted in parts(schema(version, form)):
            closed = part.get("additionalProperties") is False
            keywords = KEYWORDS if closed else KEYWORDS - {"additionalProperties"}
            if closed or (asserted and not keywords.isdisjoint(part)):
                assert part.get("title"), part

    def test_keys_have_a_description(self, version: str, form: str) -> None:
        for part, asserted in parts(schema(version, form)):
            for key, value in part.get("properties", {}).items():
                assert not asserted or value.get("description"), key

    def test_forms_of_values_have_title_and_description(self, version: str, form: str) -> None:
        for part, asserted in parts(schema(version, form)):
            if asserted and ("pattern" in part or "enum" in part):
                assert part["title"]
                assert part["description"]
            if "minimum" in part or "maximum" in part:
                assert "minimum" in part

    def test_only_unions_know_kinds(self, version: str, form: str) -> None:
        for part, _ in parts(schema(version, form)):
            kind = part.get("properties", {}).get("type", {}).get("title", "")
            assert not kind.endswith(" kind") or part.get("allOf")

    def test_is_published_as_one_document(self, version: str, form: str) -> None:
        document = published(version, form)
        Draft202012Validator.check_schema(document)
        assert [*document][:4] == ["$schema", "$id", "title", "description"]
        words = ("$id", "title", "description")
        rest = {key: part for key, part in document.items() if key not in words}
        whole = schema(version, form)
        assert rest == {key: part for key, part in whole.items() if key not in words}


def test_versions_are_in_order() -> None:
    assert versions() == (
        "naftiko-0.4",
        "naftiko-0.5",
        "naftiko-1.0.0-alpha1",
        "naftiko-1.0.0-alpha2",
        "ikanos-1.0.0-alpha3",
        "ikanos-1.0.0-alpha4",
        "ikanos-1.0.0-beta1",
        "ikanos-1.0.0-beta2",
        "ikanos-1.0.0-beta3",
        "ikanos-1.0.0-beta4",
        "ikanos-1.0.0-beta5",
    )
    assert set(GENERATED) <= set(versions())


def test_a_number_names_one_version() -> None:
    assert len({name.partition("-")[2] for name in versions()}) == len(versions())


def test_published_schemas_have_names_of_their_own() -> None:
    assert len({published(version, form)["$id"] for version, form in EVERY}) == len(EVERY)


def test_every_definition_serves_some_form() -> None:
    written: set[str] = set()
    for path in folder("schemas").rglob("*.json"):
        written |= json.loads(path.read_text("utf-8")).get("$defs", {}).keys()
    used = {name for version, form in EVERY for name in schema(version, form)["$defs"]}
    assert written == used


@pytest.mark.parametrize("version", versions())
def test_the_documents_use_every_key(version: str) -> None:
    used: set[str] = set()
    for document in own_documents(version):
        for container in containers(document):
            used |= container.keys() if isinstance(container, dict) else set()
    assert owners(version, "official").keys() <= used


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(LookupError):
        schema(VERSION, "private")
    with pytest.raises(LookupError):
        schema("../" + VERSION, "official")


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": ["c", "d"]}, {"a": ["c", "d"]}),
        ({"a": {"b": "c", "d": "e"}}, {"a": {"b": None, "f": "g"}}, {"a": {"d": "e", "f": "g"}}),
        ({"a": [1]}, {"a": {"b": {"c": None}}}, {"a": {"b": {}}}),
        ({"a": 1}, ["b"], ["b"]),
        ("a", {"b": None}, {}),
    ],
)
def test_merge_is_a_json_merge_patch(target: Any, patch: Any, result: Any) -> None:
    before = repr(target)
    assert merge(target, patch) == result
    assert repr(target) == before


def test_a_key_knows_its_owners() -> None:
    known = owners(VERSION, "official")
    assert known["hints"] == ("tool",)
    assert known["baseUri"] == ("consumed API",)
    assert known["operations"] == ("consumed resource", "REST resource")
