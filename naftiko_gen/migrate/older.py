"""What older versions of Naftiko say in other words than the newest."""

from __future__ import annotations

from dataclasses import replace

from naftiko_gen.migrate.changes import Change, Rename, Replace
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

#: Kinds of values that an output may state outright.
_SCALARS = ("string", "number", "boolean")


def renewed(root: Node, changes: list[Change]) -> Node:
    """Return the tree of an older document in the words of the newest Naftiko.

    The type `api` of an adapter is `rest` since 0.5, and `const` of an output that is a text,
    a number or a truth value is `value` since 1.0.0-alpha2. What else has changed needs a
    person's judgement; the target's verdict tells it.
    """
    if not isinstance(root, Mapping) or not isinstance(body := root.get("capability"), Mapping):
        return root
    match body.get("exposes"):
        case Sequence(items=items) as exposes:
            adapters = tuple(_outputs(_adapter(item, changes), changes) for item in items)
            body = _with(body, "exposes", replace(exposes, items=adapters))
            return _with(root, "capability", body)
        case _:
            return root


def _adapter(node: Node, changes: list[Change]) -> Node:
    match node:
        case Mapping() if isinstance(kind := node.get("type"), Scalar) and kind.value == "api":
            changes.append(Replace(kind, "rest"))
            return _with(node, "type", replace(kind, value="rest"))
        case _:
            return node


def _outputs(node: Node, changes: list[Change], *, inside: bool = False) -> Node:
    """Rename `const` in all outputs below a node; ``inside`` says that it is one itself."""
    match node:
        case Sequence(items=items):
            changed = tuple(_outputs(item, changes, inside=inside) for item in items)
            return replace(node, items=changed)
        case Mapping():
            entries = tuple(_output_entry(node, each, changes, inside) for each in node.entries)
            return replace(node, entries=entries)
        case Scalar():
            return node


def _output_entry(owner: Mapping, entry: Entry, changes: list[Change], inside: bool) -> Entry:
    if inside and entry.name == "const" and _is_stated(owner):
        changes.append(Rename(entry.key, "value"))
        return Entry(replace(entry.key, value="value"), entry.value)
    if inside and entry.name == "properties" and isinstance(entry.value, Mapping):
        members = tuple(
            Entry(each.key, _outputs(each.value, changes, inside=True))
            for each in entry.value.entries
        )
        return Entry(entry.key, replace(entry.value, entries=members))
    if inside and entry.name != "items":
        return entry
    below = inside or entry.name == "outputParameters"
    return Entry(entry.key, _outputs(entry.value, changes, inside=below))


def _is_stated(output: Mapping) -> bool:
    kind = output.get("type")
    scalar = isinstance(kind, Scalar) and kind.value in _SCALARS
    return scalar and not output.entry("mapping") and not output.entry("value")


def _with(mapping: Mapping, key: str, value: Node) -> Mapping:
    entries = tuple(
        Entry(each.key, value) if each.name == key else each for each in mapping.entries
    )
    return replace(mapping, entries=entries)
