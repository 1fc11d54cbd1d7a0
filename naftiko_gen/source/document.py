"""The text of a document, with its lines and its tree of nodes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from naftiko_gen.source.nodes import Node, Span

_LINE_BREAK = re.compile(r"\r\n?|\n")
_WITHIN_LINE = re.compile(r"[^\r\n]")


class Position(NamedTuple):
    """A place as editors count it: both from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """One file.

    ``path`` is what the reader of a diagnostic sees; ``root`` is None where the text holds
    no usable tree (the faults say why). ``secrets`` are the places that nobody is to be shown.
    """

    path: str
    text: str = field(repr=False)
    root: Node | None = field(default=None, repr=False)
    secrets: tuple[Span, ...] = field(default=(), repr=False)

    def with_root(self, root: Node) -> Document:
        """Return the same text with another tree."""
        return replace(self, root=root)

    def with_secrets(self, secrets: Iterable[Span]) -> Document:
        """Return the same text and tree, with places that nobody is to be shown."""
        return replace(self, secrets=tuple(secrets))

    @cached_property
    def shown(self) -> str:
        """The text as it may be shown: as long as it is, with ``*`` for each sign of a secret."""
        pieces: list[str] = []
        end = 0
        for secret in sorted(self.secrets):
            pieces.append(self.text[end : secret.start])
            start, end = max(end, secret.start), max(end, secret.end)
            pieces.append(_WITHIN_LINE.sub("*", self.text[start:end]))
        return "".join((*pieces, self.text[end:]))

    @cached_property
    def _starts(self) -> list[int]:
        # YAML 1.2 breaks lines at LF, CR and CR LF, nowhere else (section 5.4).
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset; the end of the text is a place too."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1) without its line break."""
        return self._line(self.text, number)

    def shown_line(self, number: int) -> str:
        """Return the same as it may be shown."""
        return self._line(self.shown, number)

    def _line(self, text: str, number: int) -> str:
        starts = self._starts
        end = starts[number] if number < len(starts) else len(text)
        return text[starts[number - 1] : end].rstrip("\r\n")
