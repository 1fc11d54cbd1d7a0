"""The project's own JSON, for scripts: docs/lint-output.schema.json says what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from naftiko_gen import __version__
from naftiko_gen.diagnostics.links import url
from naftiko_gen.diagnostics.model import Diagnostic, Fix, Span
from naftiko_gen.diagnostics.render.run import Run, dump
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.source.document import Document

_Object: TypeAlias = dict[str, Any]

#: Goes up when a reader of the format before would be misled; new keys do not do that.
VERSION = 1


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the run as one JSON object."""
    tree: _Object = {
        "version": VERSION,
        "tool": {"name": "naftiko-gen", "version": __version__},
        "diagnostics": listed(run),
        "unreadable": [{"file": file.path, "reason": file.reason} for file in run.unreadable],
        "summary": {
            "files": len(run.results),
            "errors": run.totals.errors,
            "warnings": run.totals.warnings,
            "infos": run.totals.infos,
            "silenced": run.silenced,
            "skipped": run.skipped,
            "known": run.known,
            "fixed": run.fixed,
        },
    }
    return dump(tree)


def listed(run: Run) -> list[_Object]:
    """Return the diagnostics of all documents, an object each."""
    return [
        _diagnostic(result.document, diagnostic)
        for result in run.results
        for diagnostic in result.diagnostics
    ]


def _diagnostic(document: Document, diagnostic: Diagnostic) -> _Object:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": document.path,
        **_place(document, diagnostic.span),
        "related": [
            {"message": label.message, **_place(document, label.span)}
            for label in diagnostic.related
        ],
        "fix": _fix(document, diagnostic.fix) if diagnostic.fix else None,
        "url": url(diagnostic),
    }


def _fix(document: Document, fix: Fix) -> _Object:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [
            {**_place(document, edit.span), "replacement": edit.replacement} for edit in fix.edits
        ],
    }


def _place(document: Document, span: Span) -> _Object:
    return {name: _position(document, getattr(span, name)) for name in ("start", "end")}


def _position(document: Document, offset: int) -> _Object:
    line, column = document.position(offset)
    return {"line": line, "column": column, "offset": offset}
