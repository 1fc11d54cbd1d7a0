"""A browser for the tests of the page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.page.browser import Browser, NoBrowserError, find_or_install


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Browser:
    """Chromium. Where it cannot be had the test is skipped, except in CI."""
    if sys.platform == "win32":
        pytest.skip("the browser test runs on POSIX systems")
    cache = pytestconfig.cache
    assert cache is not None
    try:
        return find_or_install(Path(cache.mkdir("browser")))
    except NoBrowserError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no browser: {error}")
