"""What a person reads of a run: the faults, and docs/catalogue.md."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.catalogue.result import Calls, Result
from naftiko_gen.registry import RULES

_NAME = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\[[A-Z]+ [^]]*\]|\d+(?:\.\d+)?")


def fault_class(stage: str, text: str) -> str:
    """Return what a fault has in common with its like: no names, no places, no numbers."""
    if stage == "serve":
        kind, _, rest = text.partition(": ")
        if kind == "call":
            # The title of the attempt comes first.
            rest = rest.partition(": ")[2] or rest
            rest = "not sent" if rest.startswith("not sent: ") else rest
        return f"{kind}: {_NAME.sub('…', rest)[:140]}"
    if stage == "mypy":
        return "mypy " + text[text.rfind("[") :]
    return text.partition(": ")[0]


def faults(results: Iterable[Result]) -> str:
    """Return all faults, class by class, each with its smallest file and how it looks there."""
    lines: list[str] = []
    for name, found in _classes(results):
        files = {result.file for result, _ in found}
        shown = min(found, key=lambda pair: sum(pair[0].codes.values()))
        lines.append(f"{len(files):5} files {len(found):6} times  {name}")
        lines.append(f"      e.g. {shown[0].file}: {shown[1]}")
    return "\n".join(lines) or "No package has a fault."


def _classes(results: Iterable[Result]) -> list[tuple[str, list[tuple[Result, str]]]]:
    """Return the faults of all results by their class, the largest class first."""
    classes: dict[str, list[tuple[Result, str]]] = defaultdict(list)
    for result in results:
        for stage, text in result.all_faults:
            classes[fault_class(stage, text)].append((result, text))
    return sorted(classes.items(), key=lambda item: -len(item[1]))


def page(results: Sequence[Result], date: datetime.date) -> str:
    """Return docs/catalogue.md."""
    generated = [each for each in results if each.tree]
    refused = [each for each in results if not each.tree]
    explained = sum(bool(each.errors) for each in refused)
    files = [
        ("read", len(results)),
        ("generated", len(generated)),
        ("refused, with an error that says why", explained),
        ("neither", len(refused) - explained),
    ]
    return _PAGE.format(
        count=f"{len(results):,}",
        date=date,
        files=_table(files),
        packages=_table(_package_rows(generated)),
        calls=_table(_call_rows([each.calls for each in generated])),
        faults=_table(_fault_rows(generated)) or "| none | 0 | 0 |",
        codes=_table(_code_rows(refused)),
        rules=_table(_rule_rows(results)),
    )


_PAGE = """\
# The published catalogue

What becomes of the {count} capability files that are published, as of {date}:

    python -m benchmarks.catalogue --update

It wrote this page and `catalogue-summary.json`: a line a file, with the codes that were said of it
and the digest of what was generated. `--compare` judges and renders everything anew, in a minute
or two, and says which diagnostics came or went, which files are newly generated or refused, and
where bytes changed; it fails if a file is no longer generated. `tests/catalogue/test_sample.py`
does the same for sixty of the files on every run.

## Files

| files | number |
|---|---:|
{files}

## Generated packages

| packages that | number |
|---|---:|
{packages}

## Calls

Each package runs as a process of its own between real sockets (with `--fresh` in an interpreter
of its own, else forked from one that has imported the libraries). Each of its tools and routes is
called with all inputs and, where some are optional, once more without those; texts hold a slash
and a blank. The upstream is a stub that reads the raw spec by a path of its own. It refuses a
request with an unfilled variable, a lost path parameter, a wrong method, missing or misplaced
credentials, or a missing body. A call is in order if exactly one request reached the operation
that the spec names, with every input of the call in it, and its answer came back.

| calls | number |
|---|---:|
{calls}

## Faults that are left

What keeps packages from the numbers above.

| fault | packages | times |
|---|---:|---:|
{faults}

## Refused files

By the code of the error, which `naftiko-gen rule CODE` explains. A file may have several; the last
column counts those that have no other.

| code | name | files | alone |
|---|---|---:|---:|
{codes}

## How often each rule speaks

In how many files, and how often in all. A file whose structure is wrong is not judged further, so
of it only that is counted. The page of a rule ([rules.md](rules.md)) argues for it where it has 0.

| code | name | severity | files | times |
|---|---|---|---:|---:|
{rules}
"""


def _table(rows: Iterable[tuple[object, ...]]) -> str:
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def _package_rows(generated: Sequence[Result]) -> list[tuple[str, str]]:
    titles = {
        "inspect": "compile, and have a valid OpenAPI document",
        "ruff": "satisfy `ruff check` and `ruff format --check`",
        "mypy": "satisfy `mypy --strict`",
        "pyright": "satisfy `pyright`",
        "serve": "start, list their tools, get every call right, and stop within a second",
    }
    rows: list[tuple[str, str]] = []
    for stage, title in titles.items():
        judged = [
            each for each in generated if each.stages.get(stage, "").startswith(f"{each.tree} ")
        ]
        good = sum(not each.faults[stage] for each in judged)
        rows.append((title, f"{good} of {len(judged)}" if judged else "not judged in this run"))
    return rows


def _fault_rows(generated: Sequence[Result]) -> list[tuple[object, ...]]:
    return [
        (name.replace("|", "/"), len({result.file for result, _ in found}), len(found))
        for name, found in _classes(generated)
    ]


def _code_rows(refused: Sequence[Result]) -> list[tuple[object, ...]]:
    files = Counter(code for each in refused for code in each.errors)
    alone = Counter(each.errors[0] for each in refused if len(each.errors) == 1)
    names = {rule.code: rule.name for rule in RULES}
    return [(code, names[code], count, alone[code]) for code, count in sorted(files.items())]


def _rule_rows(results: Sequence[Result]) -> list[tuple[object, ...]]:
    files = Counter(code for each in results for code in each.codes)
    times = sum((Counter(each.codes) for each in results), Counter[str]())
    return [
        (rule.code, rule.name, rule.severity.value, files[rule.code], times[rule.code])
        for rule in RULES
    ]


def _call_rows(calls: Sequence[Calls]) -> list[tuple[str, object]]:
    stops = sorted(each.seconds_to_stop for each in calls) or [0.0]
    return [
        ("tools", sum(each.tools for each in calls)),
        ("routes", sum(each.routes for each in calls)),
        ("calls made", sum(each.made for each in calls)),
        ("requests that the stub accepted", sum(each.accepted for each in calls)),
        ("requests that the stub refused", sum(each.refused for each in calls)),
        ("seconds to stop, median", f"{stops[len(stops) // 2]:.2f}"),
        ("seconds to stop, longest", f"{stops[-1]:.2f}"),
    ]
