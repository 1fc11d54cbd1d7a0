"""Diagnostics of the Python API carry the fixes that the command line shows."""

from __future__ import annotations

from naftiko_gen.api import lint
from naftiko_gen.diagnostics import SKELETON


def test_a_diagnostic_has_its_fix() -> None:
    (found,) = lint(SKELETON.replace("  label: Shop\n", "  title: Shop\n").encode())
    assert found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == ["label"]
