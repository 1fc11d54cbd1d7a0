"""Many callers at once on an upstream that fails in every way: nothing is lost, nothing leaks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.package import Project
from tests.e2e.soak import soak


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process in /proc")
def test_soak(rooms_project: Project, tmp_path: Path) -> None:
    report = soak(rooms_project, 12, 128, tmp_path)
    text = "\n".join(report.lines())
    assert not [outcome for outcome in report.outcomes if outcome.startswith("lost")], text
    assert {"REST 200", "REST 502", "REST 504", "MCP ok", "MCP isError"} <= set(report.outcomes)
    assert report.after.descriptors <= report.before.descriptors + 16, text
    assert report.after.threads <= report.before.threads + 8, text
    assert report.after.memory <= report.warm.memory + 32 * 2**20, text
    assert report.stopped == report.in_flight, text
