"""Path inputs that no path has."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics.rule import SKELETON
from naftiko_gen.pipeline import analyse

LOST = "- name: number\n{0}  in: path\n{0}  type: integer\n{0}  description: Its number.\n"
RESOURCE = "      description: One item.\n"
OPERATION = "        name: get-item\n        inputParameters:\n"


@pytest.mark.parametrize(
    ("before", "lost"),
    [
        (RESOURCE, f"      inputParameters:\n      {LOST.format(' ' * 6)}"),
        (OPERATION, f"        {LOST.format(' ' * 8)}"),
    ],
)
def test_a_rest_input_that_the_path_lacks(before: str, lost: str) -> None:
    assert before in SKELETON
    analysis = analyse("spec.yaml", SKELETON.replace(before, before + lost).encode(), "package")
    assert [each.code for each in analysis.diagnostics if each.code == "NK502"] == ["NK502"]
    assert analysis.package is None


def test_one_that_it_has() -> None:
    known = LOST.replace("number", "id").format(" " * 6)
    text = SKELETON.replace(RESOURCE, f"{RESOURCE}      inputParameters:\n      {known}")
    analysis = analyse("spec.yaml", text.encode(), "package")
    assert "NK502" not in {each.code for each in analysis.diagnostics}
    assert analysis.package is not None
