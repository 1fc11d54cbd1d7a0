"""Only literal functions make code."""

import ast
import copy
from pathlib import Path

import pytest

import naftiko_gen
from naftiko_gen.emit.code import TRUST, Code, PyCode, TaintError, TomlCode, Trust, joined
from naftiko_gen.emit.python import fixed, string

PACKAGE = Path(naftiko_gen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: The modules that make code. Think twice before you add one.
MAKERS = {
    f"emit/{name}.py"
    for name in (
        *("code", "python", "toml", "markdown", "jsontext", "dotenv", "dockerfile", "html"),
        "yamltext",
    )
}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_language_modules_have_the_key(path: Path) -> None:
    keys = {"TRUST", "Trust"}
    used = {
        name
        for node in ast.walk(_tree(path))
        for name in (
            [node.id]
            if isinstance(node, ast.Name)
            else [node.attr]
            if isinstance(node, ast.Attribute)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    if path.relative_to(PACKAGE).as_posix() not in MAKERS:
        assert not used & keys


def test_every_language_module_is_still_there() -> None:
    assert {path.relative_to(PACKAGE).as_posix() for path in MODULES} >= MAKERS


def _calls(path: Path, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == name)
            or (isinstance(node.func, ast.Attribute) and node.func.attr == name)
        )
    ]


def test_fixed_code_is_always_a_literal() -> None:
    calls = [(path.name, call) for path in MODULES for call in _calls(path, "fixed")]
    assert calls
    for name, call in calls:
        (argument,) = call.args
        assert isinstance(argument, ast.Constant), f"{name}:{call.lineno}"
        assert not call.keywords


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_joined_gets_no_text_but_from_environment_and_layout(path: Path) -> None:
    """``joined`` takes plain text for their sake; all others join code only."""
    callers = {"emit/environment.py", "emit/layout.py", "emit/python.py"}
    if path.relative_to(PACKAGE).as_posix() not in callers:
        assert not _calls(path, "joined")


def test_nothing_but_a_literal_function_makes_code() -> None:
    for key in (None, "", object(), Trust()):
        with pytest.raises(TypeError, match="only a literal function"):
            PyCode("import os", key)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        PyCode("import os")  # type: ignore[call-arg]


def test_code_does_not_change() -> None:
    code = fixed("pass")
    with pytest.raises(AttributeError):
        code.text = "import os"  # type: ignore[misc]
    assert copy.deepcopy(code) == code


def test_arithmetic_does_not_make_code() -> None:
    code = string("a")
    with pytest.raises(TypeError):
        code + "b"  # type: ignore[operator]
    with pytest.raises(TypeError):
        code % "b"  # type: ignore[operator]
    for text in (f"{code}b", "{}b".format(code), str(code)):  # noqa: UP032
        assert type(text) is str


def test_languages_differ() -> None:
    python: Code = PyCode('"a"', TRUST)
    toml: Code = TomlCode('"a"', TRUST)
    assert python != toml
    assert python == string("a")


@pytest.mark.parametrize("left", ["f", "rb", "_", "é", '"', "''"])
@pytest.mark.parametrize("right", ['"a"', "'a'"])
def test_no_quote_is_joined_to_what_changes_it(left: str, right: str) -> None:
    with pytest.raises(TaintError, match="a quote directly behind"):
        joined(PyCode, [left, "", right])


def test_joining_keeps_the_order() -> None:
    assert joined(PyCode, ["x = ", string("a"), "\n"]).text == 'x = "a"\n'
    assert joined(TomlCode, ["a", '"b"']).text == 'a"b"'
