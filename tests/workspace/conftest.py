from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from naftiko_gen.workspace import MANIFEST


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def on_disk(target: Path) -> Callable[[], dict[str, bytes]]:
    """Read all files of the target folder, without the manifest."""

    def read() -> dict[str, bytes]:
        return {path: content for path, content in tree(target).items() if path != MANIFEST}

    return read


@pytest.fixture(params=["relative", "checked"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with relative calls, and as on a system that has none."""
    if request.param == "checked":
        monkeypatch.setattr("naftiko_gen.workspace.folder._RELATIVE_CALLS", False)
