"""`info.title` for `info.label`."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, with_key
from naftiko_gen.source import Mapping, Node


class InfoTitle(Rewrite):
    """Key `title` for `label`.

    ## What it does
    Reads `info.title` as `info.label`.

    ## Why is this bad?
    The specification knows `label` only; the reference engine shows no name.

    ## What to write instead
    `label`.
    """

    code = "NK109"
    name = "info-title"
    severity = Severity.WARNING
    remedy = "rename the key"
    bad: ClassVar[Example] = Example("  title: Shop\n", "  label: Shop\n")
    good: ClassVar[Example] = Example("  label: Shop\n", "  label: Shop\n")

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename the key where there is no `label`."""

        def rename(info: Node) -> Node:
            if not isinstance(info, Mapping) or info.get("label"):
                return info
            entry = info.entry("title")
            if entry is None:
                return info
            message = "`title` is read as `label`"
            found.append(cls.at(entry.key.span, message))
            return with_key(info, "title", "label")

        # Ikanos has no `label`; its word is `display`.
        is_ikanos = isinstance(root, Mapping) and root.entry("ikanos") is not None
        return root if is_ikanos else at(root, "info", rename)
