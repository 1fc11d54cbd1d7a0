"""A real browser shows the page without a complaint, wide and narrow, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page.browser import Browser
from tests.page.pages import FAULTY, make, rooms


@pytest.mark.parametrize("source", [rooms(), make(FAULTY)], ids=["rooms", "faulty"])
def test_in_chromium(browser: Browser, tmp_path: Path, source: str) -> None:
    file = tmp_path / "a page.html"
    file.write_text(source, encoding="utf-8", newline="")

    reports = browser.open(file, tmp_path / "profiles")

    assert [each["way"] for each in reports] == [
        *("light, 1280px", "dark, 1280px", "light, 360px", "dark, 360px")
    ]
    for report in reports:
        way = report["way"]
        assert report["messages"] == [], way
        assert report["foreign"] == [], way
        assert {"color-contrast", "heading-order", "region"} <= set(report["checks"]), way
        assert report["violations"] == [], way
        assert report["focus"] == {"text": "Skip to the content", "seen": True}, way
        assert report["fragment"] == "#content", way
        assert report["scrollWidth"] <= report["width"], way
    # The style sheet has passed the content security policy, and there are two schemes.
    assert len({report["background"] for report in reports}) == 2
