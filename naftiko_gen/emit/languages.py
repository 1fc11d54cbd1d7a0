"""The languages of generated files: their code type, and what their templates may use.

A new language is a module with literal functions, and an entry here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from naftiko_gen.emit import (
    code,
    doc,
    dockerfile,
    dotenv,
    html,
    jsontext,
    layout,
    markdown,
    python,
    toml,
    yamltext,
)


@dataclass(frozen=True, slots=True)
class Syntax:
    """What of a language the guard must know to tell code from strings and comments.

    ``delimiters`` is a pattern of what opens a string, and closes it again; one of three
    characters may span lines, others end with theirs. ``comment`` begins a comment.
    """

    delimiters: str
    comment: str = "(?!)"


@dataclass(frozen=True, slots=True)
class Markup:
    """A language of elements and attributes, where a value is content or a whole attribute.

    ``attribute`` and ``link`` name the filters that bring the quotes of an attribute; only
    ``link`` may make an address.
    """

    attribute: str
    link: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What templates of one language may use. All of it takes plain values, and returns code."""

    code: type[code.Code]
    syntax: Syntax | Markup
    filters: Mapping[str, Callable[..., object]]
    functions: Mapping[str, Callable[..., object]]


class Language(Enum):
    """A language; the value is how the names of its files end."""

    PYTHON = ".py"
    TOML = ".toml"
    MARKDOWN = ".md"
    JSON = ".json"
    DOTENV = ".env.example"
    DOCKERFILE = "Dockerfile"
    HTML = ".html"
    YAML = ".yaml"

    @property
    def vocabulary(self) -> Vocabulary:
        """What templates of this language may use."""
        return _VOCABULARIES[self]


def language_of(path: str) -> Language:
    """Return the language of a template, by its name without ``.jinja``.

    Raises:
        LookupError: no language's files are named so.
    """
    file = PurePosixPath(path).name.removesuffix(".jinja")
    for language in Language:
        if file.endswith(language.value):
            return language
    raise LookupError(f"no language is known for {path}")


_QUOTES = "\"\"\"|'''|\"|'"
_HASH = "#"
_HASH_FIRST = "(?<![^\n])[ \t]*#"
_HASH_APART = r"(?<!\S)#"

_VOCABULARIES: Mapping[Language, Vocabulary] = {
    Language.PYTHON: Vocabulary(
        code.PyCode,
        Syntax(_QUOTES, _HASH),
        {
            "docstring": python.docstring,
            "dotted": python.dotted,
            "layout": layout.layout,
            "literal": python.literal,
            "name": python.name,
            "string": python.string,
        },
        {
            "call": doc.call,
            "fixed": python.fixed,
            "import_from": layout.import_from,
            "phrase": python.phrase,
            "statement": layout.statement,
            "subscript": doc.subscript,
        },
    ),
    Language.TOML: Vocabulary(
        code.TomlCode,
        Syntax(_QUOTES, _HASH),
        {"array": toml.array, "key": toml.key, "string": toml.string},
        {},
    ),
    Language.MARKDOWN: Vocabulary(
        code.MarkdownCode,
        Syntax("`+"),
        {"code": markdown.code, "fence": markdown.fence, "text": markdown.text},
        {},
    ),
    Language.JSON: Vocabulary(code.JsonCode, Syntax('"'), {"document": jsontext.document}, {}),
    Language.DOTENV: Vocabulary(
        code.DotenvCode,
        Syntax("\"|'", _HASH_FIRST),
        {"comment": dotenv.comment},
        {"assignment": dotenv.assignment, "default": dotenv.default},
    ),
    Language.DOCKERFILE: Vocabulary(
        code.DockerfileCode,
        Syntax('"', _HASH_FIRST),
        {"arguments": dockerfile.arguments, "port": dockerfile.port, "token": dockerfile.token},
        {"variable": dockerfile.variable},
    ),
    Language.HTML: Vocabulary(
        code.HtmlCode,
        Markup(attribute="attribute", link="link"),
        {"attribute": html.attribute, "link": html.link, "text": html.text},
        {},
    ),
    Language.YAML: Vocabulary(
        code.YamlCode, Syntax("\"|'", _HASH_APART), {"string": yamltext.string}, {}
    ),
}
