"""A generated package alone in a fresh environment, and the distribution that makes one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/.naftiko-gen.json"))
#: One upstream and two, each with its requirements and nothing else; the other examples are
#: judged here and now, which takes a tenth of the time.
ALONE = [ROOT / "examples" / name for name in ("rooms", "commute")]


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def environment(path: Path, *requirements: str | Path) -> Path:
    """Make a virtual environment; return its folder of programs."""
    venv.create(path, with_pip=True)
    programs = path / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "pip", "install", "-q", *requirements, cwd=path)
    return programs


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_committed_example_does_not_drift(example: Path) -> None:
    [spec] = example.glob("*.yaml")
    command = (sys.executable, "-m", "naftiko_gen", "generate", spec, "-o", example, "--check")
    assert run(*command, cwd=ROOT) == ""


@pytest.mark.parametrize("example", ALONE, ids=lambda path: path.name)
def test_the_committed_example_alone(example: Path, tmp_path: Path) -> None:
    project = tmp_path / example.name
    shutil.copytree(example, project, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    programs = environment(tmp_path / "env", f"{project}[dev]")
    for command in (["pytest", "-q"], ["mypy"], ["ruff", "check"], ["ruff", "format", "--check"]):
        run(programs / command[0], *command[1:], cwd=project)
    run(programs / "pyright", "--pythonpath", programs / "python", cwd=project)
    [script] = [path for path in (programs / example.name,) if path.exists()]
    assert "--stdio" in run(script, "--help", cwd=project)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e not in ALONE], ids=lambda e: e.name)
def test_the_committed_example_here(example: Path, tmp_path: Path) -> None:
    programs = Path(sys.executable).parent
    run(programs / "pytest", "-q", "-p", "no:cacheprovider", cwd=example)
    run(programs / "mypy", "--cache-dir", tmp_path, cwd=example)
    run(programs / "ruff", "check", "--no-cache", cwd=example)
    run(programs / "ruff", "format", "--no-cache", "--check", cwd=example)


@pytest.mark.parametrize("name", ["commute", "notebook"])
def test_examples_in_the_official_form(name: str) -> None:
    spec = ROOT / "examples" / name / f"{name}.yaml"
    run(sys.executable, "-m", "naftiko_gen", "lint", "--strict", spec, cwd=ROOT)


def test_a_rooms_package_is_small() -> None:
    modules = list((ROOT / "examples/rooms/src").rglob("*.py"))
    assert len(modules) == 6
    assert sum(len(path.read_text("utf-8").splitlines()) for path in modules) <= 600


def test_wheel_and_sdist_generate_what_a_checkout_does(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    run(sys.executable, "-m", "build", "-q", "--outdir", dist, ROOT, cwd=tmp_path)
    [sdist], [wheel] = dist.glob("*.tar.gz"), dist.glob("*.whl")
    # An index would show the README as it is here.
    run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel, cwd=tmp_path)
    spec = ROOT / "examples" / "rooms" / "rooms.yaml"
    for artefact in (wheel, sdist):
        programs = environment(tmp_path / artefact.suffix.strip("."), artefact)
        out = tmp_path / f"out-{artefact.suffix.strip('.')}"
        run(programs / "naftiko-gen", "generate", spec, "-o", out, cwd=tmp_path)
        for path in out.rglob("*"):
            if path.is_file():
                committed = spec.parent / path.relative_to(out)
                assert path.read_bytes() == committed.read_bytes()
        assert (out / "src" / "rooms" / "rest.py").exists()
