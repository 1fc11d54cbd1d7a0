"""Names that the official pattern refuses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar

_OFFICIAL = r"[a-zA-Z0-9-]+"
_OFFICIAL_INPUT = r"[a-zA-Z0-9-_*]+"
_NAME = r"[a-zA-Z0-9_:-]+"
_TOOL = r"[a-zA-Z0-9_.-]+"
_ANY = r"(?s:.+)"
#: RFC 9110, section 5.6.2. Another name of a header is an error of its own.
_HEADER = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
#: Where a name stands, the key, what is official there, and what else is read.
_PLACES = tuple(
    (path, key, re.compile(official), re.compile(loose))
    for path, key, official, loose in (
        ("capability/consumes/*", "namespace", _OFFICIAL, _NAME),
        ("capability/consumes/*/resources/*", "name", _OFFICIAL, r"(?s:.*)"),
        ("capability/consumes/*/resources/*/operations/*", "name", _OFFICIAL, _NAME),
        (
            "capability/consumes/*/resources/*/operations/*/inputParameters/*",
            "name",
            _OFFICIAL_INPUT,
            _ANY,
        ),
        ("capability/exposes/*", "namespace", _OFFICIAL, _NAME),
        ("capability/exposes/*/resources/*", "name", _OFFICIAL, _NAME),
        ("capability/exposes/*/resources/*/inputParameters/*", "name", _OFFICIAL_INPUT, _ANY),
        ("capability/exposes/*/resources/*/operations/*", "name", _OFFICIAL, _NAME),
        (
            "capability/exposes/*/resources/*/operations/*/inputParameters/*",
            "name",
            _OFFICIAL_INPUT,
            _ANY,
        ),
        ("capability/exposes/*/tools/*", "name", _OFFICIAL, _TOOL),
        ("capability/exposes/*/tools/*/inputParameters/*", "name", _OFFICIAL_INPUT, _ANY),
    )
)
_TOOL_NAME = "    - name: get-item\n"


class LooseName(Rewrite):
    """A name beyond the official pattern.

    ## What it does
    Takes a name as it stands that the official pattern refuses: with `_` or `:` (of tools,
    `.` too), and any text for an input, whose name is that on the wire. A consumed resource,
    which nothing refers to, may have any name, or an empty one.

    ## Why is this bad?
    It is not: names are compared, letter by letter. The official validator refuses the file.

    ## What to write instead
    Nothing, or letters, digits and `-` to satisfy the official validator.
    """

    code = "NK122"
    name = "loose-name"
    severity = Severity.INFO
    remedy = "write an official name"
    bad: ClassVar[Example] = Example("    - name: get_item\n", _TOOL_NAME)
    good: ClassVar[Example] = Example(_TOOL_NAME, _TOOL_NAME)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the names; the superset schema takes them."""
        for path, key, official, loose in _PLACES:

            def read(
                node: Node,
                key: str = key,
                official: re.Pattern[str] = official,
                loose: re.Pattern[str] = loose,
            ) -> Node:
                entry = node.entry(key) if isinstance(node, Mapping) else None
                name = _name(entry) if entry else None
                if entry is None or name is None or official.fullmatch(name):
                    return node
                place = text(node, "in") if isinstance(node, Mapping) else None
                pattern = _HEADER if place and place.value == "header" else loose
                if pattern.fullmatch(name):
                    found.append(cls._of(entry, name))
                return node

            root = at(root, path, read)
        return root

    @classmethod
    def _of(cls, entry: Entry, name: str) -> Diagnostic:
        if not name:
            return cls.at(entry.key.span, "an empty name, to which nothing refers")
        return cls.at(entry.value.span, "a name that the official pattern refuses")

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Rename consumed resources: nothing refers to them, and nothing is named after them."""

        def rename(node: Node) -> Node:
            entry = node.entry("name") if isinstance(node, Mapping) else None
            name = _name(entry) if entry else None
            if not isinstance(node, Mapping) or entry is None or name is None:
                return node
            if re.fullmatch(_OFFICIAL, name) or not isinstance(entry.value, Scalar):
                return node
            words = re.findall(_OFFICIAL, name)
            return with_value(node, "name", replace(entry.value, value="-".join(words) or "root"))

        return at(root, "capability/consumes/*/resources/*", rename)


def _name(entry: Entry) -> str | None:
    match entry.value:
        case Scalar(value=str(name)):
            return name
        case Scalar(value=None):
            return ""
        case _:
            return None
