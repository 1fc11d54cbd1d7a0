"""`auth` for `authentication`."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, with_key
from naftiko_gen.source import Mapping, Node


class AuthAlias(Rewrite):
    """Key `auth` for `authentication`.

    ## What it does
    Reads `auth` of a consumed API as its `authentication`.

    ## Why is this bad?
    The reference engine overlooks the key and sends no credentials.

    ## What to write instead
    `authentication`.
    """

    code = "NK110"
    name = "auth-alias"
    severity = Severity.WARNING
    remedy = "rename the key"
    bad: ClassVar[Example] = Example(
        "    auth:\n      type: bearer\n", "    authentication:\n      type: bearer\n"
    )
    good: ClassVar[Example] = Example("      type: bearer\n", "      type: bearer\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename the key where there is no `authentication`."""

        def rename(client: Node) -> Node:
            if not isinstance(client, Mapping) or client.get("authentication"):
                return client
            entry = client.entry("auth")
            if entry is None:
                return client
            message = "`auth` is read as `authentication`"
            found.append(cls.at(entry.key.span, message))
            return with_key(client, "auth", "authentication")

        return at(root, "capability/consumes/*", rename)
