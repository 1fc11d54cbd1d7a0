from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON, Example


def test_a_fragment_takes_the_place_of_lines_of_the_skeleton() -> None:
    document = Example("  label: Store\n", "  label: Shop\n").document()

    assert document == SKELETON.replace("label: Shop\n", "label: Store\n")


def test_the_last_occurrence_counts() -> None:
    line = "    description: Items of a shop.\n"

    document = Example("", line).document()

    assert document.count("description: Items of a shop.\n") == 1
    assert document.index("description: Items of a shop.\n") < document.index("capability:")


def test_a_fragment_for_no_lines_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no '  label: Store"):
        Example("", "  label: Store\n").document()


def test_an_example_without_a_place_is_the_document() -> None:
    assert Example("a: 1\n").document() == "a: 1\n"


def test_a_text_can_stand_there_many_times() -> None:
    assert Example("# x\n", times=3).document() == "# x\n# x\n# x\n"
    assert Example("# x\n", "  label: Shop\n", times=2).document().count("# x\n# x\n") == 1


def test_surrogates_stand_for_bytes() -> None:
    assert Example("a: caf\udce9 é\n").data() == b"a: caf\xe9 \xc3\xa9\n"
