"""The corpus sees a literal function that is broken on purpose; each breach here is a real one."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from naftiko_gen.emit import layout, markdown, python, toml
from tests.hostile.corpus import everywhere
from tests.hostile.documents import Steps, base
from tests.hostile.judge import Written, judge, rendered
from tests.hostile.texts import STRINGS, reworded, twin


def naive_python(value: str) -> str:
    return f'"{value}"'


def forgets_the_backslash(value: str) -> str:
    quoted = value.replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\0", "")
    return f'"{quoted}"'


def naive_words(word: str) -> str:
    return word


def naive_toml(value: str) -> str:
    return f'"{value}"'


def naive_markdown(line: str) -> str:
    return line


def naive_lines(text: str) -> str:
    return text


#: What is broken, by what, and in how many of the strings that must be seen at least.
BREACHES: dict[str, tuple[list[tuple[ModuleType, str]], Callable[[str], str], int]] = {
    "strings of Python": ([(python, "literal_text"), (layout, "literal_text")], naive_python, 20),
    "backslashes in strings of Python": (
        [(python, "literal_text"), (layout, "literal_text")],
        forgets_the_backslash,
        5,
    ),
    "docstrings": ([(python, "_docstring_word")], naive_words, 5),
    "strings of TOML": ([(toml, "_string")], naive_toml, 10),
    "text in Markdown": ([(markdown, "_text")], naive_markdown, 8),
    "lines in Markdown": ([(markdown, "_line")], naive_lines, 5),
}
#: Strings that mean something in one of these languages.
TELLING = re.compile('["\\\\\n\r#*<|_]')


#: Texts that come into files of each of them.
API = ("capability", "consumes", 0)
TEXTS: tuple[Steps, ...] = (
    ("info", "label"),
    ("info", "description"),
    (*API, "description"),
    (*API, "resources", 0, "operations", 0, "description"),
    ("capability", "exposes", 1, "description"),
    ("capability", "exposes", 1, "tools", 0, "description"),
)


def seen() -> int:
    """Return in how many strings the corpus finds a fault."""
    data = base("little")
    found = 0
    for string in STRINGS.values():
        if len(string) < 10_000 and TELLING.search(string):
            words = (twin(string), reworded(twin(string)))
            harmless = [Written(everywhere(data, TEXTS, word), word) for word in words]
            try:
                hostile = Written(everywhere(data, TEXTS, string), string)
                found += bool(judge(hostile, [harmless]).faults)
            except ValueError:  # no file could be read, not even that of a harmless word
                found += 1
    return found


def test_nothing_is_seen_where_nothing_is_broken() -> None:
    assert seen() == 0


@pytest.mark.parametrize("name", list(BREACHES))
def test_a_broken_function_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    functions, naive, least = BREACHES[name]
    for module, function in functions:
        monkeypatch.setattr(module, function, naive)
    rendered.cache_clear()
    try:
        count = seen()
    finally:
        rendered.cache_clear()
    print(f"{name}: seen in {count} strings")
    assert count >= least
