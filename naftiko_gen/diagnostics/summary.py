"""How many diagnostics there are, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from naftiko_gen.diagnostics.model import Diagnostic, Severity

#: How the codes start of the rules that read, instead of judge: of the dialect and of lowering.
_READING = ("NK1", "NK9")


@dataclass(frozen=True, slots=True)
class Totals:
    """Diagnostics by severity; the totals of several documents add up with ``+``.

    ``remarks`` are those of the infos that are no readings.
    """

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    remarks: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.errors + other.errors,
            self.warnings + other.warnings,
            self.infos + other.infos,
            self.remarks + other.remarks,
        )


def count(diagnostics: Iterable[Diagnostic]) -> Totals:
    """Count diagnostics by severity."""
    counter: Counter[Severity] = Counter()
    remarks = 0
    for diagnostic in diagnostics:
        counter[diagnostic.severity] += 1
        is_info = diagnostic.severity is Severity.INFO
        remarks += is_info and not diagnostic.code.startswith(_READING)
    errors, warnings, infos = (
        counter[Severity.ERROR],
        counter[Severity.WARNING],
        counter[Severity.INFO],
    )
    return Totals(errors, warnings, infos, remarks)


def summarise(totals: Totals, *, infos_shown: bool) -> str:
    """Return one line about the problems and, where there are infos, one about these.

    An info is a reading of the catalogue dialect, or a remark. They are hidden unless asked
    for: without ``infos_shown`` the line says how to see them.
    """
    problems = [
        _count(number, noun)
        for number, noun in ((totals.errors, "error"), (totals.warnings, "warning"))
        if number
    ]
    lines = [f"{', '.join(problems)}." if problems else "No problems found."]
    reading = totals.infos - totals.remarks
    if totals.infos:
        readings = " and ".join(
            words
            for number, words in (
                (reading, f"{_count(reading, 'reading')} of the catalogue dialect"),
                (totals.remarks, _count(totals.remarks, "remark")),
            )
            if number
        )
        lists = "--show info lists " + ("it" if totals.infos == 1 else "them")
        lines.append(f"{readings}." if infos_shown else f"{readings}; {lists}.")
    return "".join(f"{line}\n" for line in lines)


def describe(*, files: int, skipped: int, silenced: int, known: int = 0, fixed: int = 0) -> str:
    """Return what was judged, in lines: nothing for one file in which nothing is silenced.

    ``known`` diagnostics are in the baseline; ``fixed`` entries of it are found no more.
    """
    lines: list[str] = []
    if files != 1 or skipped:
        left_out = f"; left out {skipped} that {_are(skipped)} no capability" if skipped else ""
        lines.append(f"Checked {_count(files, 'file')}{left_out}.")
    if silenced:
        lines.append(f"{silenced} {_are(silenced)} ignored by comments.")
    if known:
        lines.append(f"{known} {_are(known)} in the baseline.")
    if fixed:
        lines.append(f"{fixed} of the baseline {_are(fixed)} fixed; --update-baseline drops them.")
    return "".join(f"{line}\n" for line in lines)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
