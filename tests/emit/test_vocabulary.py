"""Whatever a template passes to our functions, a plain string never comes out as code."""

import io
import tokenize

import pytest

from naftiko_gen.emit.code import Code, TaintError
from naftiko_gen.emit.languages import Language
from naftiko_gen.emit.layout import layout
from naftiko_gen.emit.python import fixed

BAD = "evil()\n\"\"\" '''\\"

VOCABULARY = Language.PYTHON.vocabulary

#: Arguments that each function takes. ``fixed`` takes literals only: the guard sees to it.
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "call": (fixed("f"), 1, fixed("x")),
    "docstring": ("a", 4),
    "dotted": ("a.b",),
    "import_from": (fixed("m"), [fixed("x")]),
    "layout": ([1, "a"], 4, 2, 1),
    "literal": ("a",),
    "name": ("a",),
    "phrase": (fixed("await "), fixed("x")),
    "statement": (fixed("x = "), [1], 4, fixed("  # why")),
    "string": ("a",),
    "subscript": (fixed("list"), fixed("str")),
}

CASES = [
    (name, (*arguments[:index], bad, *arguments[index + 1 :]))
    for name, arguments in ARGUMENTS.items()
    for index in range(len(arguments))
    for bad in (BAD, [BAD], (BAD,), {BAD: BAD}, {"a": BAD})
]


def _names(code: str) -> list[str]:
    source = io.StringIO(f"(\n{code}\n)")
    return [token.string for token in tokenize.generate_tokens(source.readline)]


def test_the_table_is_complete() -> None:
    assert {*ARGUMENTS, "fixed"} == {*VOCABULARY.filters, *VOCABULARY.functions}


@pytest.mark.parametrize(("name", "arguments"), ARGUMENTS.items(), ids=ARGUMENTS.keys())
def test_good_arguments(name: str, arguments: tuple[object, ...]) -> None:
    function = {**VOCABULARY.filters, **VOCABULARY.functions}[name]
    assert function(*arguments)


@pytest.mark.parametrize(("name", "arguments"), CASES)
def test_a_plain_string_is_never_code(name: str, arguments: tuple[object, ...]) -> None:
    function = {**VOCABULARY.filters, **VOCABULARY.functions}[name]
    try:
        result = function(*arguments)
        code = result if isinstance(result, Code) else layout(result, 0)  # type: ignore[arg-type]
    except (TaintError, TypeError, ValueError, AttributeError):
        return
    assert "evil" not in _names(code.text)
    assert "evil" in code.text


@pytest.mark.parametrize("language", Language)
def test_every_function_says_that_it_returns_code(language: Language) -> None:
    vocabulary = language.vocabulary
    for function in (*vocabulary.filters.values(), *vocabulary.functions.values()):
        returned = function.__annotations__["return"]
        name = returned if isinstance(returned, str) else returned.__name__
        assert name in (vocabulary.code.__name__, "Group")
