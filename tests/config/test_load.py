from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from naftiko_gen.config import Config, ConfigError, Spec, load


def project(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(dedent(text), encoding="utf-8")
    return folder


def test_no_settings(tmp_path: Path) -> None:
    assert load(project(tmp_path, '[project]\nname = "x"\n')) == Config()


def test_all_settings(tmp_path: Path) -> None:
    project(
        tmp_path,
        """
        [tool.naftiko-gen]
        output = "services/{stem}"
        package = "{stem}_api"
        select = ["NK"]
        ignore = ["NK1", "NK301"]
        specs = [
          "specs/rooms.yaml",
          {path = "specs/mail.yaml", output = "mail", package = "mailer"},
          {path = "./specs/../clock.yml"},
        ]
        """,
    )

    assert load(tmp_path) == Config(
        tmp_path / "pyproject.toml",
        (
            Spec(tmp_path / "specs/rooms.yaml", tmp_path / "services/rooms", "rooms_api"),
            Spec(tmp_path / "specs/mail.yaml", tmp_path / "mail", "mailer"),
            Spec(tmp_path / "clock.yml", tmp_path / "services/clock", "clock_api"),
        ),
        ("NK",),
        ("NK1", "NK301"),
    )


def test_specs_as_tables(tmp_path: Path) -> None:
    project(
        tmp_path,
        """
        [[tool.naftiko-gen.specs]]
        path = "rooms.yaml"
        output = "rooms"

        [[tool.naftiko-gen.specs]]
        path = "mail.yaml"
        """,
    )

    assert load(tmp_path).specs == (
        Spec(tmp_path / "rooms.yaml", tmp_path / "rooms"),
        Spec(tmp_path / "mail.yaml"),
    )


def test_the_nearest_file_that_has_settings(tmp_path: Path) -> None:
    project(tmp_path, '[tool.naftiko-gen]\nspecs = ["a.yaml"]\n')
    inner = tmp_path / "generated" / "src"
    inner.mkdir(parents=True)
    project(inner.parent, '[project]\nname = "generated"\n')

    assert load(inner).file == tmp_path / "pyproject.toml"

    project(inner, "[tool.naftiko-gen]\n")

    assert load(inner) == Config(inner / "pyproject.toml")


def test_from_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, "[tool.naftiko-gen]\n")
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")

    assert load(Path()).file == tmp_path / "pyproject.toml"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("spec = []", "[tool.naftiko-gen]: unknown key 'spec'; did you mean 'specs'?"),
        (
            "strict = true",
            "[tool.naftiko-gen]: unknown key 'strict'; "
            "known: specs, output, package, select, ignore, per-file-ignores, baseline",
        ),
        (
            'specs = ["a.yaml", {path = "b.yaml", ouput = "b"}]',
            "specs[1]: unknown key 'ouput'; did you mean 'output'?",
        ),
        ('specs = "a.yaml"', "specs must be a list"),
        ("specs = [1]", "specs[0] must be a table"),
        ("specs = [{}]", "specs[0].path must be the path of a capability file"),
        ("specs = [{path = 1}]", "specs[0].path must be the path of a capability file"),
        ('specs = [""]', "specs[0].path must be the path of a capability file"),
        ('specs = [{path = "a", output = 1}]', "specs[0].output must be a text"),
        ("output = []", "output must be a text"),
        ('package = ""', "package must be a text"),
        ('output = "{name}"', "output: {stem} is all that may stand in braces"),
        ('select = "NK1"', "select must be a list of codes"),
        ("ignore = [301]", "ignore must be a list of codes"),
        (
            'output = "x"\nspecs = ["a.yaml", "b.yaml"]',
            "a.yaml and b.yaml have the same output; give each its own, or write {stem} in it",
        ),
        (
            'output = "x/{stem}"\nspecs = ["a.yaml", {path = "b.yaml", output = "./x/y/../a"}]',
            "a.yaml and b.yaml have the same output; give each its own, or write {stem} in it",
        ),
    ],
)
def test_faults(tmp_path: Path, settings: str, message: str) -> None:
    project(tmp_path, "").joinpath("pyproject.toml").write_text(
        f"[tool.naftiko-gen]\n{settings}\n", encoding="utf-8"
    )

    with pytest.raises(ConfigError) as caught:
        load(tmp_path)

    assert str(caught.value) == f"{tmp_path / 'pyproject.toml'}: {message}"


def test_a_table_is_needed(tmp_path: Path) -> None:
    project(tmp_path, "[tool]\nnaftiko-gen = 1\n")

    with pytest.raises(ConfigError, match=r"\[tool\.naftiko-gen\] must be a table"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"), [(b"a =\n", "at line 1"), (b"# caf\xe9\n", "can't decode byte 0xe9")]
)
def test_what_is_no_toml(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)

    with pytest.raises(ConfigError, match=reason):
        load(tmp_path)
