"""Lines of an ``.env`` file, as shells, Docker Compose and python-dotenv alike read them."""

import re

from naftiko_gen.emit.characters import HIDDEN, visible, words
from naftiko_gen.emit.code import TRUST, DotenvCode

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=-]*")


def assignment(name: str, value: str = "") -> DotenvCode:
    """Return ``NAME=value``, quoted where needed.

    Raises:
        ValueError: ``name`` is no variable's name, or ``value`` has no form that all readers
            agree on: it holds what cannot be seen (line breaks among it), a backslash, a
            single quote beside a double one, a backtick or ``$``, or else ``${``, which
            python-dotenv expands even inside of quotes.
    """
    return DotenvCode(f"{_name(name)}={_value(value)}", TRUST)


def default(name: str, value: str) -> DotenvCode:
    """Return ``# NAME=value``: what holds while the line stays a comment.

    Raises:
        ValueError: as ``assignment``.
    """
    return DotenvCode(f"# {_name(name)}={_value(value)}", TRUST)


def comment(text: str) -> DotenvCode:
    """Return a comment on one line; U+FFFD takes the place of what cannot be seen."""
    return DotenvCode(visible(" ".join(["#", *words(text)])), TRUST)


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name[:100]!r} is no variable's name")
    return name


def _value(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    if not HIDDEN.search(value) and "${" not in value:
        if "'" not in value and "\\" not in value:
            return f"'{value}'"
        if not re.search(r'[\\"$`]', value):
            return f'"{value}"'
    raise ValueError(f"no form in an .env file that all readers agree on: {value[:100]!r}")
