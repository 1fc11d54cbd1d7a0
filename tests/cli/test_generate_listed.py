"""`generate` without arguments, for the specs of pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from naftiko_gen import emit
from naftiko_gen.ir import Package
from tests.cli.specs import BROKEN, CLEAN, run, write

SETTINGS = """\
[tool.naftiko-gen]
output = "services/{stem}"
specs = ["specs/shop.yaml", {path = "specs/mail.yaml", output = "mail", package = "mailer"}]
"""


def render(package: Package) -> Mapping[str, bytes]:
    """Stand in for the templates: these tests are about which specs go where."""
    return {"README.md": f"{package.name}\n".encode()}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(emit, "render", render)
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {"pyproject.toml": SETTINGS, "specs/shop.yaml": CLEAN, "specs/mail.yaml": CLEAN},
    )
    return tmp_path


def test_every_listed_spec(folder: Path) -> None:
    result = run("generate")

    assert result.exit_code == 0, result.output
    assert (folder / "services/shop/README.md").read_text() == "shop\n"
    assert (folder / "mail/README.md").read_text() == "mailer\n"
    assert result.stderr.splitlines() == ["Wrote 1 file to services/shop.", "Wrote 1 file to mail."]


def test_check_finds_what_drifted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("generate")
    assert run("generate", "--check").exit_code == 0

    (folder / "mail/README.md").write_text("edited\n")
    result = run("generate", "--check")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["edited: mail/README.md"]

    # From a folder below, the same settings hold.
    monkeypatch.chdir(folder / "specs")
    assert run("generate", "--check").exit_code == 1


def test_one_fault_does_not_keep_the_others_from_being_done(folder: Path) -> None:
    write(folder, {"specs/shop.yaml": BROKEN})

    result = run("generate")

    assert result.exit_code == 1
    assert "NK301" in result.stdout
    assert not (folder / "services").exists()
    assert (folder / "mail/README.md").exists()


def test_ignoring_in_lint_lets_nothing_be_generated(folder: Path) -> None:
    write(
        folder,
        {
            "specs/shop.yaml": BROKEN.replace("get-itm", "get-itm # naftiko-gen: ignore[NK301]"),
            "pyproject.toml": SETTINGS + 'ignore = ["NK3"]\n',
        },
    )

    assert run("lint").exit_code == 0
    assert run("generate").exit_code == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "name a SPEC, or list specs in [tool.naftiko-gen] of pyproject.toml"),
        ('specs = ["specs/shop.yaml"]', "specs/shop.yaml has no output in [tool.naftiko-gen]"),
        ('specs = ["gone.yaml"]', "there is no file gone.yaml; pyproject.toml lists it as a spec"),
        (
            'output = "x"\npackage = "class"\nspecs = ["specs/shop.yaml"]',
            "specs/shop.yaml has the package 'class': lower-case letters",
        ),
        ("outputs = 1", "unknown key 'outputs'; did you mean 'output'?"),
    ],
)
def test_settings_at_fault(folder: Path, settings: str, message: str) -> None:
    write(folder, {"pyproject.toml": f"[tool.naftiko-gen]\n{settings}\n"})

    result = run("generate")

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    "args", [["-o", "x"], ["--package", "x"], ["--keep", "x"], ["--check", "--force"]]
)
def test_options_that_need_a_spec(args: list[str]) -> None:
    assert run("generate", *args).exit_code == 2


def test_a_spec_needs_an_output() -> None:
    assert run("generate", "specs/shop.yaml").exit_code == 2
