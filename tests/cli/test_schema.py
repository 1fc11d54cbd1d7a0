from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from naftiko_gen.cli import cli
from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.schema import schema, versions
from tests.schema.reading import plain, verdict_of


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["schema", *arguments])
    return result.exit_code, result.stdout, result.stderr


def printed(*arguments: str) -> dict[str, Any]:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    document: dict[str, Any] = json.loads(out)
    return document


def test_the_catalogue_form_of_alpha2_is_the_default() -> None:
    document = printed()
    assert document == printed("1.0.0-alpha2", "--form", "catalogue")
    assert document["$id"] == "urn:naftiko-gen:naftiko-1.0.0-alpha2:catalogue"
    assert document["title"] == "Capability document of Naftiko 1.0.0-alpha2"
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("version", versions())
def test_a_version_is_named_with_or_without_its_key(version: str) -> None:
    key, _, number = version.partition("-")
    document = printed(version)
    assert document == printed(number)
    assert document["properties"][key]["const"] == number


def test_the_official_form() -> None:
    document = printed("--form", "official")
    assert document["$defs"] == schema("naftiko-1.0.0-alpha2", "official")["$defs"]
    assert "type" not in document["$defs"]["ConsumedInput"]["properties"]


def test_the_default_accepts_what_lints_clean() -> None:
    accepts = verdict_of(printed())
    data = plain(SKELETON)
    assert accepts(data)
    assert isinstance(data, dict)
    assert not accepts({**data, "color": "red"})


@pytest.mark.parametrize("form", ["official", "catalogue"])
@pytest.mark.parametrize("version", versions())
def test_a_schema_refers_to_itself_only(version: str, form: str) -> None:
    document = printed(version, "--form", form)
    Draft202012Validator.check_schema(document)
    for part in mappings(document):
        assert part.get("$ref", "#/$defs/").startswith("#/$defs/")
    assert '"$id"' not in json.dumps(document["$defs"])


@pytest.mark.parametrize("form", ["official", "catalogue"])
@pytest.mark.parametrize("version", versions())
def test_every_key_has_a_description(version: str, form: str) -> None:
    document = printed(version, "--form", form)
    for part in mappings(document):
        if part.get("additionalProperties") is False:
            for key, value in part["properties"].items():
                assert value["description"].endswith((".", "`.")), key


def mappings(node: Any) -> Iterator[dict[str, Any]]:
    """Yield all mappings, but those whose keys are names, whose values it yields."""
    if isinstance(node, dict):
        part = cast("dict[str, Any]", node)
        yield part
        for key, value in part.items():
            are_names = key in ("properties", "$defs")
            for each in value.values() if are_names else [value]:
                yield from mappings(each)
    elif isinstance(node, list):
        for each in cast("Sequence[Any]", node):
            yield from mappings(each)


@pytest.mark.parametrize(
    ("version", "hint"),
    [
        ("1.0.0-alhpa2", "did you mean '1.0.0-alpha2'?"),
        ("ikanos-beta5", "did you mean 'ikanos-1.0.0-beta5'?"),
        ("ikanos-1.0.0-beta6", "did you mean 'ikanos-1.0.0-beta"),
        ("../base", None),
        ("2", None),
        ("", None),
    ],
)
def test_an_unknown_version_is_a_usage_error(version: str, hint: str | None) -> None:
    code, out, err = run(version)
    assert (code, out) == (2, "")
    assert f"there is no version {version!r}" in err
    assert (hint in err) if hint else ("did you mean" not in err)
    assert ", ".join(versions()) in " ".join(err.split())


def test_an_unknown_form_is_a_usage_error() -> None:
    code, out, err = run("--form", "offical")
    assert (code, out) == (2, "")
    assert "official" in err
