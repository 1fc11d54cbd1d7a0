"""GitLab's Code Quality report: what a merge request shows beside the changed lines.

The keys are those of GitLab's documentation, "Code Quality report format", a subset of the Code
Climate format.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

from naftiko_gen.diagnostics.model import Diagnostic, Severity
from naftiko_gen.diagnostics.render.run import Run, dump
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.source.document import Document

_Object: TypeAlias = dict[str, Any]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the run as a JSON array of issues."""
    seen: Counter[tuple[str, str, str]] = Counter()
    return dump(
        [
            _issue(result.document, diagnostic, seen)
            for result in run.results
            for diagnostic in result.diagnostics
        ]
    )


def _issue(
    document: Document, diagnostic: Diagnostic, seen: Counter[tuple[str, str, str]]
) -> _Object:
    # No line in it: an issue is the same one after lines were put in above it.
    same = (document.path, diagnostic.code, diagnostic.message)
    marks = (*same, str(seen[same]))
    seen[same] += 1
    text = "\0".join(marks).encode("utf-8", "surrogatepass")
    start, end = (document.position(at)[0] for at in (diagnostic.span.start, diagnostic.span.end))
    return {
        "description": f"{diagnostic.code} {diagnostic.message}",
        "check_name": diagnostic.code,
        "fingerprint": hashlib.sha256(text).hexdigest(),
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": document.path, "lines": {"begin": start, "end": end}},
    }
