"""`lint --baseline`, with files that people work on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from naftiko_gen.cli import cli
from tests.cli.specs import BROKEN, CLEAN, DOUBTFUL, NO_YAML, lint, write

FILE = "known.json"
TWICE = BROKEN.replace("call: shop.get-item", "call: shop.get-itm")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"specs/a.yaml": BROKEN, "specs/b.yaml": DOUBTFUL})
    return tmp_path


def against(*args: str) -> Result:
    return lint("--baseline", FILE, *(args or ("specs",)))


def update(*args: str) -> Result:
    return against(*(args or ("specs",)), "--update-baseline")


def stored(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    tree = json.loads((folder / FILE).read_text())
    assert tree["version"] == 1
    files: dict[str, dict[str, dict[str, int]]] = tree["files"]
    return files


REST = "capability/exposes/shop-rest/resources/item/operations/get-item/call"
MCP = "capability/exposes/shop-mcp/tools/get-item/call"


def test_the_first_time(folder: Path) -> None:
    result = update()

    assert result.exit_code == 0
    assert result.stdout == (
        "No problems found.\nChecked 2 files.\nknown.json has 2 now: 2 are new, 0 are fixed.\n"
    )
    assert stored(folder) == {
        "specs/a.yaml": {"NK301": {REST: 1}},
        "specs/b.yaml": {"NK015": {"info/label": 1}},
    }


def test_known_faults_are_counted_and_not_shown() -> None:
    assert against("specs", "--fail-on", "warning").exit_code == 2
    update()

    result = against("specs", "--fail-on", "warning")

    assert result.exit_code == 0
    assert result.stdout == "No problems found.\nChecked 2 files.\n2 are in the baseline.\n"
    summary = json.loads(against("specs", "--format", "json").stdout)["summary"]
    assert (summary["errors"], summary["known"], summary["fixed"]) == (0, 2, 0)
    assert lint("specs").exit_code == 1


def test_lines_and_order_do_not_matter(folder: Path) -> None:
    update()
    head, rest, mcp = (
        BROKEN[: BROKEN.index("  - type: rest")],
        BROKEN[BROKEN.index("  - type: rest") : BROKEN.index("  - type: mcp")],
        BROKEN[BROKEN.index("  - type: mcp") :],
    )
    write(folder, {"specs/a.yaml": f"# A comment.\n\n{head}{mcp}\n\n{rest}"})

    assert against().exit_code == 0
    assert "2 are in the baseline" in against().stdout


def test_a_new_fault_is_shown(folder: Path) -> None:
    update()
    write(folder, {"specs/a.yaml": TWICE})

    result = against("specs", "--format", "concise")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:] == [
        "1 error.",
        "Checked 2 files.",
        "2 are in the baseline.",
    ]
    line = TWICE[: TWICE.rindex("shop.get-itm")].count("\n") + 1
    assert result.stdout.startswith(f"specs/a.yaml:{line}:")


def test_fixed_ones_are_counted_and_drop_out(folder: Path) -> None:
    write(folder, {"specs/a.yaml": TWICE})
    update()
    write(folder, {"specs/a.yaml": CLEAN})

    assert against().stdout.splitlines()[2:] == [
        "1 is in the baseline.",
        "2 of the baseline are fixed; --update-baseline drops them.",
    ]
    assert update().stdout.endswith("known.json has 1 now: 0 are new, 2 are fixed.\n")
    assert list(stored(folder)) == ["specs/b.yaml"]
    assert "fixed" not in against().stdout


def test_an_update_merges(folder: Path) -> None:
    update()
    write(folder, {"specs/a.yaml": TWICE})

    update("specs/a.yaml")

    assert stored(folder) == {
        "specs/a.yaml": {"NK301": {REST: 1, MCP: 1}},
        "specs/b.yaml": {"NK015": {"info/label": 1}},
    }


@pytest.mark.parametrize("options", [["--select", "NK0"], ["--ignore", "NK301"]])
def test_rules_that_are_not_selected_stay(options: list[str], folder: Path) -> None:
    update()
    before = stored(folder)
    write(folder, {"specs/a.yaml": CLEAN})

    assert "fixed" not in against("specs", *options).stdout
    update("specs", *options)
    assert stored(folder) == before


def test_what_cannot_be_judged_stays(folder: Path) -> None:
    update()
    write(folder, {"specs/a.yaml": NO_YAML})

    result = against()
    assert result.exit_code == 1
    assert "fixed" not in result.stdout
    update()
    assert stored(folder)["specs/a.yaml"] == {"NK001": {"": 1}, "NK301": {REST: 1}}


def test_a_file_that_is_gone_drops_out(folder: Path) -> None:
    update()
    (folder / "specs" / "b.yaml").unlink()

    assert update("specs/a.yaml").stdout.endswith("known.json has 1 now: 0 are new, 1 are fixed.\n")
    assert list(stored(folder)) == ["specs/a.yaml"]


def test_the_text_is_the_same_in_any_order(folder: Path) -> None:
    update("specs/b.yaml", "specs/a.yaml")
    first = (folder / FILE).read_bytes()
    stamp = (folder / FILE).stat().st_mtime_ns
    update("specs/a.yaml", "specs/b.yaml")
    assert (folder / FILE).read_bytes() == first
    # A file that needs no change is not written.
    assert (folder / FILE).stat().st_mtime_ns == stamp


def test_paths_are_from_the_folder_of_the_baseline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update()
    monkeypatch.chdir(folder / "specs")
    assert lint("a.yaml", "b.yaml", "--baseline", "../known.json").exit_code == 0

    shutil.move(str(folder / "specs"), str(folder / "moved" / "specs"))
    shutil.move(str(folder / FILE), str(folder / "moved" / FILE))
    monkeypatch.chdir(folder)
    assert lint("moved/specs", "--baseline", f"moved/{FILE}").exit_code == 0


def test_the_setting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"pyproject.toml": f'[tool.naftiko-gen]\nbaseline = "{FILE}"\n'})
    assert lint("specs", "--update-baseline").exit_code == 0
    assert lint("specs").exit_code == 0
    monkeypatch.chdir(folder / "specs")
    assert lint("a.yaml").exit_code == 0
    # An option takes its place.
    assert lint("a.yaml", "--baseline", "other.json").exit_code == 2


@pytest.mark.parametrize("value", ["1", '""', "[]"])
def test_a_setting_at_fault(value: str, folder: Path) -> None:
    write(folder, {"pyproject.toml": f"[tool.naftiko-gen]\nbaseline = {value}\n"})
    result = lint("specs")
    assert result.exit_code == 2
    assert "baseline must be the path of a file" in result.stderr


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such file; --update-baseline writes it"),
        ("{", "no baseline: it is not JSON: "),
        ("{}", "no baseline: it has no `files`"),
        ('{"version": 1, "files": {"a": {"b": {"c": 0}}}}', "no baseline: 'a', 'b', 'c': no"),
        ("\udce9", "no baseline: it is not UTF-8"),
    ],
)
def test_a_baseline_at_fault(content: str | None, reason: str, folder: Path) -> None:
    if content is not None:
        (folder / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))

    result = against()

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"naftiko-gen: {FILE}: {reason}")
    assert result.stderr.count("\n") == 1
    if content is not None:  # nor is it overwritten
        assert update().exit_code == 2


def test_a_folder_is_no_baseline(folder: Path) -> None:
    (folder / FILE).mkdir()
    assert against().stderr == f"naftiko-gen: {FILE}: Is a directory\n"


def test_it_cannot_be_written() -> None:
    result = lint("specs", "--baseline", "none/known.json", "--update-baseline")
    assert result.exit_code == 2
    assert result.stderr.startswith("naftiko-gen: none/known.json: ")


def test_which_file_to_update() -> None:
    result = lint("specs", "--update-baseline")
    assert result.exit_code == 2
    assert "say with --baseline which file to update" in result.stderr


def test_standard_input_has_the_name_that_is_given() -> None:
    update()
    options = ["lint", "--baseline", FILE, "-", "--stdin-filename"]
    for name, code in (("specs/a.yaml", 0), ("other.yaml", 1)):
        assert CliRunner().invoke(cli, [*options, name], input=BROKEN).exit_code == code


@pytest.mark.parametrize("format", ["json", "sarif", "github", "gitlab", "junit", "json-lines"])
def test_every_format_leaves_known_ones_out(format: str) -> None:
    update()
    result = against("specs", "--format", format)
    assert result.exit_code == 0
    assert "NK301" not in result.stdout
    assert "2 are in the baseline." in result.stderr


def test_statistics_leave_known_ones_out() -> None:
    update()
    assert "NK301" not in against("specs", "--statistics").stdout
