"""An ``.env`` file reads back what was written."""

import io
import shlex

import pytest
from dotenv import dotenv_values
from hypothesis import given

from naftiko_gen.emit import dotenv
from naftiko_gen.emit.characters import HIDDEN, visible, words
from tests.emit.texts import TEXT

NO_FORM = "no form in an .env file"


def _read(line: str) -> dict[str, str | None]:
    """Read a file of three lines, with values expanded as python-dotenv does by default."""
    return dict(dotenv_values(stream=io.StringIO(f"A=1\n{line}\nZ=2\n")))


@given(TEXT)
def test_an_assignment_reads_back_or_is_refused(value: str) -> None:
    try:
        line = dotenv.assignment("X_1", value).text
    except ValueError:
        assert HIDDEN.search(value) or set(value) & set("\\'$")
    else:
        assert _read(line) == {"A": "1", "X_1": value, "Z": "2"}
        assert shlex.split(line) == [f"X_1={value}"]
        assert "\n" not in line


@given(TEXT)
def test_comments_hold_nothing_but_a_comment(text: str) -> None:
    line = dotenv.comment(text).text
    assert _read(line) == {"A": "1", "Z": "2"}
    assert line.startswith("#")
    assert words(line)[1:] == words(visible(" ".join(words(text))))
    assert not HIDDEN.search(line)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", "X="),
        ("https://api.100ms.live/v2", "X=https://api.100ms.live/v2"),
        ("127.0.0.1:8080", "X=127.0.0.1:8080"),
        ("a b", "X='a b'"),
        ("a #b", "X='a #b'"),
        ("$HOME", "X='$HOME'"),
        ("it's", 'X="it\'s"'),
        ("日本", "X='日本'"),
        ("~", "X='~'"),
    ],
)
def test_how_assignments_look(value: str, written: str) -> None:
    assert dotenv.assignment("X", value).text == written
    assert dotenv.default("X", value).text == f"# {written}"


@pytest.mark.parametrize(
    "value", ["${HOME}", "a\nB=1", "\r", "\x00", "a\\b", "it's $HOME", "'\"", "'`id`", "\u202e"]
)
def test_what_readers_read_in_many_ways_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=NO_FORM):
        dotenv.assignment("X", value)
    with pytest.raises(ValueError, match=NO_FORM):
        dotenv.default("X", value)


@pytest.mark.parametrize("name", ["", "1A", "A B", "A=1", "A\n", "A-B", "É"])
def test_what_is_no_variable(name: str) -> None:
    with pytest.raises(ValueError, match="is no variable's name"):
        dotenv.assignment(name)
