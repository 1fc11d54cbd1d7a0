"""No string of a capability becomes code, whatever it is and wherever it stands.

Here a string with the dangers of all languages stands in every place, one at a time, and every
string in all free texts at once. ``python -m tests.hostile.run`` is the whole product.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from naftiko_gen.schema.assemble import versions
from tests.hostile.corpus import (
    Place,
    document_places,
    everywhere,
    free_places,
    schema_places,
)
from tests.hostile.documents import HOME
from tests.hostile.judge import Verdict, Written, judge
from tests.hostile.positions import Kind, positions
from tests.hostile.texts import COMPOSITE, STRINGS, reworded, twin

#: Strings that are hard as names, though they are not as texts.
NAMES = ("keyword", "dunder", "line feed", "name in braces")

#: A text of this length is put into one place only: into all of them it makes megabytes.
LONG = 10_000


def faults(places: Iterable[Place], strings: Iterable[str], modes: Iterable[bool]) -> list[str]:
    """Put strings into places, alone (False) or behind what is there; return all that is wrong."""
    return [
        f"{place.label} <- {string[:50]!r}: {fault}"
        for place in places
        for string in strings
        for behind in modes
        for fault in verdict(place, string, behind).faults
    ]


@cache
def verdict(place: Place, string: str, behind: bool) -> Verdict:
    return place.try_out(string, behind=behind)


#: Of versions beside that of the base documents, every so-manieth position is tried here.
STRIDES = {version: 1 if version == HOME else 6 for version in versions()}


@pytest.mark.parametrize(("version", "stride"), STRIDES.items())
def test_every_position_of_the_schema_is_reached(version: str, stride: int) -> None:
    _, missing = schema_places(version, stride)
    assert missing == ()


def test_positions_are_those_that_there_are() -> None:
    labels = {str(position) for position in positions(HOME)}
    assert len(labels) > 600
    assert {
        "info.tags[]",
        "binds[].keys{} (key)",
        "capability.consumes[]<HttpApi>.authentication<KeyAuthentication>.value",
        "capability.exposes[]<McpAdapter>.tools[].with{} (key)",
        "capability.exposes[]<McpAdapter>.prompts[].template[].content",
        "capability.exposes[]<RestAdapter> (stray key)",
    } <= labels


@pytest.mark.parametrize(("version", "stride"), STRIDES.items())
def test_a_dangerous_string_in_every_position(version: str, stride: int) -> None:
    places, _ = schema_places(version, stride)
    carried_out = [place for place in places if place.carried_out]
    assert version != HOME or len(carried_out) > 80
    assert faults(carried_out, [COMPOSITE], (False, True)) == []
    # Where any word is refused, this one is; it must be said well.
    assert faults(set(places) - set(carried_out), [COMPOSITE], [False]) == []


def test_a_dangerous_string_in_documents_as_people_write_them() -> None:
    places = [
        place
        for place in document_places()
        if place.planted.kind is Kind.VALUE and place.carried_out
    ]
    assert len(places) > 150
    assert faults(places, [COMPOSITE], [True]) == []


def test_hard_strings_where_names_stand() -> None:
    """A name is a place where the dangerous string is refused, and any word is not."""
    places, _ = schema_places(HOME)
    names = [
        place
        for place in places
        if place.carried_out and not verdict(place, COMPOSITE, True).accepted
    ]
    assert len(names) > 20
    assert faults(names, [STRINGS[name] for name in NAMES], [False]) == []


@pytest.mark.parametrize("name", list(STRINGS))
def test_every_string_in_all_free_texts(name: str) -> None:
    string = STRINGS[name]
    _, data, paths = free_places()[0]
    assert len(paths) > 30
    paths = paths if len(string) < LONG else paths[1:2]
    words = (twin(string), reworded(twin(string)))
    harmless = [Written(everywhere(data, paths, word), word) for word in words]
    found = judge(Written(everywhere(data, paths, string), string), [harmless])

    assert found.faults == ()
    if string and "{{" not in string:
        # What YAML cannot write is the only thing that a free text may not be.
        assert found.accepted is not any("\ud800" <= c <= "\udfff" for c in string)


def test_a_dangerous_string_in_all_free_texts() -> None:
    for _, data, paths in free_places():
        words = (twin(COMPOSITE), reworded(twin(COMPOSITE)))
        harmless = [Written(everywhere(data, paths, word), word) for word in words]
        found = judge(Written(everywhere(data, paths, COMPOSITE), COMPOSITE), [harmless])
        assert found == Verdict((), ())
