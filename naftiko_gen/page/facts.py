"""What a document says of itself, read without asking whether the rest of it is sound."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen.source import Document, Mapping, Node, Scalar, Sequence

_VERSION_KEYS = ("naftiko", "ikanos")


@dataclass(frozen=True, slots=True)
class Facts:
    """Texts for people; what is missing, or is no text, is empty."""

    version: str
    label: str
    description: str
    tags: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]


def facts(document: Document) -> Facts:
    """Return what stands in ``info`` and in the version key.

    ``label`` takes the published habit ``title`` too; ``dates`` pairs a word with a date.
    """
    root = document.root
    info = root.get("info") if isinstance(root, Mapping) else None

    def text(mapping: Node | None, *keys: str) -> str:
        if not isinstance(mapping, Mapping):
            return ""
        return next(filter(None, (_text(document, mapping.get(key)) for key in keys)), "")

    tags = info.get("tags") if isinstance(info, Mapping) else None
    items = tags.items if isinstance(tags, Sequence) else ()
    version = next((key for key in _VERSION_KEYS if text(root, key)), "")
    return Facts(
        version=f"{version} {text(root, version)}" if version else "",
        label=text(info, "label", "title"),
        description=text(info, "description"),
        tags=tuple(filter(None, (_text(document, item) for item in items))),
        dates=tuple((key, text(info, key)) for key in ("created", "modified") if text(info, key)),
    )


def _text(document: Document, node: Node | None) -> str:
    if not isinstance(node, Scalar) or node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value.strip(" \t\r\n")
    return document.text[node.span.start : node.span.end]
