"""Keys of `with` that the called operation does not declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Label, Rule, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, items, plain, text, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar, Sequence

#: Where `with` stands in an adapter.
_BLOCKS = ("resources/*/operations/*", "tools/*")
_OPERATIONS = "capability/consumes/*"
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_IN_PATH = re.compile(r"\{([^{}]*)\}")
#: Words that a tool which rewrote the file made of another key, such as `on`.
_NO_KEYS = frozenset(("true", "false", "null"))
#: Most names that are compared with each other.
_MOST = 200
#: How alike a word is to one that it misspells.
_MISSPELT = 0.8
_WITH = "        id: shop-mcp.id\n"
_INPUT = "        - name: id\n          in: path\n  exposes:\n"


#: An operation with a body, and a tool that calls it.
_POST = (
    "      - name: get-item\n        method: POST\n        body:\n          type: json\n"
    '          data:\n            Colour: "{{colour}}"\n        inputParameters:\n'
    + _INPUT
    + "  - type: mcp\n    namespace: shop-more\n    port: 9091\n"
    "    description: Items of a shop.\n    tools:\n    - name: get-item\n"
    "      description: Gets one item of the shop.\n      inputParameters:\n"
    "      - name: id\n        type: string\n        description: Number of the item.\n"
    "      call: shop.get-item\n      with:\n        id: shop-more.id\n"
)


#: Undeclared keys times known names, in all of a file: comparing is slow, and where there are
#: more of them the keys are no habit. They are refused then.
_COMPARISONS = 10_000


@dataclass(slots=True)
class _Operation:
    """What one operation takes: its names, and the placeholder of each member of its body."""

    name: Scalar
    method: str
    names: set[str]
    members: dict[str, str]
    has_object: bool
    added: dict[str, Scalar] = field(default_factory=dict[str, Scalar])


class UndeclaredQuery(Rule):
    """Value in `with` for an undeclared input of a GET.

    ## What it does
    Where `with` has a key that the called operation does not declare, and this is a GET or
    HEAD, reads it as an optional input in the query. A key that resembles an input which has no
    value is refused as a misspelling.

    ## Why is this bad?
    The reference engine drops the value. If the API does not know the parameter, it answers as
    if nobody had given it, or refuses the request; nothing can change by a GET.

    ## What to write instead
    Declare the input at the operation, `in: query`.
    """

    code = "NK132"
    name = "undeclared-query"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_WITH + "        colour: red\n", _WITH)
    good: ClassVar[Example] = Example(_WITH, _WITH)


class UndeclaredMember(Rule):
    """Value in `with` for an undeclared member of a JSON body.

    ## What it does
    Where `with` has a key that the called operation does not declare, and the operation has a
    template of a JSON object as its body, reads the key as one more optional member of it. A
    key that resembles an input which has no value is refused as a misspelling.

    ## Why is this bad?
    The reference engine drops the value. If the API does not know the member, it passes it over
    or refuses the request.

    ## What to write instead
    The member in the template of the body.
    """

    code = "NK137"
    name = "undeclared-member"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _POST.replace("Colour: ", "size: ").replace("{{colour}}", "9") + "        colour: red\n",
        "      - name: get-item\n        method: GET\n        inputParameters:\n" + _INPUT,
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


class MemberTarget(Rewrite):
    """Key of `with` that names a member of the body.

    ## What it does
    Where `with` has a key that the called operation has no input for, but whose body has a
    member of that name which is one placeholder, reads the key as the name in the placeholder.

    ## Why is this bad?
    The reference engine fills placeholders by their names; it sends the member without a value.

    ## What to write instead
    The name in the placeholder.
    """

    code = "NK133"
    name = "member-target"
    severity = Severity.INFO
    remedy = "declare it at the called operation"
    remedy_is_safe = False
    says = ("NK132", "NK137")
    bad: ClassVar[Example] = Example(
        _POST + "        Colour: red\n",
        "      - name: get-item\n        method: GET\n        inputParameters:\n" + _INPUT,
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename the keys, and declare at each operation what is left over."""
        known = dict(_operations(root))
        left = _COMPARISONS

        def call(node: Node) -> Node:
            reference = text(node, "call") if isinstance(node, Mapping) else None
            block = node.get("with") if isinstance(node, Mapping) else None
            operation = known.get(str(reference.value)) if reference else None
            if not isinstance(node, Mapping) or not isinstance(block, Mapping) or not operation:
                return node
            if len(block.entries) > _MOST or len(operation.names) > _MOST:
                return node  # nobody wrote this; comparing all names would take too long
            nonlocal left
            undeclared = sum(entry.name not in operation.names for entry in block.entries)
            left -= undeclared * max(1, len(operation.names))
            if undeclared and left < 0:
                return node
            changed = tuple(_read(entry, block, operation, found) for entry in block.entries)
            if all(new is old for new, old in zip(changed, block.entries, strict=True)):
                return node
            return replace(
                node,
                entries=tuple(
                    Entry(entry.key, replace(block, entries=changed))
                    if entry.name == "with"
                    else entry
                    for entry in node.entries
                ),
            )

        for path in _BLOCKS:
            root = at(root, f"capability/exposes/*/{path}", call)
        if not any(operation.added for operation in known.values()):
            return root
        return at(root, _OPERATIONS, lambda client: _declare(client, known))


def _read(entry: Entry, block: Mapping, operation: _Operation, found: list[Diagnostic]) -> Entry:
    """Return an entry of `with` under the name of an input; note what is to be declared."""
    name = entry.name
    if name in operation.names or (entry.key.plain and name in _NO_KEYS):
        return entry
    member = operation.members.get(name)
    if member and block.entry(member) is None:
        message = f"`{name}` is the member of the body that `{{{{{member}}}}}` fills"
        found.append(MemberTarget.at(entry.key.span, message))
        return Entry(replace(entry.key, value=member), entry.value)
    free = [each for each in operation.names if block.entry(each) is None]
    reads = operation.method in ("GET", "HEAD")
    if not (reads or operation.has_object) or any(_alike(name, each) for each in free):
        return entry
    rule, place = (UndeclaredQuery, "the query") if reads else (UndeclaredMember, "the body")
    message = f"`{name}` is not declared by the called operation; it is sent in {place}"
    label = Label(operation.name.span, "the called operation")
    found.append(rule.at(entry.key.span, message, related=(label,)))
    operation.added.setdefault(name, entry.key)
    return entry


def _alike(word: str, known: str) -> bool:
    from difflib import SequenceMatcher  # slow to import, and seldom needed

    short = plain(word)
    return len(short) < 40 and SequenceMatcher(None, short, plain(known)).ratio() >= _MISSPELT


def _operations(root: Node) -> Iterator[tuple[str, _Operation]]:
    """Yield the operations by their references; of two of one name the last one."""
    capability = root.get("capability") if isinstance(root, Mapping) else None
    clients = capability.get("consumes") if isinstance(capability, Mapping) else None
    for client in items(clients):
        namespace = text(client, "namespace")
        for resource in items(client.get("resources")):
            path = text(resource, "path")
            for operation in items(resource.get("operations")):
                name, method = text(operation, "name"), text(operation, "method")
                if namespace and path and name and method:
                    names = {n.strip() for n in _IN_PATH.findall(str(path.value))}
                    names.update(_names(operation))
                    members = _members(operation)
                    yield (
                        f"{namespace.value}.{name.value}",
                        _Operation(
                            name, str(method.value), names, members, _data(operation) is not None
                        ),
                    )


def _names(operation: Mapping) -> Iterator[str]:
    for parameter in items(operation.get("inputParameters")):
        name, value = text(parameter, "name"), text(parameter, "value")
        if name:
            yield str(name.value)
        if value:
            yield from _placeholders(value)
    body = operation.get("body")
    if body:
        yield from _placeholders(body)


def _placeholders(node: Node) -> Iterator[str]:
    match node:
        case Scalar(value=str() as value):
            yield from (name.strip() for name in _PLACEHOLDER.findall(value))
        case Sequence(items=entries):
            for item in entries:
                yield from _placeholders(item)
        case Mapping(entries=entries):
            for entry in entries:
                yield from _placeholders(entry.value)
        case _:
            pass


def _members(operation: Mapping) -> dict[str, str]:
    """Return the members of the body that are one placeholder each, and its name."""
    data = _data(operation)
    found: dict[str, str] = {}
    for entry in data.entries if data else ():
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        alone = _PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None
        if alone:
            found[entry.name] = alone[1].strip()
    return found


def _data(operation: Mapping) -> Mapping | None:
    """Return the template of the JSON object that an operation sends."""
    body = operation.get("body")
    kind = text(body, "type") if isinstance(body, Mapping) else None
    data = body.get("data") if isinstance(body, Mapping) else None
    return data if kind and kind.value == "json" and isinstance(data, Mapping) else None


def _declare(client: Node, known: dict[str, _Operation]) -> Node:
    """Add the noted inputs to the operations of a client."""
    namespace = text(client, "namespace") if isinstance(client, Mapping) else None

    def add(node: Node) -> Node:
        name = text(node, "name") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or name is None or namespace is None:
            return node
        operation = known.get(f"{namespace.value}.{name.value}")
        if operation is None or not operation.added or operation.name is not name:
            return node
        body, data = node.get("body"), _data(node)
        if operation.method not in ("GET", "HEAD") and isinstance(body, Mapping) and data:
            more = tuple(
                Entry(key, Scalar(key.span, f"{{{{{added}}}}}"))
                for added, key in operation.added.items()
            )
            whole = replace(data, entries=(*data.entries, *more))
            return with_value(node, "body", with_value(body, "data", whole))
        declared = node.get("inputParameters")
        before = declared.items if isinstance(declared, Sequence) else ()
        inputs = Sequence(
            name.span, (*before, *(_query(key) for key in operation.added.values())), flow=False
        )
        rest = tuple(entry for entry in node.entries if entry.name != "inputParameters")
        key = Scalar(name.span, "inputParameters")
        return replace(node, entries=(*rest, Entry(key, inputs)))

    return at(client, "resources/*/operations/*", add)


def _query(key: Scalar) -> Mapping:
    place = Entry(Scalar(key.span, "in"), Scalar(key.span, "query"))
    return Mapping(key.span, (Entry(Scalar(key.span, "name"), key), place), flow=False)
