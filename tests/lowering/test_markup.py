"""Where a value may stand in a text of XML."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.lowering.markup import holds_only_text

VALUE = object()


def parts(text: str) -> list[object]:
    """Return a text with a value in the place of each percent sign."""
    first, *rest = text.split("%")
    return [first, *(part for each in rest for part in (VALUE, each))]


@pytest.mark.parametrize(
    "text",
    [
        "<a>%</a>",
        "<a>%%</a>",
        "<a b='%'/>",
        '<?xml version="1.0"?><a xmlns:b="c"><b:d>1 %&amp;</b:d></a>',
        "<a>]]&gt;%</a>",
    ],
)
def test_a_value_is_text(text: str) -> None:
    assert holds_only_text(parts(text))


@pytest.mark.parametrize(
    "text",
    [
        "<%/>",
        "<a %/>",
        "<a b=%/>",
        "<a><!--%--></a>",
        "<a><![CDATA[%]]></a>",
        '<!DOCTYPE a [<!ENTITY b "%">]><a>&b;</a>',
        "<a><?b %?></a>",
        "<a>&%;</a>",
        "<a>%",
        "%<a/>",
        "<a>\ue000%</a>",
    ],
)
def test_a_value_is_markup(text: str) -> None:
    assert not holds_only_text(parts(text))


@given(st.text("<>/a='\"%&;!-[]? ", max_size=14), st.text("<>&\"'ab", max_size=5))
def test_no_value_changes_the_tree(text: str, value: str) -> None:
    """What is accepted has the same elements whatever the value is."""
    if "%" not in text or not holds_only_text(parts(f"<r>{text}</r>")):
        return
    quotes = {'"': "&quot;", "'": "&apos;"}

    def tags(value: str) -> list[str]:
        document = f"<r>{text.replace('%', escape(value, quotes))}</r>"
        return [element.tag for element in ElementTree.fromstring(document).iter()]

    assert tags(value) == tags("x")
