"""The committed summary: what became of each file, and how a later run differs from it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypedDict

from benchmarks.catalogue.result import Result


class Entry(TypedDict):
    """One file: how often each code was said, and the digest of the tree, None if refused."""

    codes: dict[str, int]
    tree: str | None


Summary: TypeAlias = Mapping[str, Entry]


def summarise(results: Iterable[Result]) -> dict[str, Entry]:
    """Return the summary of a run."""
    return {each.file: Entry(codes=each.codes, tree=each.tree) for each in results}


def dump(summary: Summary) -> str:
    """Return a summary as JSON with a line a file, so that diffs are readable."""
    lines = [
        f"  {json.dumps(file)}: {json.dumps(entry, sort_keys=True)}"
        for file, entry in sorted(summary.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load(path: Path) -> dict[str, Entry]:
    """Return the summary at ``path``; empty where there is none yet."""
    if not path.exists():
        return {}
    data: dict[str, Entry] = json.loads(path.read_bytes())
    return data


@dataclass(slots=True)
class Difference:
    """How a run differs from a summary, for the files that both know."""

    newly_generated: list[str] = field(default_factory=list[str])
    newly_refused: list[str] = field(default_factory=list[str])
    changed_bytes: list[str] = field(default_factory=list[str])
    new_codes: Counter[str] = field(default_factory=Counter[str])
    lost_codes: Counter[str] = field(default_factory=Counter[str])
    unknown: list[str] = field(default_factory=list[str])

    def lines(self) -> list[str]:
        """Return it for a person to read; empty where nothing differs."""
        lines = [f"newly generated  {file}" for file in self.newly_generated]
        lines += [f"newly refused    {file}" for file in self.newly_refused]
        lines += [f"changed bytes    {file}" for file in self.changed_bytes]
        lines += [f"files that the summary does not know: {len(self.unknown)}"] * bool(self.unknown)
        lines += [
            f"new diagnostics  {code} in {n} files" for code, n in sorted(self.new_codes.items())
        ]
        lines += [
            f"lost diagnostics {code} in {n} files" for code, n in sorted(self.lost_codes.items())
        ]
        return lines


def compare(old: Summary, new: Summary) -> Difference:
    """Return how ``new`` differs from ``old``; codes count in how many files they came or went."""
    found = Difference()
    for file, entry in sorted(new.items()):
        before = old.get(file)
        if before is None:
            found.unknown.append(file)
            continue
        match before["tree"], entry["tree"]:
            case None, str():
                found.newly_generated.append(file)
            case str(), None:
                found.newly_refused.append(file)
            case was, now:
                if was != now:
                    found.changed_bytes.append(file)
        found.new_codes.update(entry["codes"].keys() - before["codes"].keys())
        found.lost_codes.update(before["codes"].keys() - entry["codes"].keys())
    return found
