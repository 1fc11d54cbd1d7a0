"""Text that is known to be safe: one type for each language that the generator writes.

Whatever a template puts out must be of its own file's type. Only the literal functions of a
language (and what joins their results) make one, so a string of a capability, which may hold
anything, has no way into a file but through such a function.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar


class TaintError(Exception):
    """A text would have entered a file without being code of that file's language.

    This is always a mistake in a template or in this package, never one of a capability.
    """


class Trust:
    """The key to the code types. There is one, ``TRUST``; templates never see it."""


TRUST: Final = Trust()


@dataclass(frozen=True, slots=True, init=False)
class Code:
    """Text in one language.

    It is no ``str``: ``+``, ``%``, ``format`` and ``join`` either fail or give a plain string,
    which the environments refuse.

    Raises:
        TypeError: made without ``TRUST``. A test allows that name in a few modules only.
    """

    text: str

    def __init__(self, text: str, trust: Trust) -> None:
        if trust is not TRUST:
            raise TypeError(f"only a literal function makes a {type(self).__name__}")
        object.__setattr__(self, "text", text)

    def __str__(self) -> str:
        return self.text


class PyCode(Code):
    """Python source."""

    __slots__ = ()


class TomlCode(Code):
    """TOML."""

    __slots__ = ()


class MarkdownCode(Code):
    """Markdown, as CommonMark and GitHub read it."""

    __slots__ = ()


class JsonCode(Code):
    """JSON."""

    __slots__ = ()


class DotenvCode(Code):
    """Lines of an ``.env`` file."""

    __slots__ = ()


class DockerfileCode(Code):
    """Parts of a Dockerfile."""

    __slots__ = ()


class HtmlCode(Code):
    """HTML: content, or the whole value of an attribute."""

    __slots__ = ()


class YamlCode(Code):
    """YAML."""

    __slots__ = ()


AnyCode = TypeVar("AnyCode", bound=Code)


def joined(language: type[AnyCode], parts: Iterable[str | Code]) -> AnyCode:
    """Join code with text that a template or this package wrote itself.

    Raises:
        TaintError: in Python, a quote would touch what stands before it: a letter makes
            another kind of literal of it (``f"…"``), a second quote makes a third possible.
    """
    texts = [text for text in map(str, parts) if text]
    if language is PyCode:
        for left, right in pairwise(texts):
            if right[0] in "\"'" and (left[-1] in "\"'_" or left[-1].isalnum()):
                raise TaintError(f"a quote directly behind {left[-20:]!r}")
    return language("".join(texts), TRUST)
