"""The pages that the tests look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from justhtml import Element, JustHTML

from naftiko_gen.fixes.propose import attach
from naftiko_gen.page import page
from naftiko_gen.pipeline import analyse

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "examples" / "rooms" / "rooms.yaml"

#: Two errors, a warning with help and a fix, a related place, comments, an alias, a last line
#: without a line break.
FAULTY = """\
# <b>A</b> comment & more
naftiko: 1.0.0-alpha2
info:
  label: yes
  description: >
    Two
    lines.
  tags: [a, 7, <i>, null, {x: y}]
  created: 2026-05-25
  created: 2026-05-26
capability:
  consumes:
  - type: http
    namespace: shop
    baseUri: https://shop.test
    resources: []
    descripton: x"""


def make(data: bytes | str, path: str = "specs/shop & co.yaml") -> str:
    """Return the page of a spec."""
    content = data.encode() if isinstance(data, str) else data
    analysis = analyse(path, content, "shop")
    found = attach(analysis.document, analysis.diagnostics)
    return page(replace(analysis, diagnostics=tuple(found))).decode()


def rooms() -> str:
    """Return the page of the example."""
    return make(ROOMS.read_bytes(), "rooms.yaml")


class Parsed:
    """A page, or a part of it, as a strict parser sees it."""

    def __init__(self, element: Element | JustHTML) -> None:
        self._element = element

    def all(self, selector: str) -> list[Parsed]:
        """Return the elements below this one that a CSS selector finds."""
        return [Parsed(each) for each in self._element.query(selector) if isinstance(each, Element)]

    def texts(self, selector: str) -> list[str]:
        """Return the text of each element that is selected, with all its whitespace."""
        return [each.text for each in self.all(selector)]

    @property
    def text(self) -> str:
        """Its text, with all its whitespace."""
        return self._element.to_text(separator="", strip=False)

    @property
    def words(self) -> str:
        """Its text, with one space for each run of whitespace."""
        return " ".join(self._element.to_text().split())

    @property
    def name(self) -> str:
        """Its tag."""
        return self._element.name if isinstance(self._element, Element) else ""

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes."""
        attributes = {} if isinstance(self._element, JustHTML) else self._element.attrs
        return {str(key): str(value) for key, value in (attributes or {}).items()}


def parse(source: str) -> Parsed:
    """Parse a page; any fault of its markup fails."""
    return Parsed(JustHTML(source, strict=True, sanitize=False))
