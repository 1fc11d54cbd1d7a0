"""There and back again: the same data, and in usual layouts the same text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naftiko_gen.schema import check_official
from naftiko_gen.source import PlainData
from tests.migrate.documents import IKANOS, NAFTIKO, data, document, moved
from tests.migrate.generated import Data, commented, documents, write

slowly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def comments(text: str) -> list[str]:
    return [line.partition("# ")[2] for line in text.splitlines() if line.endswith(WORDS)]


WORDS = ("# above", "# behind", "# left")


@pytest.mark.parametrize("flush", [True, False])
@slowly
@given(content=documents(), hand=st.data())
def test_in_blocks_the_text_comes_back(flush: bool, content: Data, hand: st.DataObject) -> None:
    text = commented(write(content, flush=flush, braces=False), hand.draw)
    assert data(text) == content
    there = moved(text, IKANOS)
    assert check_official(document(there), "1.0.0-beta5") == []
    assert comments(there) == comments(text)
    assert moved(there, NAFTIKO) == text


@pytest.mark.parametrize("braces", [None, True])
@slowly
@given(content=documents(odd=True), flush=st.booleans())
def test_in_braces_the_data_come_back(braces: bool | None, flush: bool, content: Data) -> None:
    text = write(content, flush=flush, braces=braces)
    assert data(text) == content
    there = moved(text, IKANOS)
    assert data(moved(there, NAFTIKO)) == content


@slowly
@given(content=documents(odd=True), flush=st.booleans(), hand=st.data())
def test_names_may_stand_anywhere(content: Data, flush: bool, hand: st.DataObject) -> None:
    shuffled = _shuffled(content, hand)
    text = write(shuffled, flush=flush, braces=False)
    there = moved(text, IKANOS)
    assert data(moved(there, NAFTIKO)) == content


def _shuffled(part: PlainData, hand: st.DataObject) -> PlainData:
    """Put the names of some mappings at their ends."""
    if isinstance(part, list):
        return [_shuffled(each, hand) for each in part]
    if not isinstance(part, dict):
        return part
    result = {key: _shuffled(value, hand) for key, value in part.items()}
    if "name" in result and hand.draw(st.booleans()):
        result["name"] = result.pop("name")
    return result
