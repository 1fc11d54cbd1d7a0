"""Files made to exhaust time, memory or the stack: a fault or a tree, and soon."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from naftiko_gen.source import FaultKind, Mapping, read, to_data, walk

MIB = 1024 * 1024


def bomb(levels: int, width: int) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    for level in range(1, levels):
        aliases = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{aliases}]")
    return "\n".join(lines)


def ladder(levels: int, merge: bool) -> str:
    member = "<<" if merge else "m"
    rungs = [f"m{n}: &m{n} {{{member}: *m{n - 1}, k{n}: 1}}" for n in range(1, levels)]
    return "\n".join(["m0: &m0 {x: 1}", *rungs])


# What it is, how to make it, and the only fault.
HOSTILE: list[tuple[str, Callable[[], str | bytes], FaultKind | None]] = [
    ("a scalar of 10 MB", lambda: "a: " + "x" * 10_000_000, FaultKind.TOO_LARGE),
    ("a scalar of 7 MB", lambda: "a: " + "x" * 7_000_000, None),
    ("a block scalar of blank lines", lambda: "a: |\n" + " \n" * 3_000_000, None),
    ("an integer of 7 MB", lambda: "a: " + "1" * 7_000_000, FaultKind.NUMBER),
    ("a fraction of 7 MB", lambda: "a: 0." + "0" * 7_000_000 + "1", None),
    ("an exponent of 7 MB", lambda: "a: 1e" + "1" * 7_000_000, FaultKind.NUMBER),
    ("underscores", lambda: "a: 1" + "_1" * 3_500_000 + "x", None),
    ("colons", lambda: "a: 1" + ":1" * 3_500_000 + "x", None),
    ("comments only", lambda: "#\n" * 4_000_000, FaultKind.EMPTY),
    ("line breaks only", lambda: "\r" * 8 * MIB, FaultKind.EMPTY),
    ("comments between properties", lambda: "&a " + "#x #y\n " * 900_000 + "!!str y", None),
    ("an anchor of 7 MB", lambda: "&" + "a" * 7_000_000 + " b", None),
    ("a tag of 7 MB", lambda: "!" + "a" * 7_000_000 + " b", FaultKind.TAG),
    ("a nest of 1,000 lists", lambda: "[" * 1000 + "]" * 1000, FaultKind.TOO_DEEP),
    ("a nest of a million lists", lambda: "[" * 1_000_000, FaultKind.TOO_DEEP),
    ("a nest of a million mappings", lambda: "{a: " * 1_000_000, FaultKind.TOO_DEEP),
    ("a nest of list items", lambda: "- " * 100_000, FaultKind.TOO_DEEP),
    ("a nest of keys", lambda: "? " * 100_000, FaultKind.TOO_DEEP),
    (
        "a nest by indentation",
        lambda: "".join(" " * n + "a:\n" for n in range(1000)),
        FaultKind.TOO_DEEP,
    ),
    ("four million items", lambda: "[" + "x," * 4_000_000 + "]", FaultKind.TOO_LARGE),
    ("an alias bomb", lambda: bomb(40, 9), FaultKind.ALIAS_EXPANSION),
    ("a narrow alias bomb", lambda: bomb(90, 2), FaultKind.ALIAS_EXPANSION),
    (
        "a wide alias bomb",
        lambda: "- &a [" + "x," * 1000 + "]\n" + "- *a\n" * 1000,
        FaultKind.ALIAS_EXPANSION,
    ),
    (
        "a merge bomb",
        lambda: (
            "a: &a {" + "".join(f"k{n}: 1, " for n in range(1000)) + "}\nb:\n" + "- <<: *a\n" * 1000
        ),
        FaultKind.ALIAS_EXPANSION,
    ),
    ("a ladder of aliases", lambda: ladder(200, merge=False), FaultKind.TOO_DEEP),
    ("a ladder of merges", lambda: ladder(200, merge=True), FaultKind.TOO_DEEP),
    ("100,000 anchors", lambda: "".join(f"- &a{n} x\n" for n in range(100_000)), None),
    ("100,000 documents", lambda: "--- a\n" * 100_000, FaultKind.SEVERAL_DOCUMENTS),
    ("NUL bytes", lambda: b"\0" * 8 * MIB, FaultKind.CHARACTER),
    ("bad bytes", lambda: b"\xff\xfd" * 4 * MIB, FaultKind.ENCODING),
    ("UTF-16", lambda: ("a: 1\n" * 700_000).encode("utf-16"), FaultKind.ENCODING),
    ("a quote left open", lambda: '"' + "\n" * 8_000_000, FaultKind.SYNTAX),
    ("a list left open", lambda: "[" * 99 + "x\n" * 4_000_000, FaultKind.SYNTAX),
    ("breaks of YAML 1.1", lambda: "- \x85\u2028\n" * 100_000, None),
]


@pytest.mark.parametrize(
    ("make", "kind"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_one_fault_or_a_tree(make: Callable[[], str | bytes], kind: FaultKind | None) -> None:
    text = make()
    data = text if isinstance(text, bytes) else text.encode()
    start = time.process_time()
    document, faults = read("x.yaml", data)
    seconds = time.process_time() - start

    assert [fault.kind for fault in faults] == ([kind] if kind else [])
    # A generous bound: each takes below two seconds, and hours if it were quadratic.
    assert seconds < 8
    if document.root is not None:
        to_data(document.root)
        assert sum(1 for _ in walk(document.root)) <= 350_000


def test_100_000_duplicates() -> None:
    document, faults = read("x.yaml", b"a: 1\n" * 100_000)

    assert isinstance(document.root, Mapping)
    assert len(document.root.entries) == 1
    assert len(faults) == 99_999
    assert {fault.kind for fault in faults} == {FaultKind.DUPLICATE_KEY}


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("data", [b"a: 1", b"a: ["])
def test_the_garbage_collector_is_as_before(enabled: bool, data: bytes) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        read("x.yaml", data)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
