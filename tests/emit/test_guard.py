"""The guard lets good templates pass, and says of bad ones what is wrong on which line."""

import pytest

from naftiko_gen.emit.guard import check_template
from naftiko_gen.emit.languages import Language

GOOD = '''\
{% from "macros/calls.py.jinja" import method %}
{% import "macros/imports.py.jinja" as imports %}
{{ description | docstring(0) }}

import json  # it's ours

{{ imports.all(package) }}

{% macro handler(operation) %}
    async def {{ operation.name | name }}(request: Request) -> Response:
        {{ operation.description | docstring(8) }}
        path = "/rooms" if {{ operation.verb | string }} == 'GET' else f"/{request}"
        return {{ operation.call | layout(8, lead=7) }}
{% endmacro %}

class {{ client.class_name | name }}:
    """A client; it isn't "busy"."""

    # What the upstream calls itself
    name = {{ client.namespace | layout(4, 7) }}
    timeout = Timeout(total={{ client.timeout | layout(4, 24, 1) }})
{% for operation in client.operations if operation.name is defined %}
{{ handler(operation) }}
{% if not loop.last %}

{% elif loop.first and (client.a or not client.b == 1) %}
    first = True  # the only one
{% else %}
    last = {{ "a" | string if loop.last else 3 | literal }}
{% endif %}
{% else %}
    pass
{% endfor %}
{% call method(client["name"]) %}
    x = {{ code }}
{% endcall %}
{{ statement(fixed("x = "), client.data) }}
    {{ statement(fixed("x = "), client.data, 4) }}
{% set first, last = client.first, none %}
{% include "part.py.jinja" %}
x = {
    "a": {% if a %}"{% if b %}b{% endif %}"{% else %}'c'{% endif %},
}
"""
A string of several lines, with 'quotes' and # signs.
"""
y = {{ last | literal }}
'''


def test_a_good_template() -> None:
    assert check_template(GOOD, Language.PYTHON) == []


def _faults(source: str, language: Language = Language.PYTHON) -> list[str]:
    return check_template(source, language)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('x = "{{ description }}"', 'a value inside of "'),
        ("x = '{{ description }}'", "a value inside of '"),
        ('x = "a {{ description }} b"', 'a value inside of "'),
        ('x = "\\"{{ description }}"', 'a value inside of "'),
        ('x = "it\'s {{ description }}"', 'a value inside of "'),
        ('x = f"{ {{- description }} }"', 'a value inside of "'),
        ('"""{{ description }}"""', 'a value inside of """'),
        ("'''{{ description }}'''", "a value inside of '''"),
        ('"""\nA "quoted" line.\n{{ description }}\n"""', 'a value inside of """'),
        ("# {{ description }}", "a value in a comment"),
        ("x = 1  # {{ description }}", "a value in a comment"),
        ("x = 'a' # it's {{ description }}", "a value in a comment"),
        ("# {% include 'a' %}", "a value in a comment"),
        ("'{% call caller() %}{% endcall %}'", "a value inside of '"),
        ("{% if a %}# x{% endif %}{{ description }}", "a value in a comment"),
        ("{% if a %}'{% endif %}{{ a | string }}", "a quote is opened or closed in one branch"),
        ("{% if a %}\nx\n{% else %}'{% endif %}", "a quote is opened or closed in one branch"),
        ("{% for x in y %}'{% endfor %}", "a quote is opened or closed in one branch"),
        ("{% for x in y %}{{ x }} # {% endfor %}", "a comment is still open at the end"),
        ("{% macro m() %}'{% endmacro %}", "a quote is opened or closed in one branch"),
        ("{% macro m() %}# {% endmacro %}", "a comment is still open at the end"),
        ("'{% if a %}'{% endif %}'", "a quote is opened or closed in one branch"),
    ],
)
def test_values_in_quotes_and_comments(source: str, fault: str) -> None:
    faults = _faults(source)
    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ a ~ b }}", "Concat is not allowed"),
        ("{{ a + b }}", "Add is not allowed"),
        ("{{ a % b }}", "Mod is not allowed"),
        ("{{ a[1:2] }}", "Slice is not allowed"),
        ("{{ [a] }}", "List is not allowed"),
        ("{{ {'a': a} }}", "Dict is not allowed"),
        ("{% filter string %}a{% endfilter %}", "FilterBlock is not allowed"),
        ("{% set a %}b{% endset %}", "AssignBlock is not allowed"),
        ("{% block a %}{% endblock %}", "Block is not allowed"),
        ("{% extends 'a' %}", "Extends is not allowed"),
        ("{% autoescape true %}{% endautoescape %}", "ScopedEvalContextModifier is not allowed"),
        ("{% with a = 1 %}{% endwith %}", "With is not allowed"),
        ("{{ a.__class__ }}", "the attribute __class__ is private"),
        ("{{ a['__class__'] }}", "the attribute __class__ is private"),
        ("{{ a._b }}", "the attribute _b is private"),
        ("{{ a | safe }}", "no filter safe"),
        ("{% if a is callable %}{% endif %}", "no test callable"),
        ("{{ a.b() }}", "only macros and our functions are called"),
        ("{{ a.__class__(b) }}", "only macros and our functions are called"),
        ("{{ 'a'.format(b) }}", "only macros and our functions are called"),
        ("{{ a()() }}", "only macros and our functions are called"),
        ("{{ a(b) }}", "a is no macro and none of our functions"),
        ("{{ range(3) }}", "range is no macro and none of our functions"),
        ("{{ loop(a) }}", "loop is no macro and none of our functions"),
        ("{% call a.format() %}{% endcall %}", "only macros and our functions are called"),
        ("{% call a() %}{% endcall %}", "a is no macro and none of our functions"),
        ("{{ fixed(a) }}", "fixed takes one literal"),
        ("{{ fixed('a', b) }}", "fixed takes one literal"),
        ("{{ fixed(text='a') }}", "fixed takes one literal"),
        ("{{ fixed(*a) }}", "fixed takes one literal"),
        ("{{ fixed('a' if b else c) }}", "fixed takes one literal"),
        ("{% include a %}", "the name of another template is not written out"),
        ("{% include ['a', 'b'] %}", "the name of another template is not written out"),
        ("{% import a as b %}", "the name of another template is not written out"),
        ("{% from a import b %}", "the name of another template is not written out"),
        ("{% if %}", "Expected an expression"),
        ("{{ a", "unexpected end of template"),
    ],
)
def test_what_no_template_needs(source: str, fault: str) -> None:
    faults = _faults(f"\n{source}")
    assert any(fault in text for text in faults)
    assert all(text.startswith(("line 2: ", "line 1: Scope")) for text in faults)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("    {{ a | docstring(8) }}", "indent is 4, not 8"),
        ("    x = {{ a | docstring(4) }}", "lead is 4, not 0"),
        ("    {{ a | layout(0) }}", "indent is 4, not 0"),
        ("    return {{ a | layout(4) }}", "lead is 7, not 0"),
        ("    return {{ a | layout(4, lead=6) }}", "lead is 7, not 6"),
        ("    return {{ a | layout(indent=4, lead=7, trail=1) }}\n", "trail is 0, not 1"),
        ("    {{ a | layout(4) }},\n", "trail is 1, not 0"),
        ("  {{ statement(fixed('return '), a, 4) }}", "indent is 2, not 4"),
        ("  {{ statement(fixed('return '), a) }}", "indent is 2, not 0"),
    ],
)
def test_columns(source: str, fault: str) -> None:
    assert _faults(source) == [f"line 1: {fault}"]


@pytest.mark.parametrize(
    "source",
    [
        "    return {{ a | layout(4, 7) }}{{ b }}",
        "    return {{ a | layout(4, 7) }}",
        "{{ a }} = {{ b | layout(0) }}\n",
        "{% macro m(depth) %}    {{ a | layout(depth) }}{% endmacro %}\n",
        "{% macro m() %}{{ a | layout(8) }}{% endmacro %}\n",
        "    x{% if a %} + 1{% endif %} = {{ a | layout(4) }}\n",
    ],
)
def test_columns_that_nobody_knows(source: str) -> None:
    assert _faults(source) == []


@pytest.mark.parametrize(
    ("language", "source", "fault"),
    [
        (Language.TOML, 'a = "{{ a }}"', 'a value inside of "'),
        (Language.TOML, "# {{ a }}", "a value in a comment"),
        (Language.TOML, "ab = {{ a | array(lead=4) }}\n", "lead is 5, not 4"),
        (Language.JSON, '{"a": "{{ a }}"}', 'a value inside of "'),
        (Language.DOTENV, "A='{{ a }}'", "a value inside of '"),
        (Language.DOTENV, "# it's {{ a }}", "a value in a comment"),
        (Language.DOCKERFILE, 'CMD ["{{ a }}"]', 'a value inside of "'),
        (Language.DOCKERFILE, "  # {{ a }}", "a value in a comment"),
        (Language.MARKDOWN, "a `{{ a }}`", "a value inside of `"),
        (Language.MARKDOWN, "``a ` {{ a }}``", "a value inside of ``"),
        (Language.MARKDOWN, "```json\n{{ a }}\n```\n", "a value inside of ```"),
        (Language.MARKDOWN, "````\n```\n{{ a }}\n```\n````\n", "a value inside of ````"),
    ],
)
def test_contexts_of_other_languages(language: Language, source: str, fault: str) -> None:
    assert _faults(source, language) == [f"line 1: {fault}".replace("1", _line(source))]


def _line(source: str) -> str:
    return str(source[: source.index("{{")].count("\n") + 1)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (Language.TOML, 'a = "b" # c\nb = {{ a | string }}\nab = {{ a | array(5) }}\n'),
        (Language.JSON, "{{ a | document }}\n"),
        (Language.DOTENV, "# it's \"x\nA=1 # b\n{{ assignment('A', a) }}\n"),
        (Language.DOCKERFILE, "# it's\nENV {{ variable('A', a) }}\nEXPOSE {{ a | port }}\n"),
        (Language.MARKDOWN, "# It's `x`: {{ a | text }}\n\n```json\n{}\n```\n\n{{ a | code }}\n"),
    ],
)
def test_good_templates_of_other_languages(language: Language, source: str) -> None:
    assert _faults(source, language) == []
