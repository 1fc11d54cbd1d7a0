"""What ``render`` writes is a whole project that all tools are content with."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest
from openapi_spec_validator import validate

from naftiko_gen.emit import render
from naftiko_gen.ir import Package
from tests.emit.packages import PACKAGES

#: Distributions by the names that the modules of a package import.
DISTRIBUTIONS = {"pydantic_core": "pydantic-core"}
#: Servers use them without an import in the package.
PLUGINS = {"httptools", "uvloop"}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All packages, each in a folder of its name."""
    root = tmp_path_factory.mktemp("projects")
    for package in PACKAGES.values():
        for path, content in render(package).items():
            file = root / f"{package.name}-project" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return root


def run(root: Path, *command: str) -> None:
    sources = os.pathsep.join(str(root / f"{name}-project" / "src") for name in PACKAGES)
    environment = {**os.environ, "PYTHONPATH": sources, "MYPYPATH": sources}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_formatter_changes_nothing(projects: Path) -> None:
    run(projects, "ruff", "format", "--no-cache", "--check", "--diff", ".")


def test_the_linter_is_content(projects: Path) -> None:
    run(projects, "ruff", "check", "--no-cache", ".")


def test_types_are_right(projects: Path) -> None:
    files = map(str, projects.rglob("*.py"))
    run(projects, "mypy", "--strict", "--no-incremental", *files)


def test_the_tests_of_the_packages_pass(projects: Path) -> None:
    run(projects, "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", ".")


def test_the_reference_package_is_small(projects: Path) -> None:
    modules = (projects / "rooms-project" / "src").rglob("*.py")
    assert sum(len(module.read_text().splitlines()) for module in modules) <= 600


@pytest.mark.parametrize("package", PACKAGES.values(), ids=list(PACKAGES))
class TestPackage:
    def test_files(self, package: Package) -> None:
        files = render(package)
        modules = ["__init__", "__main__", "settings", "upstream"]
        modules += [adapter.module for adapter in package.rest]
        modules += [adapter.module for adapter in package.mcp]
        source = f"src/{package.name}"
        assert sorted(files) == sorted(
            [
                *("pyproject.toml", "README.md", ".env.example", "Dockerfile"),
                *(f"{source}/{module}.py" for module in modules),
                *(f"{source}/{adapter.openapi_file}" for adapter in package.rest),
                f"{source}/py.typed",
                f"tests/test_{package.name}.py",
            ]
        )
        for content in files.values():
            assert content.decode().endswith("\n") or content == b""
            assert b"\r" not in content

    def test_dependencies_are_what_is_imported(self, package: Package) -> None:
        files = render(package)
        imported = {
            name
            for path, content in files.items()
            if path.startswith("src/") and path.endswith(".py")
            for name in _imports(content.decode())
        }
        third = imported - sys.stdlib_module_names - {package.name}
        project = tomllib.loads(files["pyproject.toml"].decode())["project"]
        declared = {requirement.partition(">")[0] for requirement in project["dependencies"]}
        assert {DISTRIBUTIONS.get(name, name) for name in third} == declared - PLUGINS
        assert (PLUGINS & declared == PLUGINS) == ("uvicorn" in third)

    def test_metadata(self, package: Package) -> None:
        metadata = tomllib.loads(render(package)["pyproject.toml"].decode())
        assert metadata["project"]["name"] == package.distribution
        scripts = {package.distribution: f"{package.name}.__main__:main"}
        assert metadata["project"]["scripts"] == scripts
        assert metadata["tool"]["ruff"]["lint"]["select"]
        assert metadata["tool"]["mypy"]["strict"] is True

    def test_documents_are_valid(self, package: Package) -> None:
        files = render(package)
        for adapter in package.rest:
            document = json.loads(files[f"src/{package.name}/{adapter.openapi_file}"])
            validate(document)
            paths = [unquote(path) for path in document["paths"]]
            assert paths == [route.display_path for route in adapter.routes]

    def test_all_settings_are_documented(self, package: Package) -> None:
        files = render(package)
        for setting in package.settings:
            used = f'"{setting.variable}"' in files[f"src/{package.name}/settings.py"].decode()
            assert used == (setting.field != package.allowed_hosts or package.name != "clock_stdio")
            assert used == (f"| `{setting.variable}` |" in files["README.md"].decode())
            assert used == (f"{setting.variable}=" in files[".env.example"].decode())

    def test_it_is_the_same_every_time(self, package: Package) -> None:
        assert render(package) == render(package)
        digests = {_digest_elsewhere(package.name, seed) for seed in ("0", "1")}
        assert digests == {_digest(package.name)}


def _digest(name: str) -> str:
    files = render(PACKAGES[cast(Any, name)])
    return hashlib.sha256(repr(list(files.items())).encode()).hexdigest()


def _digest_elsewhere(name: str, seed: str) -> str:
    code = f"from tests.emit.test_render import _digest; print(_digest({name!r}))"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.strip()


def _imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
