"""What the benchmark of linters lays out and prints."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.lint import lay_out, ruleset, table
from benchmarks.measure.program import Program

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"

RULES = """\
functions: [own]
functionsDir: ./functions
rules:
  one: {given: $, then: {function: truthy}}
  two: {given: $, then: [{function: truthy}, {function: own}]}
  three: {given: $, then: {function: own}}
"""


def test_rules_without_their_functions_are_left_out() -> None:
    assert ruleset(RULES) == {"rules": {"one": {"given": "$", "then": {"function": "truthy"}}}}


def test_files_have_plain_names(tmp_path: Path) -> None:
    found = [tmp_path / f"a:[{number}].yaml" for number in range(7)]
    for number, path in enumerate(found):
        path.write_text(str(number))

    assert lay_out(found, tmp_path / "specs") == [f"specs/{n:04}.yaml" for n in range(7)]
    assert lay_out(found, tmp_path / "few", 3) == [f"few/{n:04}.yaml" for n in range(3)]
    assert [(tmp_path / "few" / f"{n:04}.yaml").read_text() for n in range(3)] == ["0", "2", "4"]


def test_the_table_compares_with_ours() -> None:
    ours = Program("ours", ("x",), wall=[1.0, 2.0, 4.0], cpu=[1.0, 1.0, 1.0])
    other = Program("other", ("x",), wall=[2.0, 6.0, 8.0], cpu=[0.5, 0.5, 0.5])

    assert table([ours, other]).splitlines()[2:] == [
        "| ours | 2.0 | 1.0 | 1.00 | 1.00 |",
        "| other | 6.0 | 0.5 | 2.00 | 0.50 |",
    ]


def test_the_page_has_what_the_benchmark_prints() -> None:
    """The head of the table is the command's, and the ratios follow from no other program."""
    text = PAGE.read_text(encoding="utf-8").partition("## What linting the catalogue costs")[2]
    head, align, *_ = table([Program("ours", ("x",), wall=[1.0], cpu=[1.0])]).splitlines()
    assert f"{head}\n{align}\n| `naftiko-gen lint` | " in text
    ours, *peers = re.findall(r"^\| (`.*`) \| .* \| ([\d.]+) \| ([\d.]+) \|$", text, re.MULTILINE)
    assert ours[1:] == ("1.00", "1.00")
    assert [name.split(" ")[0].strip("`") for name, _, _ in peers] == [
        "check-jsonschema",
        "yamllint",
        "spectral",
    ]
