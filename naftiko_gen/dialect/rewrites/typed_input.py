"""`type`, `required` and `description` on a consumed input."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.exposed import Owner, is_required, owners, words
from naftiko_gen.dialect.rewrite import Rewrite, at, plain, without
from naftiko_gen.dialect.rewrites.descriptions import BorrowedDescription
from naftiko_gen.source import Entry, Mapping, Node, Scalar, ScalarValue, Sequence

FACTS = ("type", "required", "description")
_PLACE = "capability/consumes/*/resources/*/operations/*/inputParameters/*"
_SCALARS = ("string", "number", "integer", "boolean")
_WRITES = ("POST", "PUT", "PATCH")


class TypedConsumedInput(Rewrite):
    """Facts about a consumed input.

    ## What it does
    Reads `type`, `required` and `description` of a consumed input: tools and REST operations
    that pass the input on take over its type, its description, and whether it must be given.

    ## Why is this bad?
    It is not: the facts are what makes tool schemas exact. The official schema has no room
    for them, so its validator refuses the file.

    ## What to write instead
    Nothing, or declare the inputs at the tools and REST operations to satisfy the official
    validator.
    """

    code = "NK102"
    name = "typed-consumed-input"
    severity = Severity.INFO
    remedy = "leave the facts to the tools and REST operations"
    remedy_is_safe = False
    bad: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n          type: string\n  exposes:\n",
        "        - name: id\n          in: path\n  exposes:\n",
    )
    good: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n  exposes:\n",
        "        - name: id\n          in: path\n  exposes:\n",
    )

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Report the keys; the superset schema knows them."""

        def read(node: Node) -> Node:
            if isinstance(node, Mapping):
                keys = [entry for entry in node.entries if entry.name in FACTS]
                if keys:
                    words = ", ".join(f"`{entry.name}`" for entry in keys)
                    message = f"a consumed input with {words}"
                    found.append(cls.at(keys[0].key.span, message))
            return node

        return at(root, _PLACE, read)

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Take the facts out; who passes an input on and took them over declares them."""

        def take_out(node: Node) -> Node:
            has = isinstance(node, Mapping) and any(node.entry(fact) for fact in FACTS)
            return without(node, *FACTS) if has and isinstance(node, Mapping) else node

        root = owners(BorrowedDescription.mend(root), _declare)
        return at(root, _PLACE, take_out)


def _declare(owner: Owner) -> Node:
    """Declare the inputs that the consumed ones add here, with their facts."""
    sources = owner.sources()
    known = {words(each, "name") for each in owner.inputs()}
    added: list[Node] = []
    for each in owner.consumed():
        source = sources.get(words(each, "name"))
        if not source or source in known or (facts := _facts(owner, each, source)) is None:
            continue
        known.add(source)
        span = each.entries[0].key.span
        added.append(
            Mapping(span, tuple(Entry(Scalar(span, k), Scalar(span, v)) for k, v in facts.items()))
        )
    if not added:
        return owner.node
    declared = owner.node.get("inputParameters")
    before = declared.items if isinstance(declared, Sequence) else ()
    span = owner.node.entries[0].key.span
    inputs = Sequence(declared.span if declared else span, (*before, *added))
    entry = Entry(Scalar(span, "inputParameters"), inputs)
    entries = [each for each in owner.node.entries if each.name != "inputParameters"]
    place = next((i for i, each in enumerate(entries) if each.name == "call"), len(entries))
    return replace(owner.node, entries=(*entries[:place], entry, *entries[place:]))


def _facts(owner: Owner, consumed: Mapping, name: str) -> dict[str, ScalarValue] | None:
    """Return the declaration of an input that feeds ``consumed``, or None if it needs none."""
    place, type = words(consumed, "in"), words(consumed, "type")
    if not any(consumed.entry(fact) for fact in FACTS) or (not type and place == "body"):
        return None
    facts: dict[str, ScalarValue] = {"name": name}
    if owner.resource:
        writes = words(owner.node, "method") in _WRITES
        in_path = owner.path_names()
        if name in in_path:
            place = "path"
        elif place == "path" or plain(name) in map(plain, in_path):
            return None  # the path has another spelling of it
        elif place == "body" and not writes:
            if not is_required(consumed):
                return None  # such a body is left out here
            place, type = "query", type if type in _SCALARS else "string"
        facts["in"] = place
    facts["type"] = type or "string"
    if not owner.resource and not is_required(consumed) and place != "path":
        facts["required"] = False
    if words(consumed):
        facts["description"] = words(consumed)
    return facts
