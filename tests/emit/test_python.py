"""Literals of Python read back as the value, and stand as ruff would write them."""

import ast
import keyword
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from naftiko_gen.emit import python
from naftiko_gen.emit.characters import settled, width, words
from tests.emit.texts import BATCHES, NAMES, TEXT, assert_formatted


@given(TEXT)
@example('say "hi"')
@example('"it\'s"')
@example("\ud83d\ude00")
def test_a_string_reads_back(value: str) -> None:
    written = python.string(value).text
    assert ast.literal_eval(written) == value
    assert all(map(settled, written))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ("a", '"a"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("\"it's", '"\\"it\'s"'),
        ("a\\b\r\n\t\x00\x1b\x7f", '"a\\\\b\\r\\n\\t\\x00\\x1b\\x7f"'),
        ("é\xa0\xad\u202e\ufeff", '"é\\xa0\\xad\\u202e\\ufeff"'),
        ("\ud800\ufffe", '"\\ud800\\ufffe"'),
        ("🚀\U000e0041", '"\\U0001f680\\U000e0041"'),
        ("日本語 {x} %s", '"日本語 {x} %s"'),
    ],
)
def test_how_strings_look(value: str, written: str) -> None:
    assert python.string(value).text == written


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back(value: float) -> None:
    read = ast.literal_eval(python.number(value).text)
    assert type(read) is type(value)
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_infinity_has_no_literal(value: float) -> None:
    with pytest.raises(ValueError, match="has no literal"):
        python.literal(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "None"), (True, "True"), (False, "False"), (-3, "-3"), (1e16, "1e16"), ("x", '"x"')],
)
def test_scalars(value: str | float | None, written: str) -> None:
    assert python.literal(value).text == written


@BATCHES
@given(
    st.lists(
        TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
        min_size=20,
        max_size=60,
    )
)
def test_ruff_leaves_literals_as_they_are(values: list[str | float]) -> None:
    # Longer ones than a line are the task of the layout function.
    written = [python.literal(value).text for value in values]
    source = "".join(
        f"x{index} = {text}\n" for index, text in enumerate(written) if width(text) < 80
    )
    assert_formatted(source)


@given(NAMES)
def test_names(value: str) -> None:
    if keyword.iskeyword(value):
        with pytest.raises(ValueError, match="cannot be a name"):
            python.name(value)
    else:
        assert python.name(value).text == value


@pytest.mark.parametrize(
    "value",
    [
        *("", "1a", "a-b", "a b", "a\n", "é", "class", "None", "l", "O", "I", "a" * 61),
        *("__debug__", "a.b", "ａ", "x=1", "a;b"),
    ],
)
def test_what_is_no_name(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        python.name(value)


@pytest.mark.parametrize("value", ["match", "type", "case", "_", "a" * 60, "ABC", "self"])
def test_what_is_a_name(value: str) -> None:
    assert python.name(value).text == value


def test_keywords_are_those_of_this_python() -> None:
    for word in keyword.kwlist:
        with pytest.raises(ValueError, match="cannot be a name"):
            python.name(word)
    for word in keyword.softkwlist:
        assert python.name(word).text == word


def test_dotted_names() -> None:
    assert python.dotted("rooms.upstream").text == "rooms.upstream"
    for value in ("", ".", "rooms.", "rooms..x", "rooms.import", "rooms. x"):
        with pytest.raises(ValueError, match="cannot be a name"):
            python.dotted(value)


def _in_function(text: str, indent: int) -> str:
    """A function in nested classes, with ``text`` for its docstring."""
    lines = [
        f'{" " * at}class C{at}:\n{" " * at}    """A class."""\n' for at in range(0, indent - 4, 4)
    ]
    return "\n".join(
        [*lines, f"{' ' * (indent - 4)}def f():\n{' ' * indent}{python.docstring(text, indent)}\n"]
    )


@BATCHES
@given(st.lists(st.tuples(TEXT, st.sampled_from([4, 8, 16])), min_size=1, max_size=10))
def test_docstrings_say_what_was_said(texts: list[tuple[str, int]]) -> None:
    sources = [_in_function(text, indent) for text, indent in texts]
    for source, (text, _) in zip(sources, texts, strict=True):
        function = [
            node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)
        ]
        said = ast.get_docstring(function[0])
        assert said is not None
        expected = [word if word[:3] != ">>>" else "\\" + word for word in words(text)]
        assert words(said) == expected
        assert not any(line.startswith(">>>") for line in said.splitlines())
        assert all(line.rstrip(" ") == line for line in source.split("\n"))
        assert "\t" not in source
    assert_formatted("\n\n".join(sources), "F811")


def test_docstrings_of_modules_are_formatted() -> None:
    for text in ("A module.", "word " * 40, "One.\n\nTwo.", ""):
        assert_formatted(f"{python.docstring(text, 0)}\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""" """'),
        (" \n ", '""" """'),
        ("List rooms.", '"""List rooms."""'),
        ('"Quoted"', '"""\\"Quoted\\""""'),
        ('a """ b', '"""a \\"\\"\\" b"""'),
        ('"""', '"""\\"\\"\\""""'),
        ('\\"', '"""\\\\\\""""'),
        ("back\\", '"""back\\\\"""'),
        ("a\tb\xa0c\u2028d", '"""a b c d"""'),
        ("\x00\u202e", '"""\\x00\\u202e"""'),
        ("One.\n\n\nTwo\nlines.", '"""One.\n\n    Two lines.\n    """'),
        ("Modes:\n- one\n  more\n- two", '"""Modes:\n    - one more\n    - two\n    """'),
        ("Steps:\n\n1. one\n2) two", '"""Steps:\n\n    1. one\n    2) two\n    """'),
        (">>> x", '"""\\\\>>> x"""'),
    ],
)
def test_how_docstrings_look(text: str, written: str) -> None:
    assert python.docstring(text, 4).text == written


def test_docstrings_fill_the_line() -> None:
    # Four columns, the quotes, 78 columns of text, the quotes.
    assert python.docstring("w" * 70 + " 1234567", 4).text.count("\n") == 0
    assert python.docstring("w" * 70 + " 12345678", 4).text.count("\n") == 2
    assert max(map(len, python.docstring("word " * 200, 8).text.split("\n"))) <= 88
    assert python.docstring("w" * 200, 4).text == f'"""{"w" * 200}"""'
