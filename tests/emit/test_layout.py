"""What the layout function writes is what ruff would write, whatever the input."""

import ast
import keyword
from collections.abc import Mapping
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from naftiko_gen.emit.code import PyCode, TaintError
from naftiko_gen.emit.doc import (
    Comma,
    Doc,
    Group,
    Item,
    Value,
    annotated,
    brackets,
    call,
    data,
    function,
    subscript,
)
from naftiko_gen.emit.layout import import_from, layout, statement
from naftiko_gen.emit.python import docstring, dotted, fixed, name, phrase, string
from tests.emit.texts import BATCHES, HOSTILE, NAMES, TEXT, assert_formatted

Plain: TypeAlias = "str | float | bool | list[Plain] | tuple[Plain, ...] | dict[str, Plain] | None"

#: What the modules of these tests call something of their own.
TAKEN = {"f", "g", "x", "y", "C", "Any", "Body", "Literal", "Mapping", "NotRequired", "TypedDict"}

CODE_NAMES = NAMES.filter(lambda word: not keyword.iskeyword(word) and word not in TAKEN).map(name)

SCALARS: st.SearchStrategy[Plain] = st.one_of(
    HOSTILE,
    TEXT,
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)


def _containers(inner: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    lists: st.SearchStrategy[Plain] = st.lists(inner, max_size=4)
    tuples: st.SearchStrategy[Plain] = st.lists(inner, max_size=3).map(tuple)
    tables: st.SearchStrategy[Plain] = st.dictionaries(NAMES | TEXT, inner, max_size=5)
    return st.one_of(lists, tuples, tables)


PLAIN: st.SearchStrategy[Plain] = st.recursive(SCALARS, _containers, max_leaves=10)


def _mixed(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    def build(args: list[Value], kwargs: Mapping[str, Value]) -> Value:
        return call(fixed("f"), *args, **kwargs)

    lists: st.SearchStrategy[Value] = st.lists(values, max_size=3)
    keywords = st.dictionaries(CODE_NAMES.map(str), values, max_size=4)
    return st.one_of(st.builds(build, st.lists(values, max_size=3), keywords), lists)


VALUES: st.SearchStrategy[Value] = st.recursive(PLAIN, _mixed, max_leaves=6)
SEVERAL = st.lists(st.tuples(CODE_NAMES, VALUES), min_size=4, max_size=10, unique_by=lambda p: p[0])

PREAMBLE = """\
from typing import Any


def f(*args: Any, **kwargs: Any) -> Any:
    return args, kwargs


"""


def _indented(depth: int, body: str) -> str:
    """Some code in ``depth`` classes."""
    return "".join(f"{'    ' * level}class C:\n" for level in range(depth)) + body


@settings(max_examples=100)
@given(PLAIN, st.integers(0, 40), st.integers(0, 40), st.integers(0, 3))
def test_data_reads_back(value: Plain, indent: int, lead: int, trail: int) -> None:
    written = layout(value, indent, lead, trail).text
    assert repr(ast.literal_eval(f"({written}\n)")) == repr(value)


@BATCHES
@given(SEVERAL)
def test_assignments(pairs: list[tuple[PyCode, Value]]) -> None:
    written = [f"{statement(phrase(target, fixed(' = ')), value)}\n" for target, value in pairs]
    assert_formatted(PREAMBLE + "".join(written))


@BATCHES
@given(st.lists(st.tuples(VALUES, st.integers(0, 3)), min_size=4, max_size=10))
def test_returns(values: list[tuple[Value, int]]) -> None:
    blocks: list[str] = []
    for value, depth in values:
        margin = "    " * depth
        body = statement(fixed("return "), value, 4 * depth + 4)
        blocks.append(_indented(depth, f"{margin}def g(self):\n{margin}    {body}\n"))
    assert_formatted(PREAMBLE + "\n\n".join(blocks), "F811")


@BATCHES
@given(SEVERAL)
def test_items_of_brackets_that_a_template_wrote(pairs: list[tuple[PyCode, Value]]) -> None:
    named = [f"    {key}={layout(value, 4, len(key.text) + 1, 1)},\n" for key, value in pairs]
    plain = [f"    {layout(value, 4, trail=1)},\n" for _, value in pairs]
    assert_formatted(f"{PREAMBLE}x = f(\n{''.join(named)})\ny = [\n{''.join(plain)}]\n")


ATOMS = st.sampled_from([fixed("str"), fixed("list[dict[str, Any]]"), fixed("Mapping[str, Any]")])


def _types(inner: st.SearchStrategy[Doc]) -> st.SearchStrategy[Doc]:
    words = st.lists(st.sampled_from(["asc", "it's", 'a "b"', "x" * 30, "a b " * 5]), min_size=1)
    return st.one_of(
        inner.map(lambda item: subscript(fixed("list"), item)),
        inner.map(lambda item: subscript(fixed("NotRequired"), item)),
        st.tuples(inner, inner).map(lambda pair: subscript(fixed("tuple"), *pair)),
        words.map(lambda words: subscript(fixed("Literal"), *dict.fromkeys(words))),
    )


TYPES: st.SearchStrategy[Doc] = st.recursive(ATOMS, _types, max_leaves=6)


@BATCHES
@given(st.lists(st.tuples(CODE_NAMES, TYPES), min_size=4, max_size=10, unique_by=lambda p: p[0]))
def test_typed_dictionaries(fields: list[tuple[PyCode, Doc]]) -> None:
    lines = [
        f"    {statement(phrase(field, fixed(': ')), annotation, 4)}\n"
        for field, annotation in fields
    ]
    assert_formatted(
        "from collections.abc import Mapping\n"
        "from typing import Any, Literal, NotRequired, TypedDict\n\n"
        "USED = [Any, Literal, Mapping, NotRequired]\n\n\n"
        f"class Body(TypedDict, total=False):\n{''.join(lines)}"
    )


PARAMETERS = st.lists(
    st.tuples(CODE_NAMES, ATOMS, st.none() | st.just(fixed("None"))),
    max_size=5,
    unique_by=lambda p: p[0],
)


@BATCHES
@given(
    st.lists(
        st.tuples(CODE_NAMES, PARAMETERS, ATOMS, TEXT, st.integers(0, 2)), min_size=6, max_size=12
    )
)
def test_functions(
    functions: list[tuple[PyCode, list[tuple[PyCode, PyCode, PyCode | None]], PyCode, str, int]],
) -> None:
    blocks: list[str] = []
    for title, parameters, result, text, depth in functions:
        margin = "    " * depth
        keyword_only = [annotated(*parameter) for parameter in parameters]
        head = function(
            phrase(fixed("async def "), title),
            [fixed("self"), *([fixed("*"), *keyword_only] if keyword_only else [])],
            result,
        )
        body = f"{layout(head, 4 * depth)}\n{margin}    {docstring(text, 4 * depth + 4)}"
        decorator = layout(call(fixed("@f"), text, a=text), 4 * depth)
        blocks.append(_indented(depth, f"{margin}{decorator}\n{margin}{body}\n"))
    imports = "from collections.abc import Mapping\n"
    assert_formatted(imports + PREAMBLE + "USED = [Mapping]\n\n\n" + "\n\n".join(blocks), "F811")


@BATCHES
@given(st.lists(st.lists(CODE_NAMES, min_size=1, max_size=8), min_size=5, max_size=15))
@example([[name(word) for word in ("a10", "a2", "a02", "a01b", "A", "B_1", "Ab", "_x", "a_", "B")]])
def test_imports(modules: list[list[PyCode]]) -> None:
    lines = [
        f"{import_from(dotted(f'package.m{index:03}'), names)}\n"
        for index, names in enumerate(modules)
    ]
    assert_formatted("".join(lines), "F401", "F811")


@BATCHES
@given(st.lists(st.lists(CODE_NAMES, min_size=2, max_size=4), min_size=5, max_size=15))
def test_with_statements(names: list[list[PyCode]]) -> None:
    blocks = [
        f"    {statement(fixed('async with '), brackets(items), 4, fixed(':'))}\n        pass\n"
        for items in ([call(fixed("f"), a=item) for item in row] for row in names)
    ]
    assert_formatted(f"{PREAMBLE}async def g():\n{''.join(blocks)}", "F821")


def test_the_edge_of_the_line() -> None:
    texts = [
        text
        for size in range(55, 95)
        for text in (
            "w" * size,
            "w" * (size - 9) + " wwwwwwww",
            "日" * (size // 2),
            '"w" ' * (size // 4),
        )
    ]
    values: list[Value] = [
        value
        for text in texts
        for value in (
            *(text, [text], (text,), {"key": text}, {text: "value"}, {text: None}, {text: [1]}),
            *(call(fixed("f"), text), call(fixed("f"), text, text), call(fixed("f"), a=text)),
            *([{"a": {"b": [text]}}], call(fixed("f"), call(fixed("f"), "ab"), a=[text])),
            *(subscript(fixed("PREAMBLE"), text), subscript(fixed("PREAMBLE"), text, text)),
        )
    ]
    assigned = [f"{statement(fixed('x = '), value)}\n" for value in values]
    returned = [f"    {statement(fixed('return '), value, 4)}\n" for value in values]
    source = f"{PREAMBLE}PREAMBLE = f()\n{''.join(assigned)}\n\ndef g():\n{''.join(returned)}"
    assert_formatted(source)


LONG = "a" * 40


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, "{}"),
        ((1,), "(1,)"),
        ([1, 2.5, True, None], "[1, 2.5, True, None]"),
        ({"a": {fixed("KEY"): fixed("x")}}, '{"a": {KEY: x}}'),
        (call(fixed("f"), "a", b=["c"]), 'f("a", b=["c"])'),
        (subscript(fixed("x"), "a b"), 'x["a b"]'),
        ([LONG, LONG], f'[\n        "{LONG}",\n        "{LONG}",\n    ]'),
        ((LONG * 2,), f'(\n        "{LONG * 2}",\n    )'),
        (
            call(fixed("sorted"), LONG, a=LONG[:32]),
            f'sorted(\n        "{LONG}", a="{LONG[:32]}"\n    )',
        ),
        (call(fixed("f"), LONG, a=LONG), f'f(\n        "{LONG}",\n        a="{LONG}",\n    )'),
        (
            subscript(fixed("list"), subscript(fixed("dict"), LONG, LONG)),
            f'list[\n        dict[\n            "{LONG}",\n            "{LONG}",\n        ]\n    ]',
        ),
        (
            {"k": f"{LONG} {LONG} b"},
            '{\n        "k": (\n'
            f'            "{LONG} "\n            "{LONG} b"\n        ),\n    }}',
        ),
    ],
)
def test_how_it_looks(value: Value, written: str) -> None:
    assert layout(value, 4).text == written


def test_a_string_at_the_end_of_a_statement_stays_whole() -> None:
    fits_below = f'"{LONG} {LONG[1:]}"'
    assert statement(fixed("x = "), f"{LONG} {LONG[1:]}").text == f"x = {fits_below}"
    assert statement(fixed("key = "), f"{LONG} {LONG[1:]}").text == f"key = {fits_below}"
    assert (
        statement(fixed("value = "), f"{LONG} {LONG[1:]}").text == f"value = (\n    {fits_below}\n)"
    )
    assert statement(fixed("value = "), f"{LONG} {LONG} ab").text == f'value = "{LONG} {LONG} ab"'


def test_the_last_column_is_used() -> None:
    flat = layout(["a" * 30, "a" * 42], 4).text
    assert len(flat) == 84 - 4
    assert "\n" not in layout(["a" * 30, "a" * 42], 4, 2, 2).text
    assert "\n" in layout(["a" * 30, "a" * 42], 4, 3, 2).text
    assert "\n" in layout(["a" * 30, "a" * 42], 4, 2, 3).text
    assert "\n" in layout(["日" * 15, "a" * 43], 4, 2, 2).text


def test_plain_text_is_never_code() -> None:
    assert layout(call(fixed("f"), "os.system('x')"), 0).text == "f(\"os.system('x')\")"
    with pytest.raises(ValueError, match="cannot be a name"):
        call(fixed("f"), **{"a=1, b": 2})
    assert layout(call(fixed("f"), head="a"), 0).text == 'f(head="a")'
    with pytest.raises(TaintError):
        statement(fixed("x = f"), "{y}")
    with pytest.raises(ValueError, match="cannot stand before a value"):
        Item(string("a"), fixed("f"))
    with pytest.raises(ValueError, match="are no brackets"):
        Group(fixed("f"), (), fixed(""), Comma.NEVER)
    with pytest.raises(ValueError, match="a line break inside"):
        layout([docstring("One.\n\nTwo.", 4)], 4)


def test_data_keeps_what_is_an_expression() -> None:
    group = call(fixed("f"))
    assert data(group) is group
    assert data([group]) == Group(fixed("["), (Item(group),), fixed("]"))


def test_an_await_of_a_long_name() -> None:
    """Brackets of its own, or round it, or none."""
    lines: list[str] = []
    for length in range(30, 80):
        for arguments in range(3):
            values = {f"value_{n}": fixed("some_name") for n in range(arguments)}
            path = phrase(name("x" * 20), fixed("."), name("y" * (length - 20)))
            awaited = call(phrase(fixed("await "), path), **values)
            made = statement(fixed("return "), awaited, 4)
            lines.append(f"async def f_{length}_{arguments}():\n    {made}\n")
    assert_formatted("\n\n".join(lines), "F821")
