"""What a person reads of a run: the faults, and docs/catalogue.md."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.catalogue.result import Calls, Result

_NAME = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\[[A-Z]+ [^]]*\]|\d+(?:\.\d+)?")


def fault_class(stage: str, text: str) -> str:
    """Return what a fault has in common with its like: no names, no places, no numbers."""
    if stage == "serve":
        kind, _, rest = text.partition(": ")
        if kind == "call":
            # The title of the attempt comes first.
            rest = rest.partition(": ")[2] or rest
        return f"{kind}: {_NAME.sub('…', rest)[:140]}"
    if stage == "mypy":
        return "mypy " + text[text.rfind("[") :]
    return text.partition(": ")[0]


def faults(results: Iterable[Result]) -> str:
    """Return all faults, class by class, each with its smallest file and how it looks there."""
    classes: dict[str, list[tuple[Result, str]]] = defaultdict(list)
    for result in results:
        for stage, text in result.all_faults:
            classes[fault_class(stage, text)].append((result, text))
    lines: list[str] = []
    for name, found in sorted(classes.items(), key=lambda item: -len(item[1])):
        files = {result.file for result, _ in found}
        shown = min(found, key=lambda pair: sum(pair[0].codes.values()))
        lines.append(f"{len(files):5} files {len(found):6} times  {name}")
        lines.append(f"      e.g. {shown[0].file}: {shown[1]}")
    return "\n".join(lines) or "No package has a fault."


def page(results: Sequence[Result], date: datetime.date) -> str:
    """Return docs/catalogue.md."""
    generated = [each for each in results if each.tree]
    calls = [each.calls for each in generated]
    refused = Counter(code for each in results if not each.tree for code in each.errors)
    alone = Counter(each.errors[0] for each in results if not each.tree and len(each.errors) == 1)
    unexplained = [each for each in results if not each.tree and not each.errors]
    stages = [
        ("compile, valid OpenAPI", "inspect"),
        ("`ruff check` and `ruff format --check`", "ruff"),
        ("`mypy --strict`", "mypy"),
        ("`pyright`", "pyright"),
        ("start, list, answer every call, stop within a second", "serve"),
    ]
    rows = [
        f"| {title} | {sum(not each.faults.get(key) for each in generated if key in each.stages)} |"
        for title, key in stages
    ]
    codes = [f"| {code} | {count} | {alone[code]} |" for code, count in sorted(refused.items())]
    return "\n".join(
        [
            "# The published catalogue",
            "",
            f"What the generator does with the {len(results)} capability files that are published, "
            f"as of {date}.",
            "",
            "    python -m benchmarks.catalogue --update",
            "",
            "wrote this page and `catalogue-summary.json`, with which later runs are compared; "
            "`--compare` alone",
            "judges and renders, which takes a minute or two.",
            "",
            "## Files",
            "",
            "| | files |",
            "|---|---:|",
            f"| read | {len(results)} |",
            f"| generated | {len(generated)} |",
            f"| refused, with a diagnostic | {len(results) - len(generated) - len(unexplained)} |",
            f"| neither, or a crash | {len(unexplained)} |",
            "",
            "## What is generated",
            "",
            "| packages that | number |",
            "|---|---:|",
            *rows,
            "",
            "## Calls",
            "",
            "Each tool and each route is called with all inputs and, where some are optional, once "
            "more without",
            "those. The stub reads the raw spec by a path of its own; it refuses a request with an "
            "unfilled",
            "variable, a lost path parameter, a wrong method, missing or misplaced credentials, or "
            "a missing body.",
            "",
            "| | number |",
            "|---|---:|",
            *_call_rows(calls),
            "",
            "## What is refused",
            "",
            "By the code of the error; a file may have several. `naftiko-gen rule CODE` explains "
            "one.",
            "",
            "| code | files | alone |",
            "|---|---:|---:|",
            *codes,
            "",
        ]
    )


def _call_rows(calls: Sequence[Calls]) -> list[str]:
    stops = sorted(each.seconds_to_stop for each in calls) or [0.0]
    rows = [
        ("tools", sum(each.tools for each in calls)),
        ("routes", sum(each.routes for each in calls)),
        ("calls made", sum(each.made for each in calls)),
        ("requests that the stub accepted", sum(each.accepted for each in calls)),
        ("seconds to stop, median", f"{stops[len(stops) // 2]:.2f}"),
        ("seconds to stop, longest", f"{stops[-1]:.2f}"),
    ]
    return [f"| {title} | {value} |" for title, value in rows]
