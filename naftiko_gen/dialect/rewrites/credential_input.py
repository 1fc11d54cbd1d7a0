"""Inputs that stand where the credentials of their API do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.dialect.rewrite import Change, Rewrite, at, text, with_value, without
from naftiko_gen.source import Mapping, Node, Sequence

_CONSUMED = "capability/consumes/*/resources/*/operations"
_CALLERS = ("resources/*/operations/*", "tools/*")
_END = "        - name: id\n          in: path\n  exposes:\n"


class CredentialInput(Rewrite):
    """Input for the credentials.

    ## What it does
    Leaves out an input of a consumed operation that stands where the authentication of its API
    puts the credentials, such as the header `Authorization`, and what `with` gives to it.

    ## Why is this bad?
    Two values cannot stand there. With the caller's one, a model would have to know a secret,
    and could act as somebody else.

    ## What to write instead
    The authentication, or the input: not both.
    """

    code = "NK138"
    name = "credential-input"
    severity = Severity.WARNING
    remedy = "take the input out"
    bad: ClassVar[Example] = Example(
        "        - name: id\n          in: path\n        - name: authorization\n"
        "          in: header\n  exposes:\n",
        _END,
    )
    good: ClassVar[Example] = Example(_END, _END)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Take the inputs out, and the values that calls give to them."""
        gone: dict[str, set[str]] = {}

        def client(node: Node) -> Node:
            namespace = text(node, "namespace") if isinstance(node, Mapping) else None
            secret = node.get("authentication") if isinstance(node, Mapping) else None
            places: set[tuple[str, str]] = set()
            if isinstance(secret, Mapping):
                places.update(_places(secret))
            if namespace is None or not isinstance(secret, Mapping) or not places:
                return node
            label = Label(secret.span if secret.flow else secret.entries[0].key.span, "by this")

            def operation(node: Node) -> Node:
                name = text(node, "name") if isinstance(node, Mapping) else None
                inputs = node.get("inputParameters") if isinstance(node, Mapping) else None
                if not isinstance(node, Mapping) or not isinstance(inputs, Sequence) or not name:
                    return node
                kept: list[Node] = []
                for each in inputs.items:
                    word = text(each, "name") if isinstance(each, Mapping) else None
                    place = text(each, "in") if isinstance(each, Mapping) else None
                    if not word or not place or _key(place.value, word.value) not in places:
                        kept.append(each)
                        continue
                    message = f"the authentication fills `{word.value}`; this input is left out"
                    found.append(cls.at(word.span, message, related=(label,)))
                    reference = f"{namespace.value}.{name.value}"
                    gone.setdefault(reference, set()).add(str(word.value))
                if len(kept) == len(inputs.items):
                    return node
                return with_value(node, "inputParameters", replace(inputs, items=tuple(kept)))

            return at(node, "resources/*/operations/*", operation)

        root = at(root, "capability/consumes/*", client)

        def call(node: Node) -> Node:
            reference = text(node, "call") if isinstance(node, Mapping) else None
            block = node.get("with") if isinstance(node, Mapping) else None
            names = gone.get(str(reference.value)) if reference else None
            if not isinstance(node, Mapping) or not isinstance(block, Mapping) or not names:
                return node
            kept = tuple(entry for entry in block.entries if entry.name not in names)
            return with_value(node, "with", replace(block, entries=kept))

        if gone:
            for path in _CALLERS:
                root = at(root, f"capability/exposes/*/{path}", call)
        return root

    @classmethod
    def mend(cls, root: Node) -> Node:
        """Take the inputs out, and the lists and mappings that hold nothing then."""

        def without_empty(key: str) -> Change:
            def change(node: Node) -> Node:
                part = node.get(key) if isinstance(node, Mapping) else None
                match node, part:
                    case Mapping(), Sequence(items=()) | Mapping(entries=()):
                        return without(node, key)
                    case _:
                        return node

            return change

        found: list[Diagnostic] = []
        changed = cls.apply(root, found)
        if not found:
            return root
        changed = at(changed, f"{_CONSUMED}/*", without_empty("inputParameters"))
        for path in _CALLERS:
            changed = at(changed, f"capability/exposes/*/{path}", without_empty("with"))
        return changed


def _places(authentication: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the places and names of the credentials, in the official words."""
    kind, key = text(authentication, "type"), text(authentication, "key")
    placement, headers = text(authentication, "placement"), authentication.get("headers")
    match kind.value if kind else None:
        case "bearer" | "basic" | "digest":
            yield _key("header", "Authorization")
        case "apikey" if isinstance(headers, Mapping):
            for entry in headers.entries:
                yield _key("header", entry.name)
        case "apikey" if key and placement:
            yield _key(placement.value, key.value)
        case _:
            pass


def _key(place: object, name: object) -> tuple[str, str]:
    """Return what two inputs share that stand in one place; headers know no case."""
    return str(place), str(name).lower() if place == "header" else str(name)
