from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.specs import BROKEN, BROKEN_LINE, CLEAN, DOUBTFUL, NO_YAML, OTHER, lint, write

CALL = "call: shop.get-itm"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {"clean.yaml": CLEAN, "broken.yaml": BROKEN, "doubtful.yaml": DOUBTFUL, "no.yaml": NO_YAML},
    )
    return tmp_path


def codes(*args: str) -> list[str]:
    """Return the codes that are reported, as `concise` lists them."""
    lines = lint(*args, "--format", "concise").stdout.splitlines()
    return [line.split(" ")[1] for line in lines if line.startswith(("broken", "doubtful", "no"))]


def test_a_clean_file() -> None:
    result = lint("clean.yaml")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "No problems found.\n", "")


def test_an_error() -> None:
    result = lint("broken.yaml")

    assert result.exit_code == 1
    assert "error[NK301] unresolved-call" in result.stdout
    assert f"--> broken.yaml:{BROKEN_LINE}:15" in result.stdout
    assert result.stdout.endswith("\n1 error.\n")
    assert result.stderr == ""


def test_several_files_are_judged_in_the_order_given() -> None:
    result = lint("no.yaml", "broken.yaml", "clean.yaml", "no.yaml", "--format", "concise")

    assert result.stdout.splitlines()[0].startswith("no.yaml:3:14: NK001 ")
    assert result.stdout.splitlines()[1].startswith(f"broken.yaml:{BROKEN_LINE}:15: NK301 ")
    assert result.stdout.splitlines()[2:] == ["2 errors.", "Checked 3 files."]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["doubtful.yaml"], 0),
        (["doubtful.yaml", "--fail-on", "warning"], 1),
        (["doubtful.yaml", "--fail-on", "warning", "--ignore", "NK015"], 0),
        (["broken.yaml", "--fail-on", "warning"], 1),
        (["broken.yaml", "--ignore", "NK301"], 0),
        (["broken.yaml", "--select", "NK2"], 0),
        (["no.yaml", "--ignore", "NK0"], 0),
    ],
)
def test_exit_codes(args: list[str], code: int) -> None:
    assert lint(*args).exit_code == code


def test_a_file_that_is_not_there_does_not_keep_the_others_from_being_judged() -> None:
    result = lint("gone.yaml", "broken.yaml")

    assert result.exit_code == 2
    assert result.stderr == "naftiko-gen: gone.yaml: No such file or directory\n"
    assert "NK301" in result.stdout

    alone = lint("gone.yaml")

    assert (alone.exit_code, alone.stderr) == (2, result.stderr)
    assert "No problems" not in alone.stdout


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ["NK301", "NK015"]),
        (["--select", "NK0"], ["NK015"]),
        (["--select", "NK301,NK015"], ["NK301", "NK015"]),
        (["--select", "NK301", "--select", "nk015"], ["NK301", "NK015"]),
        (["--ignore", "NK3"], ["NK015"]),
        (["--select", "NK301", "--ignore", "NK"], ["NK301"]),
        (["--select", "NK", "--ignore", "NK301"], ["NK015"]),
    ],
)
def test_select_and_ignore(args: list[str], expected: list[str]) -> None:
    assert codes("broken.yaml", "doubtful.yaml", *args) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_wrong_usage(option: str) -> None:
    result = lint("clean.yaml", option, "NK3O1")

    assert result.exit_code == 2
    assert f"Error: {option}: no rule has the code 'NK3O1'; did you mean NK301?" in result.stderr


def test_a_comment_silences_one_place(folder: Path) -> None:
    text = BROKEN.replace(CALL, f"{CALL} # naftiko-gen: ignore[NK301] not yet")
    write(folder, {"silent.yaml": text, "loud.yaml": text.replace("NK301", "NK302")})

    result = lint("silent.yaml")

    assert result.exit_code == 0
    assert result.stdout == "No problems found.\n1 is ignored by comments.\n"
    assert lint("loud.yaml").exit_code == 1


def test_a_comment_above_and_one_that_is_a_value(folder: Path) -> None:
    comment = "# naftiko-gen: ignore[NK301]"
    above = BROKEN.replace(CALL, f"{comment}\n        {CALL}")
    value = BROKEN.replace(CALL, f"{CALL}\n        description: '{comment}'")
    write(folder, {"above.yaml": above, "value.yaml": value})

    assert lint("above.yaml").exit_code == 0
    assert lint("value.yaml").exit_code == 1


def test_without_arguments_there_is_nothing_to_do() -> None:
    result = lint()

    assert result.exit_code == 2
    assert "name a file or folder, or list specs in [tool.naftiko-gen]" in result.stderr


def test_without_arguments_the_listed_specs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        folder,
        {
            "pyproject.toml": (
                '[tool.naftiko-gen]\nspecs = ["broken.yaml", "doubtful.yaml"]\nignore = ["NK301"]\n'
            ),
            "inner/clean.yaml": CLEAN,
        },
    )

    assert codes() == ["NK015"]
    # An option takes the place of its setting.
    assert codes("--ignore", "NK015") == ["NK301"]
    assert codes("broken.yaml", "--select", "NK") == []

    monkeypatch.chdir(folder / "inner")
    assert "../" not in lint().stdout
    assert f"{folder.as_posix()}/doubtful.yaml:3:10:" in lint("--format", "concise").stdout


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("spec = []", "unknown key 'spec'; did you mean 'specs'?"),
        ('select = ["NK3O1"]', "no rule has the code 'NK3O1'; did you mean NK301?"),
    ],
)
def test_settings_at_fault(folder: Path, settings: str, message: str) -> None:
    write(folder, {"pyproject.toml": f"[tool.naftiko-gen]\n{settings}\n"})

    result = lint("clean.yaml")

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_below_the_current_folder_has_a_relative_name(folder: Path) -> None:
    result = lint(folder / "broken.yaml", "--format", "concise")

    assert result.stdout.startswith(f"broken.yaml:{BROKEN_LINE}:15:")


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_programs_read_nothing_but_the_format(format: str, folder: Path) -> None:
    write(folder, {"docs/other.yaml": OTHER})

    result = lint("broken.yaml", "gone.yaml", "docs", "--format", format)

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "naftiko-gen: gone.yaml: No such file or directory",
        "1 error.",
        "Checked 1 file; left out 1 that is no capability.",
    ]
    if format == "github":
        assert result.stdout.startswith(f"::error file=broken.yaml,line={BROKEN_LINE},col=15,")
        assert result.stdout.count("\n") == 1
    else:
        tree = json.loads(result.stdout)
        found = tree["diagnostics"] if format == "json" else tree["runs"][0]["results"]
        assert len(found) == 1
    if format == "json":
        assert json.loads(result.stdout)["summary"]["skipped"] == 1


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_a_clean_run_is_a_whole_log(format: str) -> None:
    result = lint("clean.yaml", "--format", format)

    assert result.exit_code == 0
    assert json.loads(result.stdout)["version"] in (1, "2.1.0")
    assert result.stderr == "No problems found.\n"


def test_help_says_what_ignoring_does_not_do() -> None:
    result = lint("--help")

    assert result.exit_code == 0
    assert "no error is ever ignored by `generate`" in " ".join(result.stdout.split())
