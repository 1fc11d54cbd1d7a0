from __future__ import annotations

import pytest

from naftiko_gen.schema import check_official
from tests.schema.reading import SHARED, parse

ROOMS = SHARED / "seed" / "rooms.yaml"

#: Where rooms.yaml is not official: first and last line of the place, code, words for it.
PLACES = [
    (44, 47, "NK201", "`type`, `required` in this consumed input"),
    (60, 63, "NK201", "`type`, `required` in this consumed input"),
    (73, 76, "NK201", "`type`, `required` in this consumed input"),
    (77, 80, "NK201", "`type`, `required` in this consumed input"),
    (93, 96, "NK201", "`type`, `required` in this consumed input"),
    (97, 100, "NK201", "`type`, `required` in this consumed input"),
    (101, 104, "NK201", "`value`, `placement` in this bearer authentication"),
    (109, 109, "NK201", "`description` in this REST adapter"),
    (119, 121, "NK202", "`properties` in this object output"),
    (128, 130, "NK202", "`properties` in this object output"),
    (137, 143, "NK202", "`properties` in this object output"),
    (144, 152, "NK202", "`properties` in this object output"),
    (153, 161, "NK202", "`properties` in this object output"),
    (162, 171, "NK202", "`properties` in this object output"),
    (172, 181, "NK202", "`properties` in this object output"),
]


@pytest.mark.skipif(not ROOMS.is_file(), reason="rooms.yaml lies in ../shared, not here")
def test_the_official_form_finds_fifteen_places() -> None:
    document = parse(ROOMS.read_bytes())
    found = check_official(document, "1.0.0-alpha2")
    assert len(found) == len(PLACES)
    for diagnostic, (first, last, code, words) in zip(found, PLACES, strict=True):
        assert first <= document.position(diagnostic.span.start).line <= last
        assert diagnostic.code == code
        assert diagnostic.message.endswith(words)
        for label in diagnostic.related:
            assert first <= document.position(label.span.start).line <= last
