"""The published capabilities, where they are at hand."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from naftiko_gen.source import FaultKind, PlainData, read, to_data

CATALOGUE = Path(__file__).parents[3] / "shared" / "catalogue"

pytestmark = pytest.mark.skipif(
    not CATALOGUE.is_dir(), reason="the published capabilities are not beside the checkout"
)


def files() -> list[Path]:
    return sorted(CATALOGUE.glob("*.yaml"))


def test_only_files_that_were_cut_off_do_not_parse() -> None:
    refused: list[str] = []
    for path in files():
        document, faults = read(path.name, path.read_bytes())
        if not faults:
            assert document.root is not None
            continue
        assert [fault.kind for fault in faults] == [FaultKind.SYNTAX]
        (fault,) = faults
        assert "# --- truncated at" in document.text
        assert "cut off" in fault.message
        # It is the last line that is not the collector's.
        assert document.text[fault.span.end :].lstrip().startswith("# --- truncated at")
        refused.append(path.name)

    assert len(files()) == 1280
    assert len(refused) == 25


def same(ours: PlainData, theirs: Any) -> bool:
    """Compare with what YAML 1.1 makes of it: it has dates, and keys that are no texts."""
    if isinstance(ours, dict):
        return list(ours) == list(map(str, theirs)) and all(
            same(mine, other) for mine, other in zip(ours.values(), theirs.values(), strict=True)
        )
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, str) and isinstance(theirs, datetime.date):
        return ours[:10] == theirs.isoformat()[:10]
    return type(ours) is type(theirs) and ours == theirs


def test_values_are_those_of_pyyaml() -> None:
    compared = 0
    for path in files()[::10]:
        document, faults = read(path.name, path.read_bytes())
        if not faults:
            assert document.root is not None
            theirs = yaml.load(document.text, Loader=yaml.CSafeLoader)
            assert same(to_data(document.root), theirs), path.name
            compared += 1

    assert compared > 100
