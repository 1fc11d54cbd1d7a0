"""Where in the text the parts of a capability begin."""

from __future__ import annotations

from collections.abc import Iterator

from naftiko_gen.source import Document, Mapping, Node, Scalar, Sequence


def places(document: Document) -> dict[tuple[str, ...], int]:
    """Return the lines of consumed APIs, adapters, operations and tools.

    The keys are ("consumes", namespace), ("exposes", namespace) and ("exposes", namespace,
    name). Of equal ones the first counts; what has no name is left out.
    """
    found: dict[tuple[str, ...], int] = {}
    for key, node in _parts(document.root):
        found.setdefault(key, document.position(node.span.start).line)
    return found


def _parts(root: Node | None) -> Iterator[tuple[tuple[str, ...], Node]]:
    capability = _member(root, "capability")
    for kind in ("consumes", "exposes"):
        for each in (*_items(capability, kind), *_items(root, kind)):
            namespace = _name(each, "namespace")
            yield (kind, namespace), each
            if kind == "exposes":
                resources = _items(each, "resources")
                operations = [o for resource in resources for o in _items(resource, "operations")]
                for part in (*operations, *_items(each, "tools")):
                    yield (kind, namespace, _name(part, "name")), part


def _member(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    member = _member(node, key)
    return member.items if isinstance(member, Sequence) else ()


def _name(node: Node, key: str) -> str:
    member = _member(node, key)
    return member.value if isinstance(member, Scalar) and isinstance(member.value, str) else ""
