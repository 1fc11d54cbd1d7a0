"""`description` on a REST adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, text, without
from naftiko_gen.source import Entry, Mapping, Node, Scalar


class RestDescription(Rewrite):
    """Description of a REST adapter.

    ## What it does
    Reads `description` of a REST adapter as the text that presents its API, in the OpenAPI
    document and the README. The official schema knows the key for MCP adapters only.

    ## Why is this bad?
    It is not: nearly every published file has it. The official validator refuses the file.

    ## What to write instead
    Nothing, or move the text to `info.description` to satisfy the official validator.
    """

    code = "NK101"
    name = "rest-description"
    severity = Severity.INFO
    remedy = "take the key out"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example(
        "    port: 8080\n    description: Items over REST.\n", "    port: 8080\n"
    )
    good: ClassVar[Example] = Example("    port: 8080\n", "    port: 8080\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the key; the superset schema knows it."""

        def read(adapter: Node) -> Node:
            if (
                isinstance(adapter, Mapping)
                and (kind := adapter.get("type"))
                and getattr(kind, "value", None) == "rest"
                and (entry := adapter.entry("description"))
            ):
                message = "`description` of a REST adapter presents its API"
                found.append(cls.at(entry.key.span, message))
            return adapter

        return at(root, "capability/exposes/*", read)

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Take the key out; a document that has no other description keeps the text."""
        texts: list[Node] = []

        def take_out(adapter: Node) -> Node:
            kind = text(adapter, "type") if isinstance(adapter, Mapping) else None
            entry = adapter.entry("description") if isinstance(adapter, Mapping) else None
            if not isinstance(adapter, Mapping) or not kind or kind.value != "rest" or not entry:
                return adapter
            texts.append(entry.value)
            return without(adapter, "description")

        def keep(info: Node) -> Node:
            if not texts or not isinstance(info, Mapping) or info.entry("description"):
                return info
            entry = Entry(Scalar(texts[0].span, "description"), texts[0])
            return replace(info, entries=(*info.entries, entry))

        return at(at(root, "capability/exposes/*", take_out), "info", keep)
