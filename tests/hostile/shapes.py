"""What of a generated file is syntax, and what is a constant.

A file becomes its *shape*, the tree with all constants and names taken out, and lists of those
constants and names in the order of the file. Strings of a capability may change constants;
names only where another harmless word changes them too; the shape never.
"""

from __future__ import annotations

import ast
import io
import json
import re
import shlex
import tomllib
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias, cast

from dotenv.parser import parse_stream
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Nested tuples and words.
Shape: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A file, taken apart. ``texts`` are constants that stand exactly as they are meant."""

    shape: Shape
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file is not of its own language, or holds what it must never hold."""


def skeleton(path: str, content: bytes) -> Skeleton:
    """Take a file apart.

    Raises:
        Unreadable: the file is not what its name says.
    """
    name = PurePosixPath(path).name
    reader = next((r for end, r in READERS.items() if name.endswith(end)), None)
    if reader is None:
        raise Unreadable(f"no reader is known for {path}")
    try:
        return reader(content.decode("utf-8"))
    except (ValueError, SyntaxError, RecursionError) as error:
        raise Unreadable(f"{path}: {type(error).__name__}: {error}") from error


# --- Python


def python(text: str) -> Skeleton:
    """Take a module apart: statements, expressions and comments."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # an escape that there is not
        tree = ast.parse(text)
    names: list[str] = []
    texts: list[str] = []
    imported = sorted(
        repr((type(node).__name__, len(node.names)))
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    )
    statements = [
        _python(node, names, texts)
        for node in tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    # Imports are sorted by name: another name may stand at another place.
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            _check_import(node)
    shape = (tuple(imported), tuple(statements), _comments(text, tree))
    return Skeleton(shape, tuple(names), tuple(texts))


def _python(node: object, names: list[str], texts: list[str]) -> Shape:
    match node:
        case ast.Constant(value=str(value)):
            texts.append(value)
            return "text"
        case ast.Constant(value=value):
            return ("constant", type(value).__name__)
        case ast.AST():
            children: list[Shape] = [type(node).__name__]
            for field in node._fields:
                value = getattr(node, field)
                if isinstance(value, str):
                    names.append(value)
                elif value is not None:
                    children.append((field, _python(value, names, texts)))
            return tuple(children)
        case list():
            return tuple(_python(item, names, texts) for item in cast("list[object]", node))
        case _:
            return repr(node)


def _check_import(node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", alias.name):
            raise ValueError(f"import of {alias.name!r}")


def _comments(text: str, tree: ast.AST) -> tuple[str, ...]:
    """Return the comments: what follows a hash outside of string literals."""
    if "#" not in text:
        return ()
    lines = text.encode().split(b"\n")
    inside: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr():
                # Python 3.11 gives the parts of such a string the place of the whole.
                inside.update(map(id, ast.walk(node)))
                _blank(lines, node)
            case ast.Constant(value=str() | bytes()) if id(node) not in inside:
                _blank(lines, node)
            case _:
                pass
    return tuple(line[line.index(b"#") :].decode() for line in lines if b"#" in line)


def _blank(lines: list[bytes], node: ast.expr) -> None:
    first, last = node.lineno - 1, cast(int, node.end_lineno) - 1
    for number in range(first, last + 1):
        line = lines[number]
        start = node.col_offset if number == first else 0
        end = cast(int, node.end_col_offset) if number == last else len(line)
        lines[number] = line[:start] + b"." * (end - start) + line[end:]


# --- Data


def toml(text: str) -> Skeleton:
    """Take a TOML document apart."""
    return _data(tomllib.loads(text))


def json_document(text: str) -> Skeleton:
    """Take a JSON document apart; no key may stand twice."""
    return _data(json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a key twice: {[key for key, _ in pairs]}")
    return found


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


def _data(value: object) -> Skeleton:
    names: list[str] = []
    texts: list[str] = []

    def shape(value: object) -> Shape:
        match value:
            case dict():
                members = cast("Mapping[str, object]", value)
                names.extend(members)
                return ("mapping", *map(shape, members.values()))
            case list():
                return ("list", *map(shape, cast("list[object]", value)))
            case str():
                texts.append(value)
                return "text"
            case _:
                return repr(value)

    whole = shape(value)
    return Skeleton(whole, tuple(names), tuple(texts))


# --- Markdown

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: Text, however it is shown.
_TEXT = frozenset({"text", "text_special", "code_inline"})


def markdown(text: str) -> Skeleton:
    """Take a page apart: blocks and what stands in lines. Code for a shell is taken apart too."""
    shapes: list[Shape] = []
    for token in _MARKDOWN.parse(text):
        match token.type:
            case "fence" | "code_block":
                shapes.append((token.type, token.info, _code(token)))
            case "inline":
                shapes.append(tuple(_inline(token.children or [])))
            case kind:
                shapes.append((kind, token.tag, tuple(sorted(token.attrs.items()))))
    return Skeleton(tuple(shapes))


def _inline(tokens: list[Token]) -> Iterator[Shape]:
    before = ""
    for token in tokens:
        kind = "text" if token.type in _TEXT else token.type
        if kind != "text" or before != "text":
            yield kind
        before = kind


def _code(token: Token) -> Shape:
    if token.info == "sh":
        # As many words, for a reader who copies them.
        return len(shlex.split(token.content))
    if token.info == "json":
        return json_document(token.content).shape
    return token.content


# --- Lines


def dotenv(text: str) -> Skeleton:
    """Take an ``.env`` file apart, as python-dotenv reads it, and line by line."""
    lines = text.split("\n")
    for line in lines:
        if not re.fullmatch(r"(?:#[^\r\0]*|[A-Za-z_][A-Za-z0-9_]*=[^\r\0]*|)", line):
            raise ValueError(f"no line of an .env file: {line[:100]!r}")
    names: list[str] = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            raise ValueError(f"python-dotenv cannot read {binding.original.string[:100]!r}")
        if binding.key is not None:
            names.append(binding.key)
    return Skeleton(tuple(line[:1] == "#" or bool(line) for line in lines), tuple(names))


_INSTRUCTION = re.compile(
    r"(FROM|WORKDIR|COPY|RUN|USER|ENV|EXPOSE|ENTRYPOINT|CMD|HEALTHCHECK) [^\r\0\\`]*"
)


def dockerfile(text: str) -> Skeleton:
    """Take a Dockerfile apart: one instruction a line, none of them continued."""
    words: list[Shape] = []
    names: list[str] = []
    for line in text.split("\n"):
        if not line or line.startswith("# "):
            continue
        match = _INSTRUCTION.fullmatch(line)
        if match is None:
            raise ValueError(f"no instruction: {line[:100]!r}")
        instruction, _, rest = line.partition(" ")
        if instruction == "ENTRYPOINT":
            names += json.loads(rest)
        elif instruction == "ENV":
            name, value = re.fullmatch(r'([A-Za-z_][A-Za-z0-9_]*)="([^"$]*)"', rest).groups()  # type: ignore[union-attr]
            names += [name, value]
        else:
            words.append(rest)
        words.append(instruction)
    return Skeleton(tuple(words), tuple(names))


def nothing(text: str) -> Skeleton:
    """Take an empty file apart."""
    return Skeleton(text)


READERS: Mapping[str, Callable[[str], Skeleton]] = {
    ".py": python,
    ".toml": toml,
    ".json": json_document,
    ".md": markdown,
    ".env.example": dotenv,
    "Dockerfile": dockerfile,
    "py.typed": nothing,
}
