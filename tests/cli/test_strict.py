from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.specs import BROKEN, CLEAN, NO_YAML, OTHER, lint, write

SHARED = Path(__file__).parents[3] / "shared"
ROOMS = SHARED / "seed" / "rooms.yaml"

#: Line of each place and what is wrong there, as the walkthrough of the file has them.
PLACES = {
    **dict.fromkeys((46, 62, 75, 79, 95, 99), "type required"),
    103: "value placement",
    109: "description",
    **dict.fromkeys((120, 129, 142, 151, 160, 170, 180), "properties"),
}
#: The ranges of lines of the fifteen entries that the walkthrough lists.
RANGES = [
    (44, 47), (60, 63), (73, 76), (77, 80), (93, 96), (97, 100), (101, 104), (109, 109),
    (119, 121), (128, 130), (137, 143), (144, 152), (153, 161), (162, 171), (172, 181),
]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*args: str | Path) -> list[tuple[int, str, str, str]]:
    tree = json.loads(lint(*args, "--format", "json").stdout)
    return [
        (each["start"]["line"], each["code"], each["severity"], each["message"])
        for each in tree["diagnostics"]
    ]


@pytest.mark.skipif(not ROOMS.is_file(), reason="the published file is not beside the checkout")
def test_the_fifteen_places_of_rooms() -> None:
    assert lint(ROOMS).exit_code == 0

    diagnostics = found(ROOMS, "--strict")

    assert [line for line, *_ in diagnostics] == list(PLACES)
    assert len(diagnostics) == len(RANGES) == 15
    for (line, code, severity, message), (first, last) in zip(diagnostics, RANGES, strict=True):
        assert first <= line <= last
        assert code == ("NK202" if PLACES[line] == "properties" else "NK201")
        assert severity == "error"
        assert all(f"`{key}`" in message for key in PLACES[line].split())
    assert lint(ROOMS, "--strict").exit_code == 1


def test_a_file_in_the_official_form() -> None:
    write(Path(), {"a.yaml": CLEAN})

    assert lint("a.yaml", "--strict").stdout == "No problems found.\n"


def test_the_other_rules_go_on(folder: Path) -> None:
    write(folder, {"a.yaml": CLEAN.replace("call: shop.get-item", "call: shop.get-itm", 1)})

    assert [code for _, code, *_ in found("a.yaml", "--strict")] == ["NK301"]


def test_what_both_say_is_said_once(folder: Path) -> None:
    # Both refuse `sort`; only the official form refuses `type` beside it.
    item = "        - name: id\n          in: path\n"
    text = CLEAN.replace(item, f"{item}          type: string\n          sort: up\n", 1)
    write(folder, {"a.yaml": text, "b.yaml": text.replace("          type: string\n", "", 1)})

    assert [message for *_, message in found("a.yaml")] == [
        "unknown key `sort` in this consumed input"
    ]
    assert [message for *_, message in found("a.yaml", "--strict")] == [
        "unknown keys `type`, `sort` in this consumed input"
    ]
    assert found("b.yaml", "--strict") == found("b.yaml")


def test_misspelt_keys_are_said_once(folder: Path) -> None:
    write(folder, {"a.yaml": CLEAN.replace("operations:", "opertions:", 1)})

    assert found("a.yaml", "--strict") == found("a.yaml")
    assert len(found("a.yaml")) == 1


@pytest.mark.parametrize("text", [NO_YAML, OTHER, "", CLEAN.replace("alpha2", "alpha99")])
def test_without_a_version_there_is_no_second_verdict(folder: Path, text: str) -> None:
    write(folder, {"a.yaml": text})

    assert found("a.yaml", "--strict") == found("a.yaml")
    assert len(found("a.yaml")) == 1


def test_it_can_be_ignored(folder: Path) -> None:
    item = "        - name: id\n          in: path\n"
    text = CLEAN.replace(item, f"{item}          sort: up\n", 1)
    write(folder, {"a.yaml": text, "b.yaml": BROKEN})

    assert found("a.yaml", "--strict", "--ignore", "NK201") == []
