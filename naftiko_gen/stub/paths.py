"""Path templates of a spec, and the raw request paths that fit them.

A request path is matched as it came, still percent-encoded and segment by segment: decoding
first would let a value with an encoded slash pass for two segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

# Both spellings of a variable, and the shell's: {{x}}, {x}, ${x}.
# White space round a name is taken off afterwards: a pattern that skipped it would try every
# way to split a long run of it.
_VARIABLE = re.compile(r"\$?(?:\{\{([^{}]*)\}\}|\{([^{}]*)\})")
_QUERY_OR_FRAGMENT = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a template.

    ``names`` are its variables. ``shape`` says what the segment means to the store: a text for
    a fixed part, None for a variable one. Mostly it has one entry; ``x({id})`` has two, the
    collection and the item, and so has ``{id}:enable``, the item and what is done to it.
    """

    names: tuple[str, ...]
    shape: tuple[str | None, ...]
    pattern: re.Pattern[str]

    def match(self, raw: str) -> tuple[str, ...] | None:
        """Return ``raw`` as the store's keys, one for each entry of ``shape``, or None."""
        found = self.pattern.fullmatch(raw)
        if found is None:
            return None
        value = unquote(found[1] if len(self.names) == 1 else raw)
        return tuple(value if part is None else part for part in self.shape)


@dataclass(frozen=True, slots=True)
class Template:
    """The path of an operation, without its query and fragment."""

    segments: tuple[Segment, ...]
    trailing_slash: bool

    @classmethod
    def parse(cls, path: str) -> Template:
        """Read the path of a spec; a missing leading slash is added, nothing is refused."""
        path = _QUERY_OR_FRAGMENT.split(path, maxsplit=1)[0].removeprefix("/")
        texts = path.split("/")
        trailing_slash = texts[-1] == ""
        if trailing_slash:
            del texts[-1]
        return cls(tuple(_segment(text) for text in texts), trailing_slash)

    @property
    def shape(self) -> tuple[str | None, ...]:
        """The shapes of all segments in a row."""
        return tuple(part for segment in self.segments for part in segment.shape)

    @property
    def identity(self) -> tuple[object, ...]:
        """What two templates share that fit the same paths, whatever their variables' names."""
        return (self.trailing_slash, *(segment.pattern.pattern for segment in self.segments))

    def items(self) -> Iterator[tuple[tuple[str | None, ...], tuple[str, ...]]]:
        """Yield each beginning of the shape that ends in a variable part, with its names."""
        shape: list[str | None] = []
        for segment in self.segments:
            for part in segment.shape:
                shape.append(part)
                if part is None:
                    yield tuple(shape), segment.names

    @property
    def vagueness(self) -> tuple[int, ...]:
        """Sort key: of several templates that fit a path, the least vague one is meant."""
        return tuple(_vagueness(segment) for segment in self.segments)

    def match(self, raw: Sequence[str], trailing_slash: bool) -> tuple[str, ...] | None:
        """Return the store's keys for a request path, or None if it does not fit.

        ``raw`` are its segments without the empty one behind a trailing slash. A slash that
        the template has may be missing; one that it lacks may not be added, since an empty
        last value looks just like that.
        """
        if len(raw) != len(self.segments) or (trailing_slash and not self.trailing_slash):
            return None
        keys: list[str] = []
        for segment, text in zip(self.segments, raw, strict=True):
            part = segment.match(text)
            if part is None:
                return None
            keys.extend(part)
        return tuple(keys)


def variables(text: str) -> tuple[str, ...]:
    """Return the names of all variables in ``text``, in either spelling."""
    return tuple((found[1] or found[2] or "").strip() for found in _VARIABLE.finditer(text))


def has_variable(text: str) -> bool:
    """Say whether ``text`` still holds a variable in double braces."""
    return re.search(r"\{\{[^{}]*\}\}", text) is not None


def until_variable(text: str) -> str:
    """Return the text before the first variable."""
    found = _VARIABLE.search(text)
    return text[: found.start()] if found else text


def _segment(text: str) -> Segment:
    fixed: list[str] = []
    pattern = ""
    end = 0
    for found in _VARIABLE.finditer(text):
        fixed.append(text[end : found.start()])
        pattern += _literal(fixed[-1]) + "(.+?)"
        end = found.end()
    fixed.append(text[end:])
    pattern += _literal(fixed[-1])
    names = variables(text)
    return Segment(names, _shape(text, names, fixed), re.compile(pattern, re.DOTALL))


def _shape(text: str, names: tuple[str, ...], fixed: list[str]) -> tuple[str | None, ...]:
    if not names:
        # /rooms.json is the collection of /rooms/{id}.json.
        return (unquote(text.removesuffix(".json")),)
    before, after = fixed[0], fixed[-1]
    collection, bracket, _ = before.partition("(")
    if bracket and collection:
        return (collection, None)
    if after.startswith(":"):
        return (None, after[1:])
    return (None,)


def _literal(text: str) -> str:
    # A client may percent-encode any character of the path, and must encode some.
    return "".join(_character(character) for character in unquote(text))


def _character(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "replace"))
    return f"(?:{re.escape(character)}|(?i:{encoded}))"


def _vagueness(segment: Segment) -> int:
    if not segment.names:
        return 0
    return 2 if segment.pattern.pattern == "(.+?)" else 1
