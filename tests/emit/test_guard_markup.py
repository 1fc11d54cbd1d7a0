"""In HTML, a value is content or a whole attribute; the guard refuses every other place."""

import pytest

from naftiko_gen.emit.guard import check_template
from naftiko_gen.emit.languages import Language

GOOD = """\
<!doctype html>
<html lang="en">
<head>
<!-- It's "our" page: <b>. -->
<title>{{ label | text }} & more</title>
<style>a > b { content: "<"; } /* it's ours */</style>
</head>
<body>
<h1 id={{ anchor | attribute }} class="a 'b'">{{ label | text }}</h1>
{% macro item(row) %}
<li{% if row.anchor %} id={{ row.anchor | attribute }}{% endif %}><code>{{ row.name | text }}</code>
{% endmacro %}
{% for row in rows %}
{{ item(row) }}
<a href={{ row.link | link }} title={{ row.name | attribute }} aria-label={{ "x" | attribute }}>
{% if row.name %}<b>{% else %}<i>{% endif %}{{ row.name | text }}
{% endfor %}
{% include "page/part.html.jinja" %}
<p>1 &lt; {{ label | text }} &amp; "{{ label | text }}" it's /* {{ label | text }} # <br/>
"""


def _faults(source: str) -> list[str]:
    return check_template(source, Language.HTML)


def test_a_good_template() -> None:
    assert _faults(GOOD) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<a class="{{ a | text }}">', 'a value inside of <a"'),
        ("<a class='b {{ a | attribute }}'>", "a value inside of <a'"),
        ('<a class=\'"{{ a | text }}">', "a value inside of <a'"),
        ("<a class=b{{ a | attribute }}>", "a value in the tag <a, and not directly behind name="),
        ("<a class= {{ a | attribute }}>", "a value in the tag <a, and not directly behind name="),
        ("<a {{ a | attribute }}>", "a value in the tag <a, and not directly behind name="),
        ("<{{ a | text }}>", "a value in the tag <, and not directly behind name="),
        ("</{{ a | text }}>", "a value in the tag <, and not directly behind name="),
        ("<b{{ a | text }}>", "a value in the tag <b, and not directly behind name="),
        ("<!{{ a | text }}>", "a value in the tag <, and not directly behind name="),
        ("<a b={{ a | attribute }}>", "a value for the attribute b"),
        ("<a {% if a %}id={% endif %}{{ a | attribute }}>", "not directly behind name="),
        ("<a id={{ a | attribute }}{{ a | attribute }}>", "not directly behind name="),
        ("<a id={{ a | text }}>", "the value of id is not made by attribute"),
        ("<a id={{ a | link }}>", "the value of id is not made by attribute"),
        ("<a id={{ a }}>", "the value of id is not made by attribute"),
        ("<a id={{ caller() }}>", "the value of id is not made by attribute"),
        ("<a id={% include 'a' %}>", "the value of id is not made by attribute"),
        ("<a id={% call caller() %}{% endcall %}>", "the value of id is not made by attribute"),
        ("<a HREF={{ a | attribute }}>", "the value of href is not made by link"),
        ("<img src={{ a | link }}>", "a value for the attribute src"),
        ("<a style={{ a | attribute }}>", "a value for the attribute style"),
        ("<a onclick={{ a | attribute }}>", "a value for the attribute onclick"),
        ("<iframe srcdoc={{ a | attribute }}>", "a value for the attribute srcdoc"),
        ("<meta content={{ a | attribute }}>", "a value for the attribute content"),
        ("<a xlink:href={{ a | link }}>", "a value for the attribute xlink:href"),
        ("<style>a { {{ a | text }}", "a value inside of <style>"),
        ("<STYLE media=b>{{ a | text }}</style>", "a value inside of <style>"),
        ("<style></styl>{{ a | text }}", "a value inside of <style>"),
        ("<script>{{ a | text }}</script>", "a value inside of <script>"),
        ("<script>'<!--'; {{ a | text }}</script>", "a value inside of <script>"),
        ("<noscript>{{ a | text }}</noscript>", "a value inside of <noscript>"),
        ("<!-- {{ a | text }} -->", "a value in a comment"),
        ("<!-- > {{ a | text }} -->", "a value in a comment"),
        ("<!-- {% include 'a' %} -->", "a value in a comment"),
        ("<p>&{{ a | text }}", "a value behind an &"),
        ("<p>&#3{{ a | text }}", "a value behind an &"),
        ("{% if a %}<p{% endif %}>", "a quote is opened or closed in one branch only"),
        ("{% for a in b %}<!--{% endfor %}", "a quote is opened or closed in one branch only"),
        ("{% macro m() %}<style>{% endmacro %}", "a quote is opened or closed in one branch only"),
    ],
)
def test_places_for_no_value(source: str, fault: str) -> None:
    faults = _faults(source)
    assert len(faults) == 1
    assert fault in faults[0]


def test_content_follows_what_is_closed() -> None:
    for before in ("<style>a</STYLE>", "<script>'</script>", "<!-- ' -->", "<a b='>'>", "<a b=c>"):
        assert _faults(f"{before}{{{{ a | text }}}}") == []
