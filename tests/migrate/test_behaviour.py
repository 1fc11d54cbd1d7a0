"""A package generated from a document that was in Ikanos is the package of before."""

from __future__ import annotations

from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.emit import render
from naftiko_gen.migrate import migrate
from naftiko_gen.pipeline import analyse
from naftiko_gen.source import read
from tests.migrate.documents import IKANOS, NAFTIKO, document

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT.parent / "shared" / "catalogue"

#: Documents with anchors where something changes.
REFUSED = ("tests/golden/yaml-surprise/spec.yaml",)


def own_documents() -> list[str]:
    paths = [*ROOT.glob("examples/*/*.yaml"), *ROOT.glob("tests/golden/*/*.yaml")]
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def come_back(data: bytes) -> tuple[bytes, list[str]]:
    """Return the bytes of a document that was in Ikanos, and the codes of its errors."""
    there = migrate(read("spec.yaml", data)[0], IKANOS)
    back = migrate(document(there.text), NAFTIKO)
    notes = (*there.notes, *back.notes)
    errors = [each.code for each in notes if each.severity is Severity.ERROR]
    return back.text.encode(), errors


def same_package(data: bytes) -> bool:
    """Check what generates, and return whether it does."""
    before = analyse("spec.yaml", data, "package").package
    if before is None:
        return False
    text, errors = come_back(data)
    # Resources may share a name, but not in Ikanos; aliases and anchors are not taken apart.
    assert set(errors) <= {"NK652", "NK655"}
    if errors:
        return False
    after = analyse("spec.yaml", text, "package").package
    assert after is not None
    assert after == before
    assert render(after) == render(before)
    return True


@pytest.mark.parametrize("name", own_documents())
def test_own_documents(name: str) -> None:
    data = (ROOT / name).read_bytes()
    generates = analyse("spec.yaml", data, "package").package is not None
    assert same_package(data) == (generates and name not in REFUSED)


@pytest.mark.skipif(
    not CATALOGUE.is_dir(), reason="the catalogue lies in ../shared, which is absent"
)
def test_a_sample_of_the_catalogue() -> None:
    paths = sorted(CATALOGUE.glob("*.yaml"))[::32]
    assert sum(same_package(path.read_bytes()) for path in paths) >= 25
