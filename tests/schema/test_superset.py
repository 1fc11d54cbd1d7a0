"""What the superset takes beyond the official form, and what it does not."""

from __future__ import annotations

import json
from random import Random

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.schema import check, check_official, schema
from tests.schema.mutation import Vocabulary, mutate
from tests.schema.reading import SHARED, TEXTS, VERSION, parse, plain, verdict_of

PROFILE = SHARED / "catalogue-profile.json"

INPUT = "        - name: id\n          in: path\n  exposes:\n"
CALL = "      call: shop.get-item\n"
METHOD = "        method: GET\n"
TOOL_NAME = "    - name: get-item\n      description: Gets"
REST_INPUT = "          in: path\n          type: string\n"
REST_DESCRIPTION = "          description: Number of the item.\n"
SKILL = """\
  - type: skill
    namespace: shop-skills
    port: 9091
    skills:
    - name: sell
      description: Sells items.
      tools:
      - name: get-item
        from: {sourceNamespace: shop-mcp, action: get-item}
"""


def consumed(facts: str) -> tuple[str, str]:
    """Return the edit that adds a line to the consumed input."""
    return INPUT, INPUT.replace("path\n", f"path\n          {facts}\n")


def edited(line: str, instead: str) -> str:
    before, found, after = SKELETON.rpartition(line)
    assert found
    return before + instead + after


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("    port: 8080\n", "    port: 8080\n    description: Items over REST.\n"),
        consumed("type: integer"),
        consumed("required: true"),
        consumed("description: Number."),
        consumed("properties: {a: {}}"),
        consumed("items: {type: string}"),
        (INPUT, INPUT.replace("id", "filter[a.b]:$c d")),
        (CALL, CALL + "      outputParameters: [{type: object, mapping: $.}]\n"),
        (CALL, CALL + "      outputParameters: [{type: object, mapping: $}]\n"),
        (CALL, CALL + "      outputParameters: [{type: array, mapping: $.}]\n"),
        (CALL, CALL + "      outputParameters: [{type: integer, mapping: $.a}]\n"),
        ("      description: Gets one item of the shop by its number.\n", ""),
        ("        description: Number of the item.\n", ""),
        (REST_INPUT + REST_DESCRIPTION, REST_INPUT),
        (TOOL_NAME, TOOL_NAME.replace("get-item", "get_item.v1")),
        ("    - name: item\n", "    - name: items?a={b} #c\n"),
        ("    - name: item\n", "    - name:\n"),
        ("    namespace: shop-rest\n", "    namespace: shop_rest\n"),
        (CALL, "      call: openapi:shop.get_item\n"),
        ("https://shop.test/v1", '"{{SHOP_URL}}"'),
        ("https://shop.test/v1", "https://{host}/v1/{tenant}"),
        ("https://shop.test/v1", "${SHOP_URL}"),
        (METHOD, "        method: HEAD\n"),
        (METHOD, ""),
        (METHOD, METHOD + "        outputRawFormat: text\n"),
        ("  label: Shop\n", "  label: Shop\n  personas: [buyer]\n"),
        ("binds:\n- namespace: env\n  keys:\n    SHOP_TOKEN: SHOP_TOKEN\n", "binds: []\n"),
        ("  - type: mcp\n", SKILL + "  - type: mcp\n"),
        (SKELETON[SKELETON.index("    tools:\n"):], "    tools: []\n"),
        (SKELETON[SKELETON.index("    tools:\n"):], ""),
    ],
)  # fmt: skip
def test_what_is_published(line: str, instead: str) -> None:
    document = parse(edited(line, instead))
    assert check(document) == []
    assert len(check_official(document, "1.0.0-alpha2")) == 1


@pytest.mark.parametrize(
    ("line", "instead", "code"),
    [
        (*consumed("example: 3"), "NK201"),
        (*consumed("type: text"), "NK204"),
        (INPUT, INPUT.replace("id", "''"), "NK204"),
        (CALL, CALL + "      outputParameters: [{type: object, mapping: $.a}]\n", "NK202"),
        (CALL, CALL + "      outputParameters: [{type: object}]\n", "NK202"),
        (CALL, CALL + "      outputParameters: [{type: array}]\n", "NK202"),
        (CALL, CALL + "      outputParameters: [{type: integer}]\n", "NK202"),
        (CALL, CALL + "      outputParameters: [{type: date, mapping: $.}]\n", "NK204"),
        (CALL, "      call: shop.v1.get-item\n", "NK204"),
        ("https://shop.test/v1", "ftp://shop.test", "NK204"),
        (METHOD, "        method: QUERY\n", "NK204"),
        ("      - method: GET\n        name", "      - name", "NK202"),
        (REST_INPUT, "          type: string\n", "NK202"),
        ("  label: Shop\n", "  label: Shop\n  title: Shop\n", "NK201"),
        ("      type: bearer\n", "      type: hmac\n", "NK205"),
    ],
)  # fmt: skip
def test_what_has_no_evident_meaning_is_an_error(line: str, instead: str, code: str) -> None:
    assert [d.code for d in check(parse(edited(line, instead)))] == [code]


def test_what_is_official_is_in_the_superset() -> None:
    official = verdict_of(schema(VERSION, "official"))
    superset = verdict_of(schema(VERSION, "catalogue"))
    documents = [plain(text) for text in TEXTS.values()]
    words = Vocabulary(documents)
    accepted = 0
    for seed in range(600):
        random = Random(seed)
        data = mutate(random.choice(documents), random, words)
        if official(data):
            accepted += 1
            assert superset(data), json.dumps(data)
    assert accepted > 100


@pytest.mark.skipif(
    not PROFILE.is_file(), reason="the catalogue lies in ../shared, which is absent"
)
def test_most_published_capabilities_are_in_the_superset_as_they_are() -> None:
    """The rest are what the dialect rewrites, and what is refused."""
    files = dict(json.loads(PROFILE.read_text("utf-8"))["files"])
    names = [name for name, facts in sorted(files.items()) if facts.get("family") == "capability"]
    sample = [name for name in names if not files[name].get("truncated")][::12]
    clean = 0
    for name in sample:
        document = parse((SHARED / "catalogue" / name).read_bytes())
        found = check(document)
        clean += not found
        for diagnostic in found:
            assert diagnostic.span.start < diagnostic.span.end <= len(document.text)
    assert clean > len(sample) * 3 // 4
