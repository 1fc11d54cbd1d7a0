"""Each way in which published files differ from the official form is one diagnostic."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TypedDict, cast

import pytest
import yaml

from naftiko_gen.pipeline import analyse
from naftiko_gen.schema.check import check_official
from naftiko_gen.source.reader import read


class Shape(TypedDict):
    """One fault: what takes the place of what, and what is said of it."""

    number: int
    name: str
    instead_of: str
    write: str
    code: str
    severity: str


class _File(TypedDict):
    base: str
    shapes: list[Shape]


_FILE = cast("_File", yaml.safe_load((Path(__file__).parent / "shapes.yaml").read_text("utf-8")))
BASE, SHAPES = _FILE["base"], _FILE["shapes"]


def document(shape: Shape) -> tuple[str, int, int]:
    """Return the capability with the fault, and where the marked text starts and ends."""
    depths = ("  " * depth for depth in range(9))
    (margin,) = (m for m in depths if f"\n{indent(shape['instead_of'], m)}" in f"\n{BASE}")
    old = indent(shape["instead_of"], margin)
    assert BASE.count(old) == 1
    before, marked, after = (
        BASE.replace(old, indent(shape["write"], margin)).replace("»", "«").split("«")
    )
    return before + marked + after, len(before), len(before) + len(marked)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of a place, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def test_the_base_has_no_fault() -> None:
    assert analyse("library.yaml", BASE.encode(), "library", strict=True).diagnostics == ()


def test_the_list_is_whole() -> None:
    assert [shape["number"] for shape in SHAPES] == list(range(1, 66))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: f"{s['number']}-{s['name']}")
def test_one_diagnostic_at_its_place(shape: Shape) -> None:
    text, start, end = document(shape)
    analysis = analyse("library.yaml", text.encode(), "library")
    found = [
        (
            each.code,
            each.severity.value,
            *analysis.document.position(each.span.start),
            text[each.span.start : each.span.end],
        )
        for each in analysis.diagnostics
    ]
    assert found == [(shape["code"], shape["severity"], *place(text, start), text[start:end])]
    assert (analysis.package is None) == (shape["severity"] == "error")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: f"{s['number']}-{s['name']}")
def test_the_official_form_refuses_it(shape: Shape) -> None:
    """Otherwise the fragment would not be the shape that it says it is."""
    written, faults = read("library.yaml", document(shape)[0].encode())
    assert not faults
    assert check_official(written, "1.0.0-alpha2")
