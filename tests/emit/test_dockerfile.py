"""The few values of a Dockerfile, and that nothing else gets in."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naftiko_gen.emit import dockerfile
from naftiko_gen.emit.characters import HIDDEN
from tests.emit.texts import TEXT


@given(TEXT)
def test_a_variable_reads_back_or_is_refused(value: str) -> None:
    try:
        written = dockerfile.variable("X", value).text
    except ValueError:
        assert HIDDEN.search(value)
    else:
        inner = re.fullmatch(r'X="((?:[^"\\$]|\\["\\$])*)"', written)
        assert inner is not None
        assert re.sub(r"\\(.)", r"\1", inner[1]) == value


def test_how_variables_look() -> None:
    assert dockerfile.variable("A_1", "0.0.0.0:8080").text == 'A_1="0.0.0.0:8080"'
    assert dockerfile.variable("A", '$HOME "x" \\').text == 'A="\\$HOME \\"x\\" \\\\"'


@pytest.mark.parametrize("name", ["", "1A", "A B", "A=", "A\n", "É"])
def test_what_is_no_variable(name: str) -> None:
    with pytest.raises(ValueError, match="is no variable's name"):
        dockerfile.variable(name, "")


@given(st.lists(TEXT, max_size=4))
def test_arguments_read_back(values: list[str]) -> None:
    written = dockerfile.arguments(values).text
    assert json.loads(written) == json.loads(json.dumps(values))
    assert written.isascii()
    assert "\n" not in written


def test_tokens() -> None:
    assert dockerfile.token("rooms-1.0_x").text == "rooms-1.0_x"
    for value in ("", "a b", "a\n", "-x", "a/b", "$x", "é", "a;b", "a" * 101):
        with pytest.raises(ValueError, match="is no plain word"):
            dockerfile.token(value)


def test_ports() -> None:
    assert [dockerfile.port(value).text for value in (1, 8080, 65535)] == ["1", "8080", "65535"]
    for value in (0, -1, 65536):
        with pytest.raises(ValueError, match="is no port"):
            dockerfile.port(value)
