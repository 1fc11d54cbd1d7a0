"""A scalar of YAML means what was written, to readers of both versions."""

import re

import pytest
import yaml
from hypothesis import example, given

from naftiko_gen.emit import yamltext
from naftiko_gen.source.nodes import to_data
from naftiko_gen.source.reader import read
from tests.emit.texts import TEXT


@given(TEXT)
@example("a: b # c")
@example("---")
@example("------ - --")
@example("- 'a' \"b\" \\")
@example("\x00\x1b\x85\u2028\ufeff\U000e0041\ud800")
def test_strings_mean_what_was_written(value: str) -> None:
    written = f"key: {yamltext.string(value).text}\nnext: 1\n"
    expected = {"key": re.sub("[\ud800-\udfff]", "\ufffd", value), "next": 1}
    assert "---" not in written
    assert written.count("\n") == 2
    assert yaml.safe_load(written) == expected
    document, faults = read("a.yaml", written.encode())
    assert not faults
    assert document.root is not None
    assert to_data(document.root) == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("true", '"true"'),
        ('say "hi"\\', r'"say \"hi\"\\"'),
        ("a\nb\tc\r", r'"a\nb\tc\r"'),
        ("a --- b", r'"a --\x2d b"'),
        ("\x07\u202e\U000e0041", r'"\x07\u202e\U000e0041"'),
        ("日本語 é 🚀", '"日本語 é 🚀"'),
    ],
)
def test_how_strings_look(value: str, written: str) -> None:
    assert yamltext.string(value).text == written


def test_only_text_becomes_a_string() -> None:
    with pytest.raises(TypeError):
        yamltext.string(["a"])  # type: ignore[arg-type]
