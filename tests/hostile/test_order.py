"""Another order in the spec is another order in the output, and nothing else."""

from __future__ import annotations

import ast
import json
import random
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias, cast

import pytest

from naftiko_gen.emit import render
from naftiko_gen.pipeline import analyse
from naftiko_gen.source import read, to_data
from tests.hostile.documents import bases
from tests.hostile.yamltext import written

ROOT = Path(__file__).resolve().parents[2]
Files: TypeAlias = Mapping[str, bytes]


def documents() -> dict[str, Any]:
    found = dict(bases())
    for name in ("inputs", "two-upstreams", "two-mcp"):
        document, _ = read(name, (ROOT / "tests" / "golden" / name / "spec.yaml").read_bytes())
        assert document.root
        found[name] = to_data(document.root)
    return found


def files(data: Any) -> Files:
    analysis = analyse("spec.yaml", written(data).encode(), "order")
    assert analysis.package, [(d.code, d.message) for d in analysis.diagnostics]
    return render(analysis.package)


def shuffled(node: Any, chance: random.Random) -> Any:
    """Return a document with its lists and mappings in another order."""
    if isinstance(node, dict):
        members = list(cast("dict[str, Any]", node).items())
        chance.shuffle(members)
        return {key: shuffled(value, chance) for key, value in members}
    if isinstance(node, list):
        items = [shuffled(item, chance) for item in cast("list[object]", node)]
        chance.shuffle(items)
        return items
    return node


@pytest.mark.parametrize("name", sorted(documents()))
def test_order(name: str) -> None:
    data = documents()[name]
    expected = {path: canonical(path, content) for path, content in files(data).items()}
    for seed in range(4):
        found = files(shuffled(data, random.Random(seed)))
        assert set(found) == set(expected)
        for path, content in found.items():
            assert canonical(path, content) == expected[path], (path, seed)


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def canonical(path: str, content: bytes) -> object:
    """Return a file as a value that no order changes."""
    text = content.decode()
    if path.startswith("tests/"):
        # Some tests take the first tool or route of their kind, which may be another one now.
        return sorted(node.name for node in ast.walk(ast.parse(text)) if isinstance(node, _NAMED))
    if path.endswith(".py"):
        return _python(ast.parse(text))
    if path.endswith(".json"):
        return _json(json.loads(text))
    if path.endswith(".toml"):
        return tomllib.loads(text)
    # The README shows the first request of its kind, which may be another one now.
    return sorted(re.findall(r"[^\s,]+", re.sub(r"(?m)^curl .*", "curl", text)))


def _python(node: object) -> str:
    match node:
        case ast.Dict(keys=keys, values=values):
            return f"Dict({sorted(zip(map(_python, keys), map(_python, values), strict=True))})"
        case ast.Constant(value=str(value)) if "?" in value:
            path, _, query = value.partition("?")
            return f"{path!r} with {sorted(query.split('&'))}"
        case ast.AST():
            fields = (f"{field}={_python(getattr(node, field))}" for field in node._fields)
            return f"{type(node).__name__}({', '.join(fields)})"
        case list():
            return f"[{', '.join(sorted(map(_python, cast('list[object]', node))))}]"
        case _:
            return repr(node)


def _json(node: object) -> str:
    match node:
        case dict():
            members = cast("dict[str, object]", node).items()
            return f"{{{sorted((key, _json(value)) for key, value in members)}}}"
        case list():
            return f"[{sorted(map(_json, cast('list[object]', node)))}]"
        case _:
            return repr(node)
