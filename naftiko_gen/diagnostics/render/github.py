"""Workflow commands of GitHub Actions: each diagnostic becomes an annotation of its line."""

from __future__ import annotations

from collections.abc import Sequence

from naftiko_gen.diagnostics.model import Diagnostic, Severity
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source.document import Document

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# What the runner decodes, in values and in properties (actions/toolkit, core/src/command.ts).
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_IN_DATA)
_PROPERTY = str.maketrans(_IN_DATA | {":": "%3A", ",": "%2C"})


def render(document: Document, diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """Return a line for each diagnostic, in the order given; none is in colour."""
    return "".join(f"{_command(document, diagnostic)}\n" for diagnostic in diagnostics)


def _command(document: Document, diagnostic: Diagnostic) -> str:
    line, column = document.position(diagnostic.span.start)
    end_line, end_column = document.position(diagnostic.span.end)
    properties: dict[str, object] = {"file": document.path, "line": line}
    # The runner takes columns within one line only.
    if end_line == line:
        properties |= {"col": column, "endLine": end_line, "endColumn": end_column}
    else:
        properties |= {"endLine": end_line}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    listed = ",".join(
        f"{name}={escape(str(value)).translate(_PROPERTY)}" for name, value in properties.items()
    )
    lines = [diagnostic.message]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    data = "\n".join(map(escape, lines)).translate(_DATA)
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{data}"
