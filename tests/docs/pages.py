"""Reads the documentation: its fenced blocks, headings, links, and the tests that it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_TEST = re.compile(r"tests/[\w/-]+\.py(?:::\w+)+")


def name(page: Path) -> str:
    """Return a page's name below the checkout."""
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; ``file`` is the second word behind the fence, "" where there is none."""

    language: str
    file: str
    content: str
    line: int


@cache
def tokens(page: Path) -> list[Token]:
    return MarkdownIt().enable("table").parse(page.read_text(encoding="utf-8"))


def fences(page: Path) -> list[Fence]:
    found: list[Fence] = []
    for token in tokens(page):
        if token.type == "fence":
            assert token.map is not None
            language, _, file = token.info.partition(" ")
            found.append(Fence(language, file, token.content, token.map[0] + 1))
    return found


def anchors(page: Path) -> list[str]:
    """Return the anchors of a page's headings as GitHub makes them."""
    pairs = zip(tokens(page), tokens(page)[1:], strict=False)
    headings = [following.content for token, following in pairs if token.type == "heading_open"]
    return [re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings]


def links(page: Path) -> Iterator[str]:
    for token in tokens(page):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrGet("href"))


def tables(page: Path) -> Iterator[list[list[str]]]:
    """Yield each table as rows of cells, the head first."""
    rows: list[list[str]] = []
    for token in tokens(page):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.level > 3:
            rows[-1].append(token.content)
        elif token.type == "table_close":
            yield rows
            rows = []


def tests_named(text: str) -> list[str]:
    """Return the tests that a text names, as ``tests/e2e/test_hosts.py::test_foreign_host``."""
    return _TEST.findall(text)


def is_test(reference: str) -> bool:
    """Return whether there is a test, or a class of tests, of that name.

    The name of the class that a test stands in may be left out.
    """
    path, *names = reference.split("::")
    file = ROOT / path
    if not file.is_file() or not names[-1].lower().startswith("test"):
        return False
    node: ast.AST = ast.parse(file.read_text(encoding="utf-8"))
    for wanted in names:
        kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        below = (each for each in ast.walk(node) if isinstance(each, kinds))
        found = next((each for each in below if each.name == wanted), None)
        if found is None:
            return False
        node = found
    return True
