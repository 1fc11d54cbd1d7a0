"""Misspelt keys are read as what they are meant for, so that they stay their only fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from naftiko_gen.diagnostics import Diagnostic, Edit, Fix
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.schema.keys import MANY
from naftiko_gen.schema.places import Path
from naftiko_gen.schema.rules import UnknownKey
from naftiko_gen.schema.validate import Fault
from naftiko_gen.schema.words import closest, shown
from naftiko_gen.source import Entry, Node, Place, Span, nodes

#: A key by its place and its text: a rewritten tree may hold two keys at one place.
_Key: TypeAlias = tuple[Span, str]


def repair(
    root: Node, places: Mapping[Path, Place], faults: Iterable[Fault], done: set[Span]
) -> tuple[Node, list[Diagnostic]]:
    """Return the tree with misspelt keys put right, and a diagnostic for each of them.

    ``places`` are those of the tree. ``done`` holds the keys that were put right before: none
    is a second time.
    """
    found: list[Diagnostic] = []
    names: dict[_Key, str] = {}
    for path, (title, meant) in _misspelt(faults).items():
        mapping = places[path].value
        for entry in mapping.entries if isinstance(mapping, nodes.Mapping) else ():
            if entry.name in meant and entry.key.span not in done:
                found.append(_diagnostic(entry, meant[entry.name], title))
                names[entry.key.span, entry.name] = meant[entry.name]
                done.add(entry.key.span)
    return (_rename(root, names) if names else root), found


def _misspelt(faults: Iterable[Fault]) -> dict[Path, tuple[str, dict[str, str]]]:
    """Return, for each mapping, its title and its misspelt keys with what they are meant for."""
    found: dict[Path, tuple[str, dict[str, str]]] = {}
    for fault in faults:
        if not isinstance(fault.instance, dict):
            continue
        legal: Schema = fault.schema.get("properties", {})
        free = [key for key in legal if key not in fault.instance]
        if fault.keyword == "required":
            # Before `type` is known nothing tells which keys there are: a likely one is `type`.
            free = [key for key in free if key == "type"]
        elif fault.keyword != "additionalProperties":
            continue
        meant: dict[str, str] = {}
        unknown = [name for name in fault.instance if name not in legal]
        for name in unknown[:MANY]:
            if key := closest(name, free):
                free.remove(key)
                meant[name] = key
        if meant:
            found[fault.path] = (fault.schema.get("title", "mapping"), meant)
    return found


def _diagnostic(entry: Entry, meant: str, title: str) -> Diagnostic:
    span = entry.key.span
    fix = Fix(f"rename the key to `{meant}`", (Edit(span, meant),), safe=False)
    message = f"unknown key {shown(entry.name)} in this {title}"
    return UnknownKey.at(span, message, help=f"did you mean `{meant}`?", fix=fix)


def _rename(node: Node, names: Mapping[_Key, str]) -> Node:
    """Return ``node`` with some keys renamed."""
    match node:
        case nodes.Mapping(entries=entries):
            return replace(node, entries=tuple(_rename_entry(entry, names) for entry in entries))
        case nodes.Sequence(items=items):
            return replace(node, items=tuple(_rename(item, names) for item in items))
        case nodes.Scalar():
            return node


def _rename_entry(entry: Entry, names: Mapping[_Key, str]) -> Entry:
    name = names.get((entry.key.span, entry.name), entry.name)
    key = entry.key if name == entry.name else replace(entry.key, value=name)
    return Entry(key, _rename(entry.value, names))
