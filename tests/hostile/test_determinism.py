"""The same spec gives the same bytes in every environment and on every Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPECS = [
    *(
        ROOT / "tests" / "hostile" / "specs" / f"{name}.yaml"
        for name in ("books", "parts", "boards")
    ),
    ROOT / "examples" / "rooms" / "rooms.yaml",
]
#: Pythons that the generator runs on, beside the one that runs the tests.
CURRENT = ".".join(map(str, sys.version_info[:2]))
VERSIONS = [version for version in ("3.11", "3.12", "3.13", "3.14") if version != CURRENT]

#: What a run may differ in: the environment, and options of the interpreter.
PLACES: dict[str, tuple[dict[str, str], list[str]]] = {
    "C locale": ({"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}, []),
    "no UTF-8 mode": (
        {
            "PYTHONHASHSEED": "1",
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
            "TZ": "Pacific/Kiritimati",
        },
        [],
    ),
    "UTF-8 locale": (
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C.UTF-8", "TEST_UMASK": "077"},
        ["-O"],
    ),
    "German": (
        {"PYTHONHASHSEED": "20260525", "LC_ALL": "de_DE.UTF-8", "TZ": "Europe/Berlin"},
        ["-X", "dev"],
    ),
}


def digest(command: list[str], specs: list[Path], folder: Path, environment: dict[str, str]) -> str:
    """Return the digest of ``specs``, made by a process in ``folder``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [*command, "-m", "tests.hostile.digest", *map(str, specs)],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def usual() -> str:
    """The digest in an environment like any other."""
    return digest([sys.executable], SPECS, ROOT, {})


@pytest.mark.parametrize("place", list(PLACES))
def test_environments(usual: str, place: str, tmp_path: Path) -> None:
    environment, options = PLACES[place]
    assert digest([sys.executable, *options], SPECS, tmp_path, environment) == usual


def test_line_ends_of_the_spec(usual: str, tmp_path: Path) -> None:
    for line_end in ("\r\n", "\r"):
        copies = [tmp_path / path.name for path in SPECS]
        for path, copy in zip(SPECS, copies, strict=True):
            copy.write_bytes(path.read_bytes().replace(b"\n", line_end.encode()))
        assert digest([sys.executable], copies, tmp_path, {}) == usual


def test_the_command_line_writes_the_same_tree_everywhere(tmp_path: Path) -> None:
    digests: set[str] = set()
    for number, place in enumerate(("no UTF-8 mode", "UTF-8 locale")):
        environment, options = PLACES[place]
        program = "from naftiko_gen.cli import main; main()"
        command = [sys.executable, *options, "-c", program, "generate", str(SPECS[1])]
        done = subprocess.run(
            [*command, "-o", f"out-{number}"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            umask=0o077 if number else 0o022,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        digests.add(tree(tmp_path / f"out-{number}"))
    assert len(digests) == 1


def tree(folder: Path) -> str:
    """Return the digest of all files below a folder."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


@pytest.mark.parametrize("version", VERSIONS)
def test_other_pythons(
    usual: str, version: str, tmp_path: Path, kept_folder: Callable[[str], Path]
) -> None:
    python = next(pythons(version), None)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    libraries = installed(python, kept_folder(f"python-{version}"))
    environment = {"PYTHONPATH": os.pathsep.join([str(libraries), str(ROOT)])}
    assert digest([python], SPECS, tmp_path, environment) == usual


def pythons(version: str) -> Iterator[str]:
    """Yield interpreters of a version: on the path, or among those of pyenv."""
    on_path = shutil.which(f"python{version}")
    of_pyenv = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
    for name in [*filter(None, [on_path]), *map(str, of_pyenv)]:
        program = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
        done = subprocess.run([name, "-c", program], capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            yield name


def installed(python: str, folder: Path) -> Path:
    """Return a folder with the generator's requirements, for that interpreter."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    done_mark = folder / hashlib.sha256(repr(project["dependencies"]).encode()).hexdigest()
    if not done_mark.exists():
        command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        command += ["--target", str(folder), "--upgrade", *project["dependencies"]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{python} cannot install the requirements: {done.stderr[-300:]}")
        done_mark.touch()
    return folder
