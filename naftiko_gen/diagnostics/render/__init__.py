"""Diagnostics as text, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.render.run import Result, Run, Unreadable
from naftiko_gen.diagnostics.rule import Rule
from naftiko_gen.source.document import Document

__all__ = [
    "FORMATS",
    "FOR_PEOPLE",
    "LOGS",
    "RENDERERS",
    "LogRenderer",
    "Renderer",
    "Result",
    "Run",
    "Unreadable",
]


class Renderer(Protocol):
    """Writes the diagnostics of one document, in the order given."""

    def __call__(
        self, document: Document, diagnostics: Sequence[Diagnostic], *, color: bool = False
    ) -> str:
        """Return whole lines, or nothing where there are no diagnostics.

        Without ``color`` the text holds no control character but the line feed, whatever the
        document and the messages hold; with it, only the escape sequences of ``palette``.
        """
        ...


class LogRenderer(Protocol):
    """Writes a whole run as one text."""

    def __call__(self, run: Run, rules: Sequence[type[Rule]]) -> str:
        """Return whole lines, in ASCII. ``rules`` holds at least each rule of a diagnostic."""
        ...


def _late(module: str) -> Callable[..., str]:
    """Return the renderer of a module of this folder, which its first call imports."""

    def render(*args: Any, **options: Any) -> str:
        renderer: Callable[..., str] = import_module(f"{__name__}.{module}").render
        return renderer(*args, **options)

    return render


#: The formats that are written a document at a time, by their names on the command line.
RENDERERS: Mapping[str, Renderer] = {
    "full": _late("full"),
    "concise": _late("concise"),
    "grouped": _late("grouped"),
    "github": _late("github"),
}

#: The formats that are one text for all documents.
LOGS: Mapping[str, LogRenderer] = {
    "json": _late("json_log"),
    "json-lines": _late("json_lines"),
    "gitlab": _late("gitlab"),
    "junit": _late("junit"),
    "sarif": _late("sarif"),
}

FORMATS = (*RENDERERS, *LOGS)

#: Formats that may have other lines around them. Programs read the others.
FOR_PEOPLE = frozenset({"full", "concise", "grouped"})
