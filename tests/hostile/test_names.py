"""Names that are hard for Python: packages that all tools accept, and names kept on the wire."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.emit import render
from naftiko_gen.lowering import is_package_name, package_name
from naftiko_gen.lowering.reserved import DEPENDENCIES, KEYWORDS, STDLIB
from naftiko_gen.pipeline import analyse
from tests.hostile import names
from tests.hostile.documents import bases
from tests.hostile.names import BATCHES, api, document, hard, mcp, operation, tool
from tests.hostile.yamltext import written

#: Stems of files, and so packages: each is generated and type-checked too.
STEMS = ("class", "json", "mcp", "100ms-rooms", "__init__", "x" * 300, "日本", "Settings")


def specs() -> dict[str, tuple[str, bytes]]:
    """Return all packages by the name of their folder: the import package and the document."""
    small = document([api("a", [operation("find")])], [mcp("m", [tool("find", "a.find")])])
    found = {batch: (f"batch_{batch}", make()) for batch, make in BATCHES.items()}
    return found | {f"stem-{n}": (package_name(stem), small) for n, stem in enumerate(STEMS)}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All packages, each in a folder of its own."""
    root = tmp_path_factory.mktemp("names")
    for folder, (package, data) in specs().items():
        analysis = analyse(folder, data, package)
        assert analysis.package, [(d.code, d.message) for d in analysis.diagnostics]
        for path, content in render(analysis.package).items():
            file = root / folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return root


@pytest.fixture(scope="module")
def environment(projects: Path) -> dict[str, str]:
    """Where interpreters and type checkers find the packages."""
    sources = os.pathsep.join(str(path) for path in sorted(projects.glob("*/src")))
    return {**os.environ, "PYTHONPATH": sources, "MYPYPATH": sources}


@pytest.fixture(scope="module")
def complaints(
    projects: Path, environment: dict[str, str], kept_folder: Callable[[str], Path]
) -> list[str]:
    """What mypy says of all packages in one run; its cache outlives the run."""
    cache = kept_folder("mypy-of-packages")
    files = [str(path.relative_to(projects)) for path in sorted(projects.glob("*/src/*/*.py"))]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={cache}", *files],
        cwd=projects,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert f"checked {len(files)} source files" in done.stdout or done.returncode == 0
    return [line for line in done.stdout.splitlines() if ": error:" in line]


@pytest.mark.parametrize("folder", list(specs()))
def test_types_are_right(complaints: list[str], folder: str) -> None:
    assert [line for line in complaints if line.startswith(f"{folder}/")] == []


def test_every_module_can_be_imported(projects: Path, environment: dict[str, str]) -> None:
    modules = [
        f"{path.parent.name}.{path.stem}"
        for path in sorted(projects.glob("*/src/*/*.py"))
        if path.stem != "__init__"
    ]
    assert len(modules) > 100
    lines = ["import importlib", *(f"importlib.import_module({name!r})" for name in modules)]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], env=environment, check=True)


@pytest.mark.parametrize("batch", ["operations", "inputs", "paths"])
def test_wire_names_are_kept(projects: Path, batch: str) -> None:
    constants: set[str] = set()
    for path in projects.glob(f"{batch}/src/*/*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
    expected = getattr(names, f"names_of_{batch}")()
    assert len(expected) > 30
    assert [name for name in expected if name not in constants] == []


@pytest.mark.parametrize("stem", [*hard(), *sorted(STDLIB), *sorted(DEPENDENCIES), *STEMS])
def test_packages_of_hard_stems(stem: str) -> None:
    name = package_name(stem)
    assert is_package_name(name)
    assert name not in KEYWORDS | STDLIB | DEPENDENCIES
    assert len(name) <= 60


def test_an_environment_variable_for_two_is_refused() -> None:
    apis = [api("get-item", [operation("find")]), api("get_item", [operation("find")])]
    calls = [tool("a", "get-item.find"), tool("b", "get_item.find")]
    analysis = analyse("clash.yaml", document(apis, [mcp("m", calls)]), "clash")
    assert analysis.package is None
    errors = {d.code for d in analysis.diagnostics if d.severity is Severity.ERROR}
    assert errors == {"NK905"}


def test_many_apis() -> None:
    """More than the twenty blocks that Python nests."""
    apis = [api(f"a{n}", [operation("find")]) for n in range(40)]
    calls = [tool(f"t{n}", f"a{n}.find") for n in range(40)]
    package = analyse("many.yaml", document(apis, [mcp("m", calls)]), "many").package
    assert package
    for path, content in render(package).items():
        if path.endswith(".py"):
            compile(content, path, "exec")


@pytest.mark.parametrize("name", [*hard(), "BOOKS_BASE_URL", "Books_Base_Url", "a-b", "9", "*"])
def test_variables_of_the_environment(name: str) -> None:
    """A spec chooses the names of variables: refused, or a package that compiles."""
    data = dict(bases())["books"]
    bind = {"namespace": "env", "keys": {"BOOKS_TOKEN": name}}
    analysis = analyse("bind.yaml", written({**data, "binds": [bind]}).encode(), "bind")
    assert bool(analysis.package) is not any(
        each.severity is Severity.ERROR for each in analysis.diagnostics
    )
    if analysis.package:
        fields = [setting.field for setting in analysis.package.settings]
        assert len(set(fields)) == len(fields)
        compile(render(analysis.package)["src/bind/settings.py"], "settings.py", "exec")
