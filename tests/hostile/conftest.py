"""Folders that outlive a run of the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kept_folder(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Return a folder by its name: the same one each time, as long as pytest has a cache."""

    def folder(name: str) -> Path:
        cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)
        return tmp_path_factory.mktemp(name) if cache is None else cache.mkdir(name)

    return folder
