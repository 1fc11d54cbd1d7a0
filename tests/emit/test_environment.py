"""Nothing but code of the template's own language is put out, by whatever way."""

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, TemplateError, UndefinedError
from markupsafe import Markup

from naftiko_gen import resources
from naftiko_gen.emit.code import Code, DotenvCode, PyCode, TaintError, TomlCode
from naftiko_gen.emit.environment import CodeEnvironment, environment
from naftiko_gen.emit.languages import Language, language_of
from naftiko_gen.emit.python import fixed, string
from naftiko_gen.emit.toml import string as toml_string

BAD = "__import__('os').system('id')"


@dataclass
class Operation:
    """Something of the intermediate representation."""

    name: str
    code: PyCode

    def text(self) -> str:
        return self.name


VALUES = {
    "bad": BAD,
    "code": string("a"),
    "toml": toml_string("a"),
    "markup": Markup(BAD),
    "number": 7,
    "nothing": None,
    "rows": [[1, [2]]],
    "operation": Operation(BAD, fixed("x")),
    "table": {"key": BAD},
    "unsafe": str.upper,
}

MACROS = """\
{% macro show(value) %}{{ value }}{% endmacro %}
{% macro wrap() %}[{{ caller() }}]{% endmacro %}
{% set raw = bad %}
"""


def _environment(main: str, **others: str) -> CodeEnvironment:
    made = CodeEnvironment(Language.PYTHON)
    made.loader = DictLoader({"main": main, "macros": MACROS, **others})
    return made


def _render(main: str, **others: str) -> Code:
    return _environment(main, **others).render("main", **VALUES)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("x = {{ code }}\n", 'x = "a"\n'),
        ("x = {{ bad | string }}", "x = \"__import__('os').system('id')\""),
        ("{{ 'a' | string }}", '"a"'),
        ("{{ 7 | literal }}", "7"),
        ("{{ operation.code }}", "x"),
        ("{% for row in rows %}{{ loop.index | literal }}{% endfor %}", "1"),
        ("{{ code if number else bad }}", '"a"'),
        ("{% from 'macros' import show %}{{ show(code) }}", '"a"'),
        ("{% import 'macros' as macros %}{{ macros.show(code) }}", '"a"'),
        ("{% from 'macros' import wrap %}{% call wrap() %}{{ code }}{% endcall %}", '["a"]'),
        ("{% from 'macros' import show %}{% set x = show(code) %}{{ show(x) }}", '"a"'),
        ("{% include 'part' %}", 'part "a"'),
        ("{{ call(fixed('f'), bad, x=number) | layout(0) }}", f'f("{BAD}", x=7)'),
        ("{{ statement(fixed('return '), bad) }}", f'return "{BAD}"'),
        ("    {% if number is defined %}\n    a\n    {% endif %}\nb\n", "    a\nb\n"),
    ],
)
def test_code_is_put_out(source: str, written: str) -> None:
    rendered = _render(source, part="part {{ code }}")
    assert type(rendered) is PyCode
    assert rendered.text == written


LEAKS = {
    "value": "{{ bad }}",
    "attribute": "{{ operation.name }}",
    "item": "{{ table['key'] }}",
    "item as attribute": "{{ table.key }}",
    "text of code": "{{ code.text }}",
    "text of code by item": "{{ code['text'] }}",
    "constant": "{{ 'x' }}",
    "number": "{{ number }}",
    "constant number": "{{ 1 }}",
    "nothing": "{{ nothing }}",
    "list": "{{ rows }}",
    "index of a loop": "{% for row in rows %}{{ loop.index }}{% endfor %}",
    "markup": "{{ markup }}",
    "other language": "{{ toml }}",
    "tilde": "{{ code ~ bad }}",
    "tilde of code": "{{ code ~ code }}",
    "plus": "{{ code.text + bad }}",
    "percent": "{{ '%s' % code }}",
    "times": "{{ 'x' * 2 }}",
    "branch": "{{ bad if number else code }}",
    "or": "{{ bad or code }}",
    "expression": "{{ fixed('f') and call(fixed('f')) }}",
    "function": "{{ fixed }}",
    "macro itself": "{% macro m() %}{% endmacro %}{{ m }}",
    "macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(bad) }}",
    "default of a macro": "{% macro m(x=bad) %}{{ x }}{% endmacro %}{{ m() }}",
    "imported macro": "{% from 'macros' import show %}{{ show(bad) }}",
    "imported value": "{% from 'other' import raw %}{{ raw }}",
    "imported module": "{% import 'macros' as macros %}{{ macros }}",
    "value of a module": "{% import 'other' as other %}{{ other.raw }}",
    "include": "{% include 'part' %}",
    "caller": "{% from 'macros' import wrap %}{% call wrap() %}{{ bad }}{% endcall %}",
    "caller's argument": "{% macro m() %}{{ caller(bad) }}{% endmacro %}"
    "{% call(x) m() %}{{ x }}{% endcall %}",
    "set block": "{% set x %}{{ bad }}{% endset %}{{ x }}",
    "recursive loop": "{% for row in rows recursive %}{{ row }}{% endfor %}",
    "block": "{% block b %}{{ bad }}{% endblock %}",
    "self": "{% block b %}{{ code }}{% endblock %}{{ self }}",
    "filter block": "{% filter string %}{{ bad }}{% endfilter %}",
    "filter block of text": "{% filter literal %}x{% endfilter %}",
    "autoescape": "{% autoescape true %}{{ bad }}{% endautoescape %}",
    "head of a call": "{{ call(bad) | layout(0) }}",
    "head of a subscript": "{{ subscript(bad, code) | layout(0) }}",
    "head of a statement": "{{ statement(bad, code) }}",
    "tail of a statement": "{{ statement(fixed('x = '), code, 0, bad) }}",
    "module of an import": "{{ import_from(bad, (code, )) }}",
    "part of a phrase": "{{ phrase(fixed('x'), bad) }}",
    "other language in a phrase": "{{ phrase(toml) }}",
    "other language in a call": "{{ call(fixed('f'), toml) | layout(0) }}",
    "letter before a string": "x = f{{ code }}",
    "quote before a string": "x = ''{{ code }}",
    "string behind a string": "x = {{ code }}{{ code }}",
    "letter from a macro": "{% macro f() %}f{% endmacro %}{{ f() }}{{ code }}",
}


@pytest.mark.parametrize("source", LEAKS.values(), ids=LEAKS.keys())
def test_a_leak_is_refused(source: str) -> None:
    with pytest.raises((TaintError, TypeError)):
        _render(source, part="{{ bad }}", other="{% set raw = 'x' %}")


FILTERS = ("safe", "e", "escape", "format", "upper", "trim", "indent", "replace('a', 'b')")

FORBIDDEN = {
    **{f"filter {name}": f"{{{{ code | {name} }}}}" for name in FILTERS},
    "filter join": "{{ rows | join }}",
    "filter attr": "{{ code | attr('text') }}",
    "filter map": "{{ rows | map('string') }}",
    "filter block of Jinja": "{% filter upper %}{{ code }}{% endfilter %}",
    "test": "{% if code is callable %}{% endif %}",
    "call of a method": "{{ operation.text() }}",
    "call of format": "{{ bad.format() }}",
    "call of format on text": "{{ '{}'.format(code) }}",
    "call of upper": "{{ code.text.upper() }}",
    "call block of format": "{% call bad.format() %}{% endcall %}",
    "call block of a method": "{% call operation.text() %}{% endcall %}",
    "call block of a value": "{% call unsafe(bad) %}{% endcall %}",
    "call of a type": "{{ operation.code.__class__(bad) }}",
    "class": "{{ code.__class__ }}",
    "class by item": "{{ code['__class__'] }}",
    "initialiser": "{{ code.__init__ }}",
    "private attribute": "{{ operation.__dict__ }}",
    "call of a loop": "{% for row in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "call of a changed name": "{% set fixed = unsafe %}{{ fixed(bad) }}",
    "global": "{{ range(3) }}",
    "dict": "{{ dict(a=1) }}",
    "cycler": "{{ cycler(bad) }}",
    "namespace": "{{ namespace(a=1) }}",
}


@pytest.mark.parametrize("source", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_could_make_a_leak_is_not_there(source: str) -> None:
    with pytest.raises(TemplateError):
        _render(source)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(UndefinedError, match="'description' is undefined"):
        _render("{{ description }}")
    with pytest.raises(UndefinedError, match="has no attribute 'titel'"):
        _render("{{ operation.titel }}")


def test_the_fault_shows_the_value() -> None:
    with pytest.raises(TaintError, match=r"str in place of PyCode: .*system"):
        _render("{{ bad }}")


@pytest.mark.parametrize("language", Language)
def test_each_language_accepts_its_own_code_only(language: Language) -> None:
    made = CodeEnvironment(language)
    made.loader = DictLoader({"main": "{{ value }}"})
    for other in Language:
        value = CodeEnvironment(other).concat(["a"])
        if other is language:
            assert made.render("main", value=value) == value
        else:
            with pytest.raises(TaintError):
                made.render("main", value=value)


def test_other_languages_at_work() -> None:
    made = CodeEnvironment(Language.TOML)
    made.loader = DictLoader({"main": "[x]\nname = {{ name | string }}\n"})
    assert made.render("main", name='a"b').text == '[x]\nname = "a\\"b"\n'
    assert type(made.render("main", name="a")) is TomlCode
    made = CodeEnvironment(Language.DOTENV)
    made.loader = DictLoader({"main": "{{ default('A', value) }}\n{{ value | comment }}\n"})
    assert made.render("main", value="a b").text == "# A='a b'\n# a b\n"
    assert type(made.render("main", value="a b")) is DotenvCode


def test_environments_are_made_once() -> None:
    for language in Language:
        assert environment(language) is environment(language)
        loader = environment(language).loader
        assert vars(loader)["searchpath"] == [str(resources.folder("templates"))]


def test_a_value_is_never_a_template() -> None:
    made = _environment("{{ value | string }}")
    assert made.render("main", value="{{ bad }}{% x %}").text == '"{{ bad }}{% x %}"'


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("src/package/upstream.py.jinja", Language.PYTHON),
        ("macros/calls.py", Language.PYTHON),
        ("pyproject.toml.jinja", Language.TOML),
        ("README.md.jinja", Language.MARKDOWN),
        ("openapi.json.jinja", Language.JSON),
        (".env.example.jinja", Language.DOTENV),
        ("Dockerfile.jinja", Language.DOCKERFILE),
        ("page.html.jinja", Language.HTML),
        ("skill/front.yaml.jinja", Language.YAML),
    ],
)
def test_languages_by_name(path: str, language: Language) -> None:
    assert language_of(path) is language


def test_an_unknown_language() -> None:
    with pytest.raises(LookupError, match=r"no language is known for a\.sh"):
        language_of("a.sh")
