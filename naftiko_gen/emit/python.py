"""Literals and identifiers of Python, written as ``ruff format`` leaves them."""

import math
import re
from collections.abc import Iterator
from typing import Final, LiteralString

from naftiko_gen.emit.characters import escape, settled, width, words
from naftiko_gen.emit.code import TRUST, PyCode, TaintError, joined

#: Columns of a line of generated Python.
LINE: Final = 88
NAME_LIMIT: Final = 60

# Written out, so that a newer Python with a new keyword does not change the output.
_KEYWORDS = frozenset(
    "False None True and as assert async await break class continue def del elif else except "
    "finally for from global if import in is lambda nonlocal not or pass raise return try while "
    "with yield".split()
)
_NAME = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_]*")
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•]|[0-9]{1,3}[.)])[ \t]")


def fixed(text: LiteralString) -> PyCode:
    """Return Python that this package or a template wrote itself.

    ``text`` is always a literal, never a value: pyright, a test over this package and the
    guard of the templates hold each caller to it.
    """
    return PyCode(text, TRUST)


def phrase(*parts: PyCode) -> PyCode:
    """Join code, such as ``await `` and a method's name.

    Raises:
        TaintError: a part is no Python code (templates are not type-checked), or a quote would
            touch a letter or another quote.
    """
    if strange := {type(part) for part in parts} - {PyCode}:
        raise TaintError(f"{strange.pop().__name__} in place of PyCode")
    return joined(PyCode, parts)


def string(value: str) -> PyCode:
    """Return a string literal on one line; ``ast.literal_eval`` gives ``value`` back."""
    return PyCode(literal_text(value), TRUST)


def literal_text(value: str) -> str:
    """Return what ``string`` returns, as plain text."""
    # Templates are not type-checked: str.count refuses a list, whose items would pass for
    # characters below.
    quote = "'" if str.count(value, '"') > str.count(value, "'") else '"'
    return quote + "".join(_escaped(value, quote)) + quote


def _escaped(value: str, quote: str) -> Iterator[str]:
    for character in value:
        if character == quote:
            yield "\\" + quote
        elif character in _SHORT:
            yield _SHORT[character]
        else:
            yield character if settled(character) else escape(character)


def number(value: int | float) -> PyCode:
    """Return a number literal.

    Raises:
        ValueError: infinity and NaN have no literal.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} has no literal")
    written = int.__repr__(value) if isinstance(value, int) else float.__repr__(value)
    return PyCode(written.replace("e+", "e"), TRUST)


def literal(value: str | int | float | bool | None) -> PyCode:
    """Return the literal of a scalar.

    Raises:
        ValueError: infinity and NaN have no literal.
    """
    if value is None or isinstance(value, bool):
        return PyCode(repr(value), TRUST)
    return string(value) if isinstance(value, str) else number(value)


def name(value: str) -> PyCode:
    """Return an identifier.

    Raises:
        ValueError: ``value`` is no ASCII identifier; a keyword; ``l``, ``O`` or ``I``, which
            linters refuse; longer than 60 characters; or starts with two underscores, which
            Python reads as a name of its own or mangles in a class.
    """
    if (
        not _NAME.fullmatch(value)
        or value in _KEYWORDS
        or value in ("l", "O", "I")
        or len(value) > NAME_LIMIT
    ):
        raise ValueError(f"{value[:100]!r} cannot be a name in generated Python")
    return PyCode(value, TRUST)


def dotted(value: str) -> PyCode:
    """Return identifiers with dots between them, such as a module's full name.

    Raises:
        ValueError: a part cannot be a name.
    """
    return PyCode(".".join(name(part).text for part in value.split(".")), TRUST)


def docstring(text: str, indent: int) -> PyCode:
    """Return a whole docstring, quotes included, for a place ``indent`` columns from the left.

    Paragraphs and the items of lists begin on lines of their own, and are wrapped; a word is
    never cut. A line never starts with a doctest's prompt, so ``>>>`` of a capability is not
    run by ``pytest --doctest-modules``.
    """
    lines: list[str] = []
    for block in _blocks(text):
        # Three columns for the opening quotes, three more should it stay the only line.
        lines += _wrap(block, LINE - indent, lead=0 if lines else 6)
    margin = "\n" + " " * indent
    body = margin.join(lines).replace(f"{margin}\n", "\n\n")
    if body.startswith('"'):
        body = "\\" + body
    if body.endswith('"') and _trailing_backslashes(body[:-1]) % 2 == 0:
        body = body[:-1] + '\\"'
    if len(lines) > 1:
        body += margin
    return PyCode(f'"""{body or " "}"""', TRUST)


def _trailing_backslashes(text: str) -> int:
    return len(text) - len(text.rstrip("\\"))


def _blocks(text: str) -> list[list[str]]:
    """Return the words of each paragraph and list item, with [] for the blank lines between."""
    blocks: list[list[str]] = []
    for line in re.split("\r\n|[\n\r]", text):
        found = words(line)
        if blocks and blocks[-1] and found and not _LIST_ITEM.match(line):
            blocks[-1] += found
        elif found or (blocks and blocks[-1]):
            blocks.append(found)
    return blocks if not blocks or blocks[-1] else blocks[:-1]


def _wrap(block: list[str], columns: int, lead: int) -> list[str]:
    lines = [""]
    for word in map(_docstring_word, block):
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and lead + width(candidate) > columns:
            lines.append(word)
            lead = 0
        else:
            lines[-1] = candidate
    return lines


def _docstring_word(word: str) -> str:
    if word.startswith(">>>"):
        word = "\\" + word
    return "".join(_escaped(word, "\\")).replace('"""', '\\"\\"\\"')
