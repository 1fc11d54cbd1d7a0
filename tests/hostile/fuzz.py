"""Random changes to capabilities: ``python -m tests.hostile.fuzz --minutes 10 [--seed N]``.

Each case has a number, and the number alone decides what is changed, so that ``--case N`` shows
a finding again. A finding is an exception, a case that takes more than five seconds, a
diagnostic outside of the text, or a file that is not of its language. The exit code is 1 where
there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, cast

from naftiko_gen.emit import render
from naftiko_gen.schema.assemble import schema, versions
from tests.hostile.documents import bases
from tests.hostile.judge import checked
from tests.hostile.positions import FORM
from tests.hostile.shapes import skeleton
from tests.hostile.texts import COMPOSITE, STRINGS
from tests.hostile.yamltext import written

ROOT = Path(__file__).resolve().parents[2]

#: Seconds of a processor that a case may take.
PATIENCE = 5


class TooSlow(Exception):
    """A case took too long."""


@dataclass
class Outcome:
    """What came of some cases; ``findings`` have the case's number and what went wrong."""

    cases: int = 0
    accepted: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    findings: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def run(numbers: Iterator[int], until: Callable[[], bool]) -> Outcome:
    """Try case after case until told to stop."""
    outcome = Outcome()
    for number in numbers:
        if until():
            break
        start = time.process_time()
        faults, accepted = attempt(case(number))
        outcome.cases += 1
        outcome.accepted += accepted
        outcome.slowest = max(outcome.slowest, (time.process_time() - start, number))
        outcome.findings += ((number, fault) for fault in faults)
    return outcome


def attempt(data: bytes) -> tuple[list[str], bool]:
    """Take one file all the way; return what is wrong with us, and whether it was accepted."""
    try:
        with _limited(PATIENCE):
            analysis, faults = checked(data)
            if analysis.package is not None:
                for path, content in render(analysis.package).items():
                    skeleton(path, content)
                    if path.endswith(".py"):
                        compile(content, path, "exec")
    except Exception as error:  # any of them is what we look for
        place = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return [text[:400]], False
    return faults, analysis.package is not None


@contextlib.contextmanager
def _limited(seconds: int) -> Generator[None]:
    """Raise TooSlow where the block takes more of a processor's time, on systems with timers."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} seconds")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def case(number: int) -> bytes:
    """Return the file of a case."""
    chance = random.Random(number)
    data = copy.deepcopy(chance.choice(documents()))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 5, 9))):
        data = change(data, chance)
    text = written(data).encode("utf-8", "surrogatepass")
    if chance.random() < 0.4:
        text = chance.choice(sources()) if chance.random() < 0.5 else text
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            text = scramble(text, chance)
    return text


@cache
def sources() -> tuple[bytes, ...]:
    """Return files as people write them."""
    paths = [*ROOT.glob("tests/golden/*/spec.yaml"), *ROOT.glob("examples/*/*.yaml")]
    paths += Path(__file__).parent.glob("specs/*.yaml")
    return tuple(path.read_bytes() for path in sorted(paths))


@cache
def documents() -> tuple[Any, ...]:
    """Return plain data to be changed: what the base documents hold."""
    return tuple(data for _, data in bases())


@cache
def keys() -> tuple[str, ...]:
    """Return every key that the schema knows."""
    found: set[str] = set()

    def collect(part: object) -> None:
        if isinstance(part, dict):
            members = cast("dict[str, Any]", part)
            if isinstance(members.get("properties"), dict):
                found.update(members["properties"])
            for value in members.values():
                collect(value)
        elif isinstance(part, list):
            for value in cast("list[object]", part):
                collect(value)

    for version in versions():
        collect(schema(version, FORM))
    return tuple(sorted(found))


# --- Changes of the structure


def change(data: Any, chance: random.Random) -> Any:
    """Change one place of a document."""
    places = list(_places(data))
    if not places:  # earlier changes have left nothing
        return data
    parent, step = chance.choice(places)
    other, further = chance.choice(places)
    match chance.randrange(8):
        case 0:
            del parent[step]
        case 1:
            parent[step] = value(chance)
        case 2:
            parent[step] = copy.deepcopy(other[further])
        case 3 if isinstance(parent, dict):
            members = cast("dict[str, Any]", parent)
            members[chance.choice((*keys(), text(chance)))] = members.pop(cast(str, step))
        case 4 if isinstance(parent, dict):
            brought = copy.deepcopy(other[further]) if chance.random() < 0.5 else value(chance)
            parent[chance.choice(keys())] = brought
        case 5 if isinstance(parent, list):
            items = cast("list[object]", parent)
            items.insert(cast(int, step), copy.deepcopy(items[cast(int, step)]))
        case 6 if isinstance(parent[step], str):
            word = parent[step]
            at = chance.randint(0, len(word))
            parent[step] = word[:at] + text(chance) + word[chance.randint(at, len(word)) :]
        case _:
            parent[step] = [parent[step]] if chance.random() < 0.5 else {"a": parent[step]}
    return data


def _places(node: Any) -> Iterator[tuple[Any, str | int]]:
    """Yield each member and item of a document as what holds it and the step to it."""
    steps: list[str | int] = []
    holder: Any = node
    if isinstance(node, dict):
        steps = list(cast("dict[str, Any]", node))
    elif isinstance(node, list):
        steps = list(range(len(cast("list[object]", node))))
    for step in steps:
        yield holder, step
        yield from _places(holder[step])


def value(chance: random.Random) -> Any:
    """Return a value of any kind."""
    kinds: list[Callable[[], Any]] = [
        lambda: text(chance),
        lambda: chance.choice((None, True, False, 0, -1, 8080, 65_536, 10**30, 1.5, 1e308)),
        lambda: [text(chance)],
        lambda: {text(chance): text(chance), chance.choice(keys()): text(chance)},
        list,
        dict,
    ]
    return chance.choice(kinds)()


def text(chance: random.Random) -> str:
    """Return a hostile text, a name, or a few random characters."""
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(list(STRINGS.values()))[: chance.choice((5, 50, 500))]
    if kind < 0.5:
        return COMPOSITE
    if kind < 0.8:
        words = ("books.find", "books-rest.x", "{{shelf}}", "/a/{b}", "$.a", "a", "GET", "json")
        return chance.choice((*words, *keys()))
    return "".join(
        chr(chance.choice((chance.randrange(128), chance.randrange(0xD800)))) for _ in range(6)
    )


# --- Changes of the bytes

#: What means something to YAML.
_TOKENS = (
    *(b"\n", b"\r", b"\t", b" ", b"  ", b"- ", b": ", b"? ", b"#", b"{", b"}", b"[", b"]", b","),
    *(b"&a ", b"*a", b"!!str ", b"!x ", b"|\n", b">-\n", b"---\n", b"...\n", b"<<: *a\n", b"~"),
    *(b'"', b"'", b"\\", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"%", b"@"),
)


def scramble(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes of a file."""
    at = chance.randint(0, len(data))
    end = min(len(data), at + chance.choice((1, 2, 8, 64)))
    match chance.randrange(6):
        case 0:
            return data[:at] + chance.choice(_TOKENS) + data[at:]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 3:
            return data[:end] + data[at:]
        case 4:
            other = chance.choice(sources())
            start = chance.randint(0, len(other))
            return data[:at] + other[start : start + 200] + data[at:]
        case _:
            return (
                data[:at]
                if chance.random() < 0.2
                else data[:at] + chance.choice(_TOKENS) * 20 + data[at:]
            )


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first case")
    parser.add_argument("--case", type=int, help="show one case and what came of it")
    options = parser.parse_args()
    if options.case is not None:
        data = case(options.case)
        sys.stdout.buffer.write(data)
        print(*attempt(data), file=sys.stderr)
        return 0
    end = time.monotonic() + 60 * options.minutes
    numbers = iter(range(options.seed, sys.maxsize))
    outcome = run(numbers, lambda: time.monotonic() > end)
    seconds, slowest = outcome.slowest
    print(
        f"{outcome.cases} cases from {options.seed}, {outcome.accepted} accepted, the slowest "
        f"({slowest}) in {seconds:.2f} s, {len(outcome.findings)} findings"
    )
    for number, finding in outcome.findings:
        print(f"  case {number}: {finding}")
    return 1 if outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())
