"""The page is sound HTML that loads nothing, and shows what was written as it was written."""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.diagnostics.links import DOCUMENTATION
from naftiko_gen.emit import yamltext
from tests.emit.test_html import MARKUP, expected
from tests.emit.texts import TEXT
from tests.page.pages import FAULTY, Parsed, make, parse, rooms

FOLDER = Path(__file__).parent
GOLDEN = sorted((FOLDER.parent / "golden").glob("*/spec.yaml"))
PAGES = {"rooms": rooms(), "faulty": make(FAULTY), "skeleton": make(SKELETON)}
LOADING = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "source"}
LEVELS = [f"h{level}" for level in range(1, 7)]


def test_rooms_golden(request: pytest.FixtureRequest) -> None:
    file = FOLDER / "rooms.html"
    if request.config.getoption("--update-golden"):
        file.write_bytes(PAGES["rooms"].encode())
    old, new = file.read_bytes().decode().splitlines(), PAGES["rooms"].splitlines()
    assert "\n".join(difflib.unified_diff(old, new, "golden", "page", lineterm="")) == ""


@pytest.mark.parametrize("name", PAGES)
def test_structure(name: str) -> None:
    document = parse(PAGES[name])
    elements = document.all("*")
    assert document.all("html")[0].attributes["lang"] == "en"
    assert [len(document.all(each)) for each in ("header", "nav", "main", "h1", "title")] == [1] * 5
    levels = [LEVELS.index(each.name) for each in elements if each.name in LEVELS]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.attributes["id"] for each in elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    targets = [each.attributes["href"] for each in elements if "href" in each.attributes]
    assert {each[1:] for each in targets if each.startswith("#")} <= set(ids)
    assert all(each.startswith(f"{DOCUMENTATION}rules.md#nk") for each in targets if each[0] != "#")
    for table in document.all("table"):
        assert table.all("caption")
        assert all(each.attributes["scope"] in ("row", "col") for each in table.all("th"))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_and_nothing_runs(name: str) -> None:
    document = parse(PAGES[name])
    (style,) = document.texts("style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = document.all('meta[http-equiv="Content-Security-Policy"]')
    # A changed style sheet needs its new digest in templates/page.html.jinja.
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|@font-face|image-set", style)
    for each in document.all("*"):
        assert each.name not in LOADING
        assert not {key for key in each.attributes if key.startswith("on")}
        assert not {"src", "srcset", "style", "action"} & set(each.attributes)


def test_what_rooms_offers() -> None:
    document = parse(PAGES["rooms"])
    assert document.texts("h1") == ["100ms Rooms"]
    assert document.texts("header .badge") == ["100ms", "Live Video", "Rooms"]
    assert document.texts("h4") == [
        *("GET /v2/rooms", "POST /v2/rooms", "hms-list-rooms", "hms-create-room"),
        *("hms-retrieve-room", "hms-update-room", "hms-set-room-enabled"),
    ]
    tool = document.all("#tool-hms-set-room-enabled")[0]
    assert [each.text for each in tool.all(".badge")] == ["destructive", "idempotent"]
    assert [each.text for each in tool.all("dt code")] == ["room_id", "body"]
    links = {each.attributes["href"]: each.text for each in tool.all("a")}
    assert links == {"#api-rooms": "rooms", "#L172": "spec line 172"}
    assert document.texts("#L172 > code") == ["    - name: hms-set-room-enabled"]
    assert "HMS_MANAGEMENT_TOKEN" in document.texts("tbody th")
    assert "naftiko-gen run rooms.yaml --stub" in document.texts("pre")
    assert "No problems found." in document.texts(".verdict")[0]
    assert document.all('.problems > [data-severity="error"]') == []


def test_what_is_wrong_stands_in_the_list_and_beside_its_line() -> None:
    document = parse(PAGES["faulty"])
    assert document.texts("h1") == ["yes"]
    assert document.texts("header .badge") == ["a", "7", "<i>"]
    assert document.all("#operations") == []
    entries = [each.words for each in document.all(".problems > li")]
    assert entries[0].startswith("warning NK015 ambiguous-scalar line 4 column 10 yes is read as")
    assert any("NK006 duplicate-key line 10" in each and "line 9" in each for each in entries)
    for line in document.all(".listing > li"):
        for note in line.all(".note a"):
            (entry,) = document.all(note.attributes["href"])
            links = [each.attributes["href"] for each in entry.all("a")]
            assert f"#{line.attributes['id']}" in links
    assert len(document.all(".listing .note")) == len(entries)
    # The place itself is marked, in the colours of its line.
    assert document.texts("#L4 .warning") == ["yes"]
    assert document.texts(".listing .comment") == ["# <b>A</b> comment & more"]


def _listing(document: Parsed) -> str:
    return "\n".join(document.texts(".listing > li > code"))


@pytest.mark.parametrize("spec", GOLDEN, ids=lambda path: path.parent.name)
def test_any_spec_has_its_text_on_the_page(spec: Path) -> None:
    text = spec.read_bytes().decode("utf-8", "replace")
    document = parse(make(spec.read_bytes(), "spec.yaml"))
    assert _listing(document) == expected(text).removesuffix("\n")


@given(TEXT, TEXT)
@settings(max_examples=25, deadline=None)
@example("".join(MARKUP), "<script>alert(1)</script>")
@example("{{ 1 }}{% x %}", "` `a` ``")
def test_hostile_text_stays_text(one: str, other: str) -> None:
    changes = {
        "label: Shop\n": f"label: {_quoted('x' + one)}\n  tags: [{_quoted(other)}]\n",
        "description: Items of a shop.\n": f"description: {_quoted(other)}\n",
        "description: Gets one item of the shop by its number.\n": f"description: {_quoted(one)}\n",
        "description: Number of the item.\n": f"description: {_quoted(one)}\n",
    }
    spec = SKELETON
    for old, new in changes.items():
        spec = spec.replace(old, new)
    document = parse(make(spec, "a <b>.yaml"))
    shown = [expected(each.strip(" \t\r\n")) for each in (f"x{one}", other)]
    assert document.texts("h1") == shown[:1]
    assert document.texts(".lead") == [each for each in shown[1:] if each]
    assert document.texts("header .badge") == [each for each in shown[1:] if each]
    assert _listing(document) == expected(spec.removesuffix("\n"))
    plain = [each for name in ("rooms", "faulty") for each in parse(PAGES[name]).all("*")]
    names = {each.name for each in plain}
    attributes = {key for each in plain for key in each.attributes}
    for each in document.all("*"):
        assert each.name in names
        assert set(each.attributes) <= attributes


def _quoted(value: str) -> str:
    return yamltext.string(value).text


def test_the_same_spec_gives_the_same_page() -> None:
    assert rooms() == PAGES["rooms"]


def test_an_api_whose_address_is_not_known() -> None:
    document = parse(make(SKELETON.replace("https://shop.test/v1", "https://{host}/v1")))
    assert "at the address in SHOP_BASE_URL" in document.texts("#api-shop + p span")


SKILLS = """\
  - type: skill
    namespace: shop-skills
    port: 3010
    description: Skills for shop keepers.
    skills:
    - name: shopping
      description: Finds items.
      tools:
      - name: get-item
        description: Gets one item.
        from: {sourceNamespace: shop-mcp, action: get-item}
"""


def test_a_skill_adapter() -> None:
    document = parse(make(SKELETON + SKILLS))
    assert document.texts("h3")[:2] == ["REST: shop-rest", "Skills: shop-skills"]
    assert document.texts("#rest-shop-skills ~ ul li") == ["GET /skills", "GET /skills/shopping"]


def test_names_that_meet_have_places_of_their_own() -> None:
    before, tools, after = SKELETON.partition("    tools:\n")
    twin = before + tools + after + after.replace("name: get-item", "name: get_item")
    document = parse(make(twin))
    assert [each.attributes["id"] for each in document.all("#tools ~ .cards > li")] == [
        *("tool-get-item", "tool-get-item-2")
    ]
    links = [each.attributes["href"] for each in document.all(".users a")]
    assert links == ["#operation-get-item", "#tool-get-item", "#tool-get-item-2"]
