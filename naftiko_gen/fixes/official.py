"""A published file as near to the official form as rewriting brings it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from naftiko_gen.diagnostics import Diagnostic, Severity
from naftiko_gen.dialect.exposed import described, words
from naftiko_gen.dialect.rewrite import at, text, with_value
from naftiko_gen.fixes.apply import Analyse, Dropped, mend
from naftiko_gen.fixes.edits import Editor
from naftiko_gen.fixes.hunks import Hunk, Origin, differences, patch, same
from naftiko_gen.fixes.layout import Refused
from naftiko_gen.pipeline import Analysis
from naftiko_gen.source import Mapping, Node, Scalar, Sequence, Span, apply_edits

_TOOLS = ("capability/exposes/*/tools/*", "capability/exposes/*/skills/*/tools/*")
_INPUTS = (
    "capability/exposes/*/resources/*/inputParameters/*",
    "capability/exposes/*/resources/*/operations/*/inputParameters/*",
    "capability/exposes/*/tools/*/inputParameters/*",
)
_BASE = re.compile(r"(https?://[^/{}]+(?:/[^/{}]+)*)((?:/[^/]*)+)")
_NAME = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")

#: A step that no rule speaks of: it returns the tree as the official form wants it.
Step: TypeAlias = Callable[[Node], Node]


@dataclass(frozen=True, slots=True)
class Official:
    """A file in the official form, as far as it gets.

    ``fixed`` are the codes of the diagnostics that are mended, ``steps`` says what else was
    done, ``dropped`` what could not be: it speaks of the text of ``analysis``.
    """

    analysis: Analysis
    fixed: tuple[str, ...]
    steps: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def officialise(analysis: Analysis, analyse: Analyse) -> Official:
    """Apply every fix, safe or not, and add what the official form demands beyond them."""
    fixed: list[str] = []
    done: list[str] = []
    mended = mend(analysis, analyse, _all, unsafe=True)
    fixed += mended.fixed
    for name, step in _STEPS:
        after = _carry_out(mended.analysis, step, analyse)
        if after is not None:
            done.append(name)
            mended = mend(after, analyse, _all, unsafe=True)
            fixed += mended.fixed
    return Official(mended.analysis, tuple(fixed), tuple(done), tuple(mended.dropped))


def _all(analysis: Analysis) -> tuple[Diagnostic, ...]:
    return analysis.diagnostics


def _carry_out(analysis: Analysis, step: Step, analyse: Analyse) -> Analysis | None:
    """Return the analysis of the text after a step; None if it does nothing, or harm."""
    root = analysis.document.root
    if root is None or analysis.failures:
        return None
    origin = Origin(root)
    editor = Editor(analysis.document, origin)
    hunks: list[Hunk] = []
    changes: list[tuple[Span, str]] = []
    for old, new in differences(root, step(root)):
        written = origin.find(old)
        try:
            found = editor.edits(old, new)
        except Refused:
            continue  # the official verdict says what is left
        assert written  # else the editor has refused
        changes += [(edit.span, edit.replacement) for edit in found]
        hunks.append(Hunk(written.path, old, new))
    if not hunks:
        return None
    after = analyse(apply_edits(analysis.document.text, changes))
    sound = after.count(Severity.ERROR) <= analysis.count(Severity.ERROR)
    if after.document.root is None or not same(after.document.root, patch(root, hunks)):
        return None
    return after if sound else None


def _describe(root: Node) -> Node:
    """Give what the official form wants described its name as a description."""

    def tool(node: Node) -> Node:
        return _named(node, behind="name")

    def parameter(node: Node) -> Node:
        return _named(node, behind=None)

    for path in _TOOLS:
        root = at(root, path, tool)
    for path in _INPUTS:
        root = at(root, path, parameter)
    return root


def _named(node: Node, behind: str | None) -> Node:
    name = words(node, "name") if isinstance(node, Mapping) else ""
    plain = re.sub(r"[^\w]+|_+", " ", name).strip()
    if not isinstance(node, Mapping) or not plain or node.entry("description"):
        return node
    sentence = f"{plain[0].upper()}{plain[1:]}."
    return described(node, sentence, node.entries[0].key.span, behind=behind)


def _shorten(root: Node) -> Node:
    """Move a bound variable in the path of a base URI to the paths of the resources."""
    bound = _bound(root)

    def client(node: Node) -> Node:
        base = text(node, "baseUri") if isinstance(node, Mapping) else None
        match = _BASE.fullmatch(str(base.value)) if base else None
        if not isinstance(node, Mapping) or base is None or match is None:
            return node
        names = _NAME.findall(match[2])
        rest = _NAME.sub("", match[2])
        if not names or not bound.issuperset(names) or "{" in rest or "}" in rest:
            return node
        moved = with_value(node, "baseUri", replace(base, value=match[1]))
        return at(moved, "resources/*/path", lambda path: _below(path, match[2].rstrip("/")))

    return at(root, "capability/consumes/*", client)


def _below(path: Node, prefix: str) -> Node:
    if not isinstance(path, Scalar) or not isinstance(path.value, str):
        return path
    own = path.value if path.value.startswith("/") else f"/{path.value}"
    return replace(path, value=prefix + own)


def _bound(root: Node) -> set[str]:
    """Return the names of all variables that the binds of the root make known."""
    names: set[str] = set()

    def bind(node: Node) -> Node:
        keys = node.get("keys") if isinstance(node, Mapping) else None
        match keys:
            case Mapping(entries=entries):
                names.update(entry.name for entry in entries)
            case Sequence(items=items):
                names.update(str(each.value) for each in items if isinstance(each, Scalar))
            case _:
                pass
        return node

    at(root, "binds/*", bind)
    return names


_STEPS: tuple[tuple[str, Step], ...] = (
    ("descriptions are made of names where there were none", _describe),
    ("variables in base URIs have moved to the paths", _shorten),
)
