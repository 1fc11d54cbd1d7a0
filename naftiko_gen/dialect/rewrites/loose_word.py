"""Words that the official lists of choices lack."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_value, without
from naftiko_gen.dialect.rewrites.whole_answer import PLACES
from naftiko_gen.source import Mapping, Node

_CONSUMED = "capability/consumes/*/resources/*/operations/*"
#: Where a word stands, its key, and the word.
_WORDS = (
    (_CONSUMED, "method", "HEAD"),
    ("capability/exposes/*/resources/*/operations/*", "method", "HEAD"),
    (_CONSUMED, "outputRawFormat", "text"),
    *((place, "type", "integer") for place in (f"{_CONSUMED}/outputParameters/*", *PLACES)),
)
_METHOD = "        method: GET\n"


class LooseWord(Rewrite):
    """A word that the official list of choices lacks.

    ## What it does
    Reads the method `HEAD`, the raw format `text` and the type `integer` of an output as what
    they say.

    ## Why is this bad?
    It is not: each has one meaning. The official validator refuses the file.

    ## What to write instead
    Nothing. To satisfy the official validator, `number` for `integer`, and no
    `outputRawFormat`.
    """

    code = "NK127"
    name = "loose-word"
    severity = Severity.INFO
    remedy = "write an official word"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example("        method: HEAD\n", _METHOD)
    good: ClassVar[Example] = Example(_METHOD, _METHOD)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the words; the superset schema takes them."""
        for path, key, word in _WORDS:

            def read(node: Node, key: str = key, word: str = word) -> Node:
                written = text(node, key) if isinstance(node, Mapping) else None
                if written and written.value == word:
                    message = f"`{word}` is none of the official choices"
                    found.append(cls.at(written.span, message))
                return node

            root = at(root, path, read)
        return root

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Write `number` for `integer`, and leave the raw format `text` out."""
        for path, key, word in _WORDS:

            def change(node: Node, key: str = key, word: str = word) -> Node:
                written = text(node, key) if isinstance(node, Mapping) else None
                if not isinstance(node, Mapping) or not written or written.value != word:
                    return node
                if word == "integer":
                    return with_value(node, key, replace(written, value="number"))
                return without(node, key) if word == "text" else node

            root = at(root, path, change)
        return root
