"""The documents of the reference engine's own tests, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.migrate import Migrated, migrate
from naftiko_gen.schema import check_official
from naftiko_gen.schema.identify import identify
from naftiko_gen.source import Document, PlainData, read
from tests.migrate.documents import IKANOS, NAFTIKO, data, document

CASES = Path(__file__).resolve().parents[3] / "shared" / "spec" / "engine-cases"
pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="the engine's cases lie in ../shared, which is absent"
)


def version(found: Document) -> str | None:
    name = identify(found.root) if found.root else None
    return name if isinstance(name, str) else None


def documents(family: str) -> list[str]:
    """Return the paths of the documents that have a version."""
    paths = sorted(path for path in (CASES / family).rglob("*.y*ml"))
    return [
        str(path.relative_to(CASES))
        for path in paths
        if version(read(path.name, path.read_bytes())[0])
    ]


def is_valid(text: str) -> bool:
    found = document(text)
    name = version(found)
    assert name is not None
    return check_official(found, name.partition("-")[2]) == []


def errors(done: Migrated) -> list[str]:
    return [each.code for each in done.notes if each.severity is Severity.ERROR]


def test_all_are_there() -> None:
    assert (len(documents("alpha2")), len(documents("head"))) == (35, 62)


@pytest.mark.parametrize("name", documents("alpha2"))
def test_naftiko_there_and_back(name: str) -> None:
    text = (CASES / name).read_text("utf-8")
    assert is_valid(text)
    there = migrate(document(text), IKANOS)
    assert errors(there) == []
    assert is_valid(there.text)
    back = migrate(document(there.text), NAFTIKO)
    assert back.notes == ()
    assert is_valid(back.text)
    if there.notes:
        # What had no name has one now; nothing else is another.
        assert {each.code for each in there.notes} == {"NK654"}
        assert _without_names(data(back.text)) == _without_names(data(text))
        assert migrate(document(back.text), IKANOS) == Migrated(there.text, ())
    else:
        assert data(back.text) == data(text)


def _without_names(part: PlainData) -> PlainData:
    if isinstance(part, list):
        return [_without_names(each) for each in part]
    if isinstance(part, dict):
        return {key: _without_names(value) for key, value in part.items() if key != "name"}
    return part


#: What uses something that Naftiko has no form for, and what is built wrongly on purpose.
REFUSED = {
    "cli/native-regression/serve-rest-mock.ikanos.yaml": {"NK651"},
    "schema-examples/capability-binary-content.yml": {"NK651"},
    "schema-examples/reverse-tunnel-ziti.yml": {"NK651"},
    "spec/rules/spectral-tunnel-fallback-direct-public.yaml": {"NK651"},
    "spec/rules/spectral-tunnel-identity-unbound.yaml": {"NK651"},
    "spec/imports/standalone-with-imports.yaml": {"NK651"},
    "spec/imports/aggregates-namespace-missing.yaml": {"NK651"},
    "engine/imports/binds/shared.binds.yml": {"NK651"},
    "engine/imports/aggregates/shared.aggregates.yml": {"NK656"},
    "engine/imports/consumes/shared-clients.yml": {"NK656"},
    "engine/imports/exposes/shared.exposes.yml": {"NK656"},
    "spec/capabilities/capability-spurious-name.yml": {"NK656"},
}
#: Fixtures of lint rules in the shape of lists, which other versions of Ikanos refuse as well.
BUILT_WRONGLY = {
    "spec/imports/aggregate-duplicate-function-name.yaml",
    "spec/imports/capability-aggregates-namespace-missing.yaml",
}


@pytest.mark.parametrize("name", documents("head"))
def test_ikanos_there_and_back(name: str) -> None:
    text = (CASES / name).read_text("utf-8")
    case = name.removeprefix("head/")
    there = migrate(document(text), NAFTIKO)
    assert set(errors(there)) == REFUSED.get(case, set())
    if errors(there):
        assert there.text == text
        return
    if case in BUILT_WRONGLY:
        assert not is_valid(text)
        return
    assert is_valid(there.text) == is_valid(text)
    source = version(document(text))
    assert source is not None
    back = migrate(document(there.text), source)
    assert back.notes == ()
    assert data(back.text) == data(text)
    assert is_valid(back.text) == is_valid(text)
