"""`lint --fix`, `--unsafe-fixes`, `--diff`, and `migrate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from naftiko_gen.cli import cli
from naftiko_gen.diagnostics import SKELETON

SAFE = SKELETON.replace("  label: Shop\n", "  title: Shop # the name\n")
READING = SKELETON.replace("path: /items/{{id}}", "path: /items/{id}", 1)
UNSAFE = SKELETON.replace("    port: 8080\n", "    port: 8080\n    description: Over REST.\n")


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shop.yaml"


def run(*args: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, args, input=input)


def lint(*args: str, input: bytes | None = None) -> Result:
    return run("lint", *args, input=input)


class TestFix:
    def test_a_safe_fix_is_written(self, spec: Path) -> None:
        spec.write_text(SAFE)
        result = lint("shop.yaml", "--fix")
        assert result.exit_code == 0
        assert spec.read_text() == SKELETON.replace("label: Shop\n", "label: Shop # the name\n")
        assert result.stdout.endswith("Found 1, fixed 1, 0 remain.\n")
        assert lint("shop.yaml", "--fix").stdout.endswith("Found 0, fixed 0, 0 remain.\n")

    def test_mark_line_ends_mode_and_link_stay(self, spec: Path, tmp_path: Path) -> None:
        real = tmp_path / "real.yaml"
        real.write_bytes(b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode())
        real.chmod(0o640)
        spec.symlink_to(real)
        lint("shop.yaml", "--fix")
        assert spec.is_symlink()
        assert real.stat().st_mode & 0o777 == 0o640
        mended = real.read_bytes()
        assert mended.startswith(b"\xef\xbb\xbfnaftiko")
        assert b"label: Shop # the name\r\n" in mended
        assert mended.count(b"\n") == mended.count(b"\r\n")

    @pytest.mark.parametrize(
        "options", [("--show", "info"), ("--severity", "info"), ("--select", "NK1"), ("--strict",)]
    )
    def test_hidden_readings_are_mended_if_they_are_asked_for(
        self, spec: Path, options: tuple[str, ...]
    ) -> None:
        spec.write_text(READING)
        lint("shop.yaml", "--fix")
        assert spec.read_text() == READING
        lint("shop.yaml", "--fix", *options)
        assert spec.read_text() == SKELETON

    def test_what_is_ignored_is_not_mended(self, spec: Path) -> None:
        silenced = SAFE.replace("# the name", "# naftiko-gen: ignore[NK109] ours")
        spec.write_text(silenced)
        lint("shop.yaml", "--fix")
        assert spec.read_text() == silenced
        spec.write_text(SAFE)
        lint("shop.yaml", "--fix", "--ignore", "NK109")
        assert spec.read_text() == SAFE

    def test_unsafe_fixes_are_asked_for(self, spec: Path) -> None:
        spec.write_text(UNSAFE)
        lint("shop.yaml", "--fix", "--show", "info")
        assert spec.read_text() == UNSAFE
        lint("shop.yaml", "--fix", "--show", "info", "--unsafe-fixes")
        assert spec.read_text() == SKELETON
        assert lint("shop.yaml", "--unsafe-fixes").exit_code == 2

    def test_a_diff_writes_nothing(self, spec: Path) -> None:
        spec.write_text(SAFE)
        result = lint("shop.yaml", "--diff")
        assert result.exit_code == 1
        assert "-  title: Shop # the name\n+  label: Shop # the name\n" in result.stdout
        assert spec.read_text() == SAFE
        spec.write_text(SKELETON)
        result = lint("shop.yaml", "--diff")
        assert (result.exit_code, result.stdout) == (0, "")

    def test_standard_input(self, spec: Path) -> None:
        result = lint("-", "--fix", input=SAFE.encode())
        assert result.stdout == SAFE.replace("title: Shop", "label: Shop")
        assert "Found 1, fixed 1, 0 remain." in result.stderr
        broken = b"a: [\n"
        result = lint("-", "--fix", input=broken)
        assert (result.stdout_bytes, result.exit_code) == (broken, 1)

    def test_formats_carry_the_fix(self, spec: Path) -> None:
        spec.write_text(SAFE)
        (found,) = json.loads(lint("shop.yaml", "--format", "json").stdout)["diagnostics"]
        assert found["fix"]["title"] == "rename the key"
        assert found["fix"]["safe"]
        assert [edit["replacement"] for edit in found["fix"]["edits"]] == ["label"]
        assert "fix: rename the key" in lint("shop.yaml").stdout


class TestMigrate:
    def test_a_published_file(self, spec: Path) -> None:
        spec.write_text(READING.replace("    port: 8080\n", "    port: 8080\n    description: x\n"))
        result = run("migrate", "shop.yaml", "--to", "1.0.0-alpha2")
        assert result.exit_code == 0, result.output
        assert spec.read_text() == SKELETON
        assert "takes the file" in result.stderr
        assert lint("shop.yaml", "--strict").exit_code == 0

    def test_a_diff_and_an_output(self, spec: Path) -> None:
        spec.write_text(READING)
        result = run("migrate", "shop.yaml", "--to", "1.0.0-alpha2", "--diff")
        assert (result.exit_code, spec.read_text()) == (1, READING)
        assert "+      path: /items/{{id}}\n" in result.stdout
        result = run("migrate", "shop.yaml", "--to", "1.0.0-alpha2", "-o", "new.yaml")
        assert (spec.read_text(), Path("new.yaml").read_text()) == (READING, SKELETON)
        result = run("migrate", "shop.yaml", "--to", "1.0.0-alpha2", "-o", "-")
        assert result.stdout == SKELETON

    def test_what_remains_is_said(self, spec: Path) -> None:
        name = "        - name: id\n          in: path\n"
        spec.write_text(
            READING.replace(name, f'{name}        - name: "$top"\n          in: query\n', 1)
        )
        result = run("migrate", "shop.yaml", "--to", "1.0.0-alpha2")
        assert result.exit_code == 1
        assert "malformed input name `$top`" in result.stderr
        assert "refuses 1 place." in result.stderr

    def test_another_dialect(self, spec: Path) -> None:
        spec.write_text(READING)
        result = run("migrate", "shop.yaml", "--to", "ikanos-1.0.0-beta4")
        assert result.exit_code == 0, result.output
        assert spec.read_text().startswith("ikanos: ")

    def test_an_unknown_version(self, spec: Path) -> None:
        spec.write_text(SKELETON)
        result = run("migrate", "shop.yaml", "--to", "9")
        assert (result.exit_code, spec.read_text()) == (2, SKELETON)
        assert "9" in result.stderr
