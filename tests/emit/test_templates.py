"""No template may hold what the guard refuses."""

from pathlib import Path

import pytest

from naftiko_gen import resources
from naftiko_gen.emit.guard import check_template
from naftiko_gen.emit.languages import language_of

FOLDER = resources.folder("templates")
TEMPLATES = sorted(path for path in FOLDER.rglob("*") if path.is_file())


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert check_template(source, language_of(path.name)) == []
