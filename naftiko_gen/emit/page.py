"""The page that presents one capability: what it offers, its text, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen.emit.cards import Lines, cards
from naftiko_gen.emit.environment import environment
from naftiko_gen.emit.languages import Language
from naftiko_gen.ir import Package


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; ``style`` names classes of the page's style sheet, or none."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another line of the spec, and what it has to do with the matter."""

    link: str
    line: str
    message: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One diagnostic. ``anchor`` is its place in the list, ``link`` leads to its line."""

    anchor: str
    link: str
    line: str
    column: str
    severity: str
    code: str
    name: str
    explained_at: str
    message: tuple[Piece, ...]
    help: tuple[Piece, ...]
    fix: tuple[Piece, ...]
    related: tuple[Reference, ...]

    @property
    def back(self) -> str:
        """The link to its place in the list."""
        return f"#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the spec and the notes that belong to it."""

    anchor: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows of a document, whether or not it is sound.

    ``problems`` are errors and warnings, ``readings`` the rest; ``verdict`` is the worst
    severity among them, and ``totals`` counts them in words. ``run`` and ``generate`` are
    commands for a shell.
    """

    file: str
    version: str
    label: str
    description: str
    tags: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    problems: tuple[Note, ...]
    readings: tuple[Note, ...]
    verdict: str
    totals: str
    lines: tuple[Line, ...]
    run: str
    generate: str


def render_page(page: Page, package: Package | None, lines: Lines) -> bytes:
    """Return the HTML file. Without a package it shows the text and the diagnostics alone.

    ``lines`` says where in the text stands what the package offers.
    """
    offered = None if package is None else cards(package, lines)
    code = environment(Language.HTML).render("page.html.jinja", page=page, offered=offered)
    return code.text.encode()
