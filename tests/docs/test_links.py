"""Links of the documentation lead somewhere, and what it says to be tested is tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import pages
from tests.docs.pages import PAGES, ROOT


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=pages.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in pages.links(page):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in pages.anchors(target), link


def test_every_page_is_linked_from_the_readme() -> None:
    linked = {link.partition("#")[0] for link in pages.links(ROOT / "README.md")}
    assert {pages.name(page) for page in PAGES if page.parent.name == "docs"} <= linked


@pytest.mark.parametrize("page", PAGES, ids=pages.name)
def test_named_tests_exist(page: Path) -> None:
    named = pages.tests_named(page.read_text(encoding="utf-8"))
    assert [reference for reference in named if not pages.is_test(reference)] == []


def test_tests_that_do_not_exist_are_found() -> None:
    assert pages.is_test("tests/docs/test_links.py::test_named_tests_exist")
    assert pages.is_test("tests/e2e/test_rooms_rest.py::TestRest::test_get")
    assert not pages.is_test("tests/docs/test_links.py::test_nothing")
    assert not pages.is_test("tests/docs/test_nothing.py::test_named_tests_exist")
    assert pages.is_test("tests/e2e/test_rooms_rest.py::test_get")
    assert not pages.is_test("tests/e2e/test_rooms_rest.py::assert_problem")
    assert not pages.is_test("tests/e2e/test_rooms_rest.py::TestRest::nothing")
