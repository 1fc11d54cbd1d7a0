"""SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias
from urllib.parse import quote

from naftiko_gen import __version__
from naftiko_gen.diagnostics.links import DOCUMENTATION, url
from naftiko_gen.diagnostics.model import Diagnostic, Fix, Severity, Span
from naftiko_gen.diagnostics.page import page
from naftiko_gen.diagnostics.render.run import Run, Unreadable, dump
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.diagnostics.visible import escape
from naftiko_gen.source.document import Document

_Object: TypeAlias = dict[str, Any]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

# What may stand in a path (RFC 3986, section 3.3), but for the colon: before the first slash
# of a relative reference it would end a scheme.
_IN_PATHS = "/-._~!$&'()*+,;=@"


def render(run: Run, rules: Sequence[type[Rule]]) -> str:
    """Return the run as a log with the rules that it mentions, in the order of ``rules``."""
    examples = {
        diagnostic.code: diagnostic for result in run.results for diagnostic in result.diagnostics
    }
    mentioned = [rule for rule in rules if rule.code in examples]
    indexes = {rule.code: index for index, rule in enumerate(mentioned)}
    invocation: _Object = {"executionSuccessful": not run.unreadable}
    if run.unreadable:
        invocation["toolExecutionNotifications"] = [_notification(f) for f in run.unreadable]
    log: _Object = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "naftiko-gen",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "informationUri": DOCUMENTATION,
                        "rules": [_rule(rule, url(examples[rule.code])) for rule in mentioned],
                    }
                },
                "invocations": [invocation],
                "columnKind": "utf16CodeUnits",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "results": [
                    _result(result.document, diagnostic, indexes[diagnostic.code])
                    for result in run.results
                    for diagnostic in result.diagnostics
                ],
            }
        ],
    }
    return dump(log)


def _rule(rule: type[Rule], address: str) -> _Object:
    title, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    whole = page(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": "\n\n".join(_sections(body)[:2])},
        "help": {"text": whole, "markdown": whole},
        "helpUri": address,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _sections(body: str) -> list[str]:
    """Return the texts below the headings of a docstring, each in one line."""
    sections = body.split("## ")[1:]
    return [" ".join(section.partition("\n")[2].split()) for section in sections]


def _result(document: Document, diagnostic: Diagnostic, index: int) -> _Object:
    lines = [diagnostic.message]
    if diagnostic.help:
        lines.append(f"Help: {diagnostic.help}")
    result: _Object = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": _message(*lines),
        "locations": [_location(document, diagnostic.span)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            _location(document, label.span) | {"message": _message(label.message)}
            for label in diagnostic.related
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(document, diagnostic.fix)]
    return result


def _message(*lines: str) -> _Object:
    # Viewers make links of [words](target), here with words of whoever wrote the file.
    return {"text": "\n".join(map(escape, lines)).replace("](", "] (")}


def _fix(document: Document, fix: Fix) -> _Object:
    return {
        "description": _message(fix.title),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(document.path),
                "replacements": [
                    {
                        "deletedRegion": _region(document, edit.span),
                        "insertedContent": {"text": edit.replacement},
                    }
                    for edit in fix.edits
                ],
            }
        ],
        "properties": {"safe": fix.safe},
    }


def _notification(file: Unreadable) -> _Object:
    return {
        "level": "error",
        "message": _message(f"{file.path}: {file.reason}"),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}],
    }


def _location(document: Document, span: Span) -> _Object:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(document.path),
            "region": _region(document, span),
        }
    }


def _artifact(path: str) -> _Object:
    """Return the place of a file: relative to the root of the sources, if it is not absolute."""
    if PureWindowsPath(path).is_absolute():
        drive, rest = path[:2], path[2:].replace("\\", "/")
        return {"uri": f"file:///{drive}{_quoted(rest)}"}
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe=_IN_PATHS)


def _region(document: Document, span: Span) -> _Object:
    start_line, start_column = _position(document, span.start)
    end_line, end_column = _position(document, span.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _position(document: Document, offset: int) -> tuple[int, int]:
    """Return line and column, the column in UTF-16 code units: some characters count two."""
    line, column = document.position(offset)
    before = document.line(line)[: column - 1]
    return line, column + sum(character > "\uffff" for character in before)
