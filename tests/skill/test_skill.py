"""The skill of a capability: sound by the rules of its format, and text stays text in it."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
import yaml
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.emit import yamltext
from naftiko_gen.emit.skill import render_skill, skill_name
from naftiko_gen.pipeline import analyse
from tests.emit.texts import TEXT

FOLDER = Path(__file__).parent
ROOMS = FOLDER.parents[1] / "examples" / "rooms" / "rooms.yaml"
SPECS = sorted((FOLDER.parent / "golden").glob("*/spec.yaml"))
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINK = re.compile(r"\]\((references/[a-z]+\.md)\)")

#: The reference implementation's own judgement; it has no type annotations to offer.
validate = cast(
    Callable[[Path], list[str]], importlib.import_module("skills_ref.validator").validate
)


def skill(data: bytes | str, package: str = "shop") -> Mapping[str, bytes] | None:
    """Return the files of a spec's skill; None where the spec has errors."""
    content = data.encode() if isinstance(data, str) else data
    ir = analyse("spec.yaml", content, package).package
    return None if ir is None else render_skill(ir)


def _checked(data: bytes | str, folder: Path, package: str = "shop") -> Mapping[str, bytes]:
    """Write a skill to the disk, and hold it to the rules of the format."""
    files = skill(data, package)
    assert files is not None
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (root,) = (folder / "skills").iterdir()
    assert validate(root) == []
    main = (root / "SKILL.md").read_text(encoding="utf-8")
    start, front, body = re.split("^---\n", main, maxsplit=2, flags=re.MULTILINE)
    head = yaml.safe_load(front)
    assert start == ""
    assert list(head) == ["name", "description", "compatibility"]
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", head["name"])
    assert (len(head["name"]) <= 64, head["name"]) == (True, root.name)
    assert 1 <= len(head["description"]) <= 1024
    assert 1 <= len(head["compatibility"]) <= 500
    assert not set("<>\n") & set(head["description"])
    assert "Use when" in head["description"]
    # Every file is linked from SKILL.md, one level deep, and there is nothing else.
    linked = {f"skills/{root.name}/{path}" for path in LINK.findall(body)}
    assert {*linked, f"skills/{root.name}/SKILL.md"} == set(files)
    assert all(content.endswith(b"\n") and b"\r" not in content for content in files.values())
    return files


def test_rooms_golden(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = _checked(ROOMS.read_bytes(), tmp_path, "rooms")
    expected = FOLDER / "expected"
    if request.config.getoption("--update-golden"):
        for path, content in files.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(content)
    on_disk = [each.relative_to(expected) for each in expected.rglob("*") if each.is_file()]
    assert sorted(each.as_posix() for each in on_disk) == sorted(files)
    for path, content in files.items():
        assert (expected / path).read_bytes().decode() == content.decode()


def _package(spec: Path) -> str:
    case = spec.with_name("case.toml")
    args: list[str] = tomllib.loads(case.read_text())["args"] if case.exists() else []
    return args[args.index("--package") + 1] if "--package" in args else "shop"


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
def test_any_sound_spec_has_a_sound_skill(spec: Path, tmp_path: Path) -> None:
    if skill(spec.read_bytes()) is None:
        assert (spec.parent / "expected.code").exists(), "no package, but no error is expected"
    else:
        _checked(spec.read_bytes(), tmp_path, _package(spec))


def _with(label: str, text: str) -> str:
    spec = SKELETON.replace("label: Shop\n", f"label: {_quoted('x' + label)}\n")
    described = re.compile("description: (?!The shop's).+\n")
    return described.sub(lambda _: f"description: {_quoted('y' + text)}\n", spec)


def _quoted(value: str) -> str:
    return yamltext.string(value).text


def _structure(markdown: bytes) -> list[str]:
    """Return the kinds of a document's parts, without those that only show text."""
    tokens = PARSER.parse(markdown.decode())
    kinds = [each.type for token in tokens for each in (token, *(token.children or ()))]
    return [each for each in kinds if each not in {"text", "text_special", "code_inline"}]


PLAIN = skill(_with("", "")) or {}


@given(TEXT, TEXT)
@settings(max_examples=25, deadline=None)
@example("---", "--- | <b> `a` [x](y)")
@example("\n---\nname: other\n", "\n\n# Heading\n\n- item")
@example("x" * 3000, "<system>" * 200)
def test_hostile_text_stays_text(label: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        files = _checked(_with(label, text), Path(folder))
    assert files.keys() == PLAIN.keys()
    for path, content in files.items():
        body, plain = (each.partition(b"\n---\n\n")[2] or each for each in (content, PLAIN[path]))
        assert _structure(body) == _structure(plain)


def test_what_the_skill_says_of_tools(tmp_path: Path) -> None:
    files = _checked(ROOMS.read_bytes(), tmp_path, "rooms")
    main = files["skills/rooms/SKILL.md"].decode()
    asked, _, rest = main.partition("wait for a clear yes.")[2].partition("- Call what changes")
    assert "`hms-set-room-enabled`" in asked
    assert "`hms-update-room`" not in asked
    assert "Never ask for passwords, tokens or keys" in rest
    assert "`hms-list-rooms`, `hms-retrieve-room`, `hms-set-room-enabled`, `GET /v2/rooms`." in rest
    assert "http://127.0.0.1:9090/mcp" in rest
    assert '"--stdio"' in rest
    tools = files["skills/rooms/references/tools.md"].decode()
    assert "| `room_id` | `string` | required |" in tools
    assert "It calls `POST` `/rooms/{room_id}/enabled` of the API `rooms`." in tools


def test_adapters_without_tools_are_left_out(tmp_path: Path) -> None:
    before, tools, _ = SKELETON.partition("  - type: mcp\n")
    skills = (
        "  - type: skill\n    namespace: shop-skills\n    port: 3010\n    skills:\n"
        "    - name: shopping\n      description: Finds items.\n      tools:\n"
        "      - name: get-item\n        description: Gets one item.\n"
        "        from: {sourceNamespace: shop-rest, action: get-item}\n"
    )
    assert tools
    files = _checked(before + skills, tmp_path)
    main = files["skills/shop/SKILL.md"].decode()
    assert len(files) == 2
    assert "shop-skills" not in main
    assert "## Tools" not in main
    assert "`GET` `/items/{id}`" in main


def test_a_skill_without_what_may_destroy(tmp_path: Path) -> None:
    main = _checked(SKELETON, tmp_path)["skills/shop/SKILL.md"].decode()
    assert "wait for a clear yes" not in main


@pytest.mark.parametrize(
    ("distribution", "name"),
    [
        ("rooms", "rooms"),
        ("a_b__c-", "a-b-c"),
        ("Room.S2", "room-s2"),
        ("x" * 63 + "-y" * 9, "x" * 63),
        ("y" * 99, "y" * 64),
    ],
)
def test_names(distribution: str, name: str) -> None:
    assert skill_name(distribution) == name
