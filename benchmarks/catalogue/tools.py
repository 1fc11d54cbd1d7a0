"""The second stage: compilers, linters and type checkers, over many packages at a time.

Each function takes packages by name and returns the faults by name; a package without a fault
has no entry.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

Faults: TypeAlias = dict[str, list[str]]

#: So many packages are given to a tool at once: a type checker reads their dependencies once,
#: and pyright keeps nothing for the next time.
BATCHES = {"ruff": 400, "mypy": 40, "pyright": 160}

_REFORMATTED = re.compile(r"^ *(?:-->|Would reformat:) ([^:\n]+)", re.MULTILINE)
_MYPY = re.compile(r"([^:]+):(\d+): error: (.*)")


def inspect(project: Path) -> list[str]:
    """Compile every module of one package, and validate its OpenAPI documents."""
    from openapi_spec_validator import validate

    faults: list[str] = []
    for path in sorted(project.rglob("*.py")):
        try:
            compile(path.read_bytes(), path.name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            faults.append(f"compile: {path.relative_to(project)}: {error}")
    for path in sorted(project.rglob("*openapi.json")):
        try:
            validate(json.loads(path.read_bytes()))
        except Exception as error:  # the validator has many, and lets those of others pass
            faults.append(f"openapi: {type(error).__name__}: {str(error).splitlines()[0][:300]}")
    return faults


def lint(packages: Path, names: Sequence[str]) -> Faults:
    """Run ``ruff check`` and ``ruff format --check``, with each package's own configuration."""
    found: Faults = {}
    done = _run(packages, "ruff", "check", "--output-format", "json", "--no-cache", *names)
    for each in json.loads(done.stdout):
        path = Path(each["filename"]).relative_to(packages)
        text = f"ruff {each['code']}: {path}:{each['location']['row']}: {each['message']}"
        found.setdefault(path.parts[0], []).append(text)
    done = _run(packages, "ruff", "format", "--check", "--no-cache", *names)
    changed = [Path(path) for path in _REFORMATTED.findall(done.stdout)]
    if done.returncode != (1 if changed else 0):
        raise RuntimeError(done.stdout + done.stderr)
    for path in dict.fromkeys(changed):
        found.setdefault(path.parts[0], []).append(f"format: {path}")
    return found


def mypy(packages: Path, names: Sequence[str]) -> Faults:
    """Run ``mypy --strict`` on one batch; its cache is kept for the next."""
    sources = os.pathsep.join(str(packages / name / "src") for name in names)
    folders = [str(Path(name, part)) for name in names for part in ("src", "tests")]
    folders = [folder for folder in folders if (packages / folder).is_dir()]
    cache = str(packages.parent / "mypy")
    options = ("--strict", "--no-error-summary", "--no-pretty", "--cache-dir", cache)
    done = _run(packages, "mypy", *options, *folders, MYPYPATH=sources)
    found: Faults = {}
    for line in done.stdout.splitlines():
        if matched := _MYPY.match(line):
            name = Path(matched[1]).parts[0]
            if name not in names:
                raise RuntimeError(f"mypy: {line}")
            found.setdefault(name, []).append(f"mypy: {line}")
    if done.returncode != (1 if found else 0):
        raise RuntimeError(done.stdout + done.stderr)
    return found


def pyright(packages: Path, names: Sequence[str]) -> Faults:
    """Run pyright on one batch, in its standard mode as the packages have it."""
    # One import root a package: what it does not find in its own `src` it does not have.
    environments = [{"root": name, "extraPaths": [f"{name}/src"]} for name in names]
    project = packages / f"pyright-{names[0]}.json"
    settings: dict[str, Any] = {
        "include": list(names),
        "executionEnvironments": environments,
    }
    project.write_text(json.dumps(settings), encoding="utf-8")
    try:
        options = ("--outputjson", "--pythonpath", sys.executable, "--project", str(project))
        done = _run(packages, "pyright", *options)
    finally:
        project.unlink()
    report: dict[str, Any] = json.loads(done.stdout)
    if not report["summary"]["filesAnalyzed"]:
        raise RuntimeError("pyright found no file")
    found: Faults = {}
    for each in report["generalDiagnostics"]:
        path = Path(each["file"]).relative_to(packages)
        line = each["range"]["start"]["line"] + 1
        message = " ".join(each["message"].split())
        text = f"pyright {each.get('rule', '-')}: {path}:{line}: {message}"
        found.setdefault(path.parts[0], []).append(text)
    return found


def batches(names: Iterable[str], size: int) -> list[list[str]]:
    """Cut ``names`` into batches of ``size``."""
    rest = sorted(names)
    return [rest[start : start + size] for start in range(0, len(rest), size)]


def _run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
