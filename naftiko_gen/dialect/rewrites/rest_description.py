"""`description` on a REST adapter."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at
from naftiko_gen.source import Mapping, Node


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
