"""Diagnostics as text, one module a format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from naftiko_gen.diagnostics.model import Diagnostic
from naftiko_gen.diagnostics.render import concise, full
from naftiko_gen.source.document import Document

__all__ = ["RENDERERS", "Renderer"]


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


#: Every format by its name on the command line.
RENDERERS: Mapping[str, Renderer] = {
    "full": full.render,
    "concise": concise.render,
}
