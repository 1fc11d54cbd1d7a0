"""What was wrong before: a file that lets `lint` speak of what is new alone.

An entry is a code at a structural place of a file, and how often it is found there. Lines and
messages are no part of it, so that edits elsewhere do not make old faults new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.diagnostics.model import Diagnostic, Severity
from naftiko_gen.diagnostics.places import Places
from naftiko_gen.source.document import Document

#: How often a (code, place) is found in a file.
Entries: TypeAlias = Counter[tuple[str, str]]

#: Goes up when an older release would misread the file.
VERSION = 1

_Object: TypeAlias = dict[str, object]


class BaselineError(ValueError):
    """A text is no baseline; the message says why in one line."""


@dataclass(slots=True)
class Baseline:
    """The entries of each file, by its path; files without entries are not there."""

    files: dict[str, Entries] = field(default_factory=dict[str, "Entries"])

    def entries(self, path: str) -> Entries:
        """Return what is known of a file."""
        return self.files.get(path, Counter())

    def update(self, path: str, entries: Entries) -> None:
        """Replace what is known of a file."""
        self.files.pop(path, None)
        if entries:
            self.files[path] = entries

    @property
    def total(self) -> int:
        """How many diagnostics it stands for."""
        return sum(entries.total() for entries in self.files.values())


@dataclass(frozen=True, slots=True)
class Compared:
    """The diagnostics of one file beside its entries.

    ``new`` are to be shown; ``known`` counts the others; ``fixed`` counts entries of which
    nothing is found any more; ``now`` is what an update writes.
    """

    new: list[Diagnostic]
    known: int
    fixed: int
    now: Entries


def is_entry(diagnostic: Diagnostic) -> bool:
    """Return whether a baseline may have it: no infos, which fail no run, nor our own faults."""
    return diagnostic.severity.reaches(Severity.WARNING) and diagnostic.code != InternalFault.code


def compare(
    document: Document,
    diagnostics: Iterable[Diagnostic],
    before: Entries,
    codes: Collection[str],
    ran: Collection[str],
) -> Compared:
    """Tell what is new from what was there before.

    ``codes`` are those of all rules; ``ran`` those of the rules that looked at the whole file
    this time: only their entries can be fixed. An entry of a rule that no longer exists is.
    """
    places = Places(document.root)
    left = before.copy()
    found: Entries = Counter()
    new: list[Diagnostic] = []
    for each in diagnostics:
        if not is_entry(each):
            new.append(each)
            continue
        key = (each.code, places.path(each.span.start))
        found[key] += 1
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(each)
    kept: Entries = Counter(
        {key: number for key, number in left.items() if key[0] in codes and key[0] not in ran}
    )
    known = sum((found & before).values())
    fixed = before.total() - known - kept.total()
    return Compared(new, known, fixed, found + kept)


def load(text: str) -> Baseline:
    """Read the text of a baseline.

    Raises:
        BaselineError: it is none, or one of another version.
    """
    try:
        tree: object = json.loads(text)
    except RecursionError:
        raise BaselineError("it is nested too deeply") from None
    except ValueError as error:
        raise BaselineError(f"it is not JSON: {error}") from None
    if not _is_object(tree) or "files" not in tree:
        raise BaselineError("it has no `files`")
    if tree.get("version") != VERSION:
        raise BaselineError(f"its `version` is not {VERSION}")
    files = tree["files"]
    if not _is_object(files):
        raise BaselineError("`files` is no object")
    return Baseline({path: _entries(path, codes) for path, codes in files.items()})


def dump(baseline: Baseline) -> str:
    """Return the text of a baseline: sorted, an entry a line, in ASCII."""
    files: dict[str, dict[str, dict[str, int]]] = {}
    for path, entries in baseline.files.items():
        for (code, place), number in entries.items():
            files.setdefault(path, {}).setdefault(code, {})[place] = number
    return json.dumps({"version": VERSION, "files": files}, indent=2, sort_keys=True) + "\n"


def _entries(path: str, codes: object) -> Entries:
    entries: Entries = Counter()
    for code, places in (codes if _is_object(codes) else {"": codes}).items():
        if not _is_object(places):
            raise BaselineError(f"{path!r} is to have codes, and these places with their numbers")
        for place, number in places.items():
            if type(number) is not int or number < 1:
                raise BaselineError(f"{path!r}, {code!r}, {place!r}: no number of 1 or more")
            entries[code, place] = number
    return entries


def _is_object(value: object) -> TypeGuard[_Object]:
    # Keys of JSON are always texts.
    return isinstance(value, dict)


def merge(baseline: Baseline, now: Mapping[str, Entries], gone: Iterable[str]) -> Baseline:
    """Return a baseline with what a run found; other files stay, but those that are ``gone``."""
    merged = Baseline(dict(baseline.files))
    for path in gone:
        merged.update(path, Counter())
    for path, entries in now.items():
        merged.update(path, entries)
    return merged
