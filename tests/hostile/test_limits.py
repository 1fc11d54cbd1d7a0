"""Files made to exhaust time or memory: `lint` says something soon, or accepts them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="this system does not weigh processes")

ROOT = Path(__file__).resolve().parents[2]

#: What a file may take on a machine that needs USUAL seconds for a small one.
SECONDS, BYTES = 2.0, 500 * 1000 * 1000
USUAL = 0.3

HEAD = "naftiko: 1.0.0-alpha2\ninfo: {label: a, description: b}\n"


def capability(
    operations: str = "- {name: find, method: GET}",
    tools: str = "- {name: find, description: Finds., call: shop.find}",
    path: str = "/items",
) -> str:
    """A capability of one API and one MCP adapter; lists are given as lines of YAML."""
    return (
        f"{HEAD}capability:\n  consumes:\n  - type: http\n    namespace: shop\n"
        f"    description: A shop.\n"
        f"    baseUri: https://shop.test\n    resources:\n    - name: items\n      path: {path}\n"
        f"      operations:\n{_indented(operations, 6)}  exposes:\n  - type: mcp\n"
        f"    namespace: shop-mcp\n    port: 9090\n    tools:\n{_indented(tools, 4)}"
    )


def _indented(lines: str, columns: int) -> str:
    return "".join(f"{' ' * columns}{line}\n" for line in lines.split("\n"))


def bomb(levels: int, width: int) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return HEAD + "\n".join(lines)


def many(count: int, line: str) -> str:
    """Lines with a number in the place of ``{0}``."""
    return "\n".join(line.format(n) for n in range(count))


def members(count: int) -> str:
    return "{" + ", ".join(f"k{n}: 1" for n in range(count)) + "}"


WITH_MANY = f"call: shop.find, with: {members(20_000)}"


INPUTS = f"call: shop.find, inputParameters: [{many(20_000, '{{name: k{0}, type: string}},')}]"
OPERATION = "- {{name: f{0}, method: GET}}"
CALLS = many(1_000, "- {{name: t{0}, description: d, call: shop.g{0}}}")


def inputs(count: int, place: str) -> str:
    return ", ".join(f"{{name: k{n}, in: {place}}}" for n in range(count))


def taking(count: int, place: str) -> str:
    return f"- {{name: find, method: GET, inputParameters: [{inputs(count, place)}]}}"


GIVEN = f"call: shop.find, with: {{{', '.join(f'k{n}: shop-mcp.k{n}' for n in range(10_000))}}}"
PATH_OF_MANY = '"/' + "/".join(f"{{{{k{n}}}}}" for n in range(10_000)) + '"'
LONG_PATH = '"/' + "x" * 300_000 + '"'
LOST = many(3_000, "- {{name: f{0}, method: GET, inputParameters: [{{name: q, in: path}}]}}")
CALLS_OF_F = many(3_000, "- {{name: t{0}, description: d, call: shop.f{0}}}")
API = """\
  - type: http
    namespace: s{0}
    baseUri: https://shop.test
    resources: [{{name: r, path: /x, operations: [{{name: f, method: GET}}]}}]"""
APIS = (
    f"capability:\n  consumes:\n{many(2_000, API)}\n  exposes:\n  - type: mcp\n"
    "    namespace: shop-mcp\n    port: 9090\n    tools:\n"
    + many(2_000, "    - {{name: t{0}, description: d, call: s{0}.f}}")
)


def tools(count: int, keys: str = "call: shop.find") -> str:
    return "\n".join(f"- {{name: t{n}, description: d, {keys}}}" for n in range(count))


#: Heavy files: the name, the file, and the code of a diagnostic that must come; "" where it is
#: accepted. Each is a process.
HEAVY: list[tuple[str, Callable[[], str | bytes], str]] = [
    ("small", capability, ""),
    ("alias bomb", lambda: bomb(40, 9), "NK010"),
    ("10 MB scalar", lambda: HEAD + "x: " + "x" * 10_000_000, "NK003"),
    ("7 MB path", lambda: capability(path='"/' + "x" * 7_000_000 + '"'), ""),
    ("7 MB key", lambda: HEAD + '? "' + "x" * 7_000_000 + '"\n: 1\n', "NK201"),
    ("1,000 deep", lambda: HEAD + "capability: " + "[" * 1000 + "]" * 1000, "NK009"),
    ("100,000 keys", lambda: HEAD + many(100_000, "k{0}: 1"), "NK"),
    ("20,000 names", lambda: capability(tools=tools(1, WITH_MANY)), "NK302"),
    ("40,000 equal keys", lambda: HEAD + "k: 1\n" * 40_000, "NK006"),
    ("2,000 tools", lambda: capability(tools=tools(2_000)), ""),
    ("1,000 calls of nothing", lambda: capability(many(1_000, OPERATION), CALLS), "NK301"),
    ("20,000 inputs", lambda: capability(tools=tools(1, INPUTS)), ""),
    ("open braces", lambda: capability(path="'/{{" + " " * 300_000 + "'"), "NK901"),
    ("2,000 equal tools", lambda: capability(tools=f"{tools(1)}\n" * 2_000 + tools(1)), "NK403"),
    ("open braces in a row", lambda: capability(path="'/" + "{{ " * 100_000 + "'"), "NK901"),
    (
        "1,000 calls of 1,000 inputs",
        lambda: capability(taking(1_000, "query"), tools(1_000)),
        "NK003",
    ),
    ("10,000 given inputs", lambda: capability(taking(10_000, "query"), tools(1, GIVEN)), ""),
    ("10,000 inputs in a path", lambda: capability(taking(10_000, "path"), path=PATH_OF_MANY), ""),
    (
        "5,000 inputs not in a path",
        lambda: capability(taking(5_000, "path"), path=LONG_PATH),
        "NK501",
    ),
    ("3,000 uses of a path", lambda: capability(LOST, CALLS_OF_F, LONG_PATH), "NK003"),
    ("2,000 APIs", lambda: HEAD + APIS, ""),
    ("NUL bytes", lambda: b"\0" * 1_000_000, "NK013"),
]

#: Odd files, in the same form; all of them are one process.
ODD: list[tuple[str, Callable[[], str | bytes], str]] = [
    ("80 deep", lambda: HEAD + "capability: " + "[" * 80 + "]" * 80, "NK009"),
    ("cycle", lambda: HEAD + "capability: &a [*a]\n", "NK008"),
    ("merge keys", lambda: HEAD + "a: &a {x: 1}\nb: &b {<<: *a}\nc: {<<: [*a, *b]}\n", "NK201"),
    ("bad merge key", lambda: HEAD.replace("b}", "b, <<: [1]}"), "NK012"),
    ("tag", lambda: HEAD + "capability: !!python/object/apply:os.system [id]\n", "NK011"),
    ("anchors on keys", lambda: HEAD + "&a x: *a\n*a : 1\n", "NK006"),
    ("complex keys", lambda: HEAD + "? [a, b]\n: 1\n? {a: b}\n: 2\n", "NK007"),
    ("null key", lambda: HEAD + "~: 1\n", "NK007"),
    ("byte order mark", lambda: "\ufeff" + capability(), ""),
    ("UTF-16", lambda: capability().encode("utf-16"), "NK002"),
    ("UTF-32", lambda: capability().encode("utf-32-le"), "NK002"),
    ("Latin-1", lambda: capability().replace("Finds", "F\xe4nde").encode("latin-1"), "NK002"),
    ("CR only", lambda: capability().replace("\n", "\r"), ""),
    ("CR LF", lambda: capability().replace("\n", "\r\n"), ""),
    ("tabs", lambda: HEAD + "capability:\n\tconsumes: []\n", "NK001"),
    ("NUL in the text", lambda: capability().replace("Finds", "Fin\0ds"), "NK013"),
    ("lone surrogate", lambda: capability().replace("Finds.", '"\\ud800"'), "NK001"),
    ("several documents", lambda: capability() + "---\n" + capability(), "NK005"),
    ("nothing", lambda: b"", "NK004"),
    ("comments", lambda: b"# nothing\n", "NK004"),
]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a run took: its exit code, seconds of a processor, most bytes, and what it said."""

    code: int
    seconds: float
    bytes: int
    output: str


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Weight]:
    """Lint each heavy file in a process of its own, and all odd ones in another one."""
    folder = tmp_path_factory.mktemp("files")
    heavy = [[write(folder / f"{index}.yaml", make)] for index, (_, make, _) in enumerate(HEAVY)]
    odd = [write(folder / f"{name}.yaml", make) for name, make, _ in ODD]
    command = [sys.executable, "-m", "tests.hostile.measure"]
    done = subprocess.run(
        command,
        input=json.dumps([*heavy, odd]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [*(name for name, _, _ in HEAVY), "odd"]
    found = [Weight(**weight) for weight in json.loads(done.stdout)]
    return dict(zip(names, found, strict=True))


def write(path: Path, make: Callable[[], str | bytes]) -> str:
    text = make()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, _, code in HEAVY])
def test_heavy_files(weights: dict[str, Weight], name: str, code: str) -> None:
    found = weights[name]

    assert found.code == (1 if code else 0), found.output[:500]
    assert code in found.output
    check_weight(found, weights["small"])


def test_odd_files(weights: dict[str, Weight]) -> None:
    found = weights["odd"]
    lines = found.output.splitlines()

    assert found.code == 1
    for name, _, code in ODD:
        said = [line for line in lines if f"/{name}.yaml:" in line]
        assert bool(said) is bool(code), said
        assert all(f": {code} " in line for line in said if code != "NK201"), said
        assert code in "".join(said)
    check_weight(found, weights["small"])


def check_weight(found: Weight, small: Weight) -> None:
    assert "Traceback" not in found.output
    assert "internal fault" not in found.output
    # A busy machine makes every process slower, the small one too.
    assert found.seconds < SECONDS * max(1.0, small.seconds / USUAL)
    assert found.bytes < BYTES
