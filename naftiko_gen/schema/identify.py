"""Which version a document is of, or what it is if it is no capability."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.schema.assemble import versions
from naftiko_gen.schema.places import brief, of_value
from naftiko_gen.schema.rules import NotACapability, UnknownVersion
from naftiko_gen.schema.words import closest, listed, shown, type_of
from naftiko_gen.source import Entry, Mapping, Node, Place, Scalar

#: The keys that name the version; the specification was renamed once.
VERSION_KEYS = ("naftiko", "ikanos")

#: Keys of the root that tell a document of another kind, and what it is; the first hit counts.
#: The later ones are shapes found among published files of the time before capabilities.
_FAMILIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("openapi",), "an OpenAPI document"),
    (("swagger",), "a Swagger document"),
    (("asyncapi",), "an AsyncAPI document"),
    (("arazzo",), "an Arazzo document"),
    (("apiVersion", "kind"), "a manifest in the style of Kubernetes"),
    (("tools",), "a bare list of tools"),
    (("mcp_tools",), "a bare list of tools"),
    (("workflows",), "a list of workflows"),
    (("workflow",), "a description of a workflow"),
    (("capabilities",), "a list of capabilities in prose"),
    (("actions",), "a list of actions"),
    (("id", "consumes"), "a capability of an older form that refers to other files"),
)

#: The same below the key `capability`.
_BODIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("workflow",), "a workflow over imports"),
    (("name", "description"), "a note about a capability that says nothing of its APIs"),
)

_HELP = "a capability has a version key, and `capability` with `consumes` and `exposes`"


def identify(root: Node) -> str | Diagnostic:
    """Return the document's version, such as ``naftiko-1.0.0-alpha2``.

    A document that is no capability, or of no known version, gives the one diagnostic that
    there is to make of it.
    """
    if not isinstance(root, Mapping):
        message = f"a capability is a mapping; this is {type_of(root)}"
        return NotACapability.at(brief(root), message, help=_HELP)
    version = next((entry for key in VERSION_KEYS if (entry := root.entry(key))), None)
    if (version is None or not _has_body(root)) and (other := _other_kind(root)):
        sign, kind = other
        message = f"this is no capability; it looks like {kind}"
        return NotACapability.at(sign.key.span, message, help=_HELP)
    return _missing_version(root) if version is None else _known_version(version)


def _has_body(root: Mapping) -> bool:
    body = root.get("capability")
    if isinstance(body, Mapping) and (body.entry("consumes") or body.entry("exposes")):
        return True
    return root.entry("consumes") is not None


def _other_kind(root: Mapping) -> tuple[Entry, str] | None:
    """Return the key that gives the document away, and what it is."""
    body = root.get("capability")
    inner = body if isinstance(body, Mapping) and not _has_body(root) else None
    for mapping, families in ((root, _FAMILIES), (inner, _BODIES)):
        for keys, kind in families:
            signs = [mapping.entry(key) for key in keys] if mapping else []
            if signs and (sign := signs[0]) and all(signs):
                return sign, kind
    return None


def _missing_version(root: Mapping) -> Diagnostic:
    for entry in root.entries:
        if known := closest(entry.name, VERSION_KEYS):
            message = f"unknown key {shown(entry.name)} where the version is expected"
            return UnknownVersion.at(entry.key.span, message, help=f"did you mean `{known}`?")
    if root.entry("capability") or root.entry("consumes"):
        return UnknownVersion.at(brief(root), "the version key is missing", help=_known())
    return NotACapability.at(brief(root), "this is no capability", help=_HELP)


def _known_version(version: Entry) -> str | Diagnostic:
    match version.value:
        case Scalar(value=str(text)):
            name = f"{version.name}-{text}"
            if name in versions():
                return name
            message = f"unknown version {shown(text)}"
        case other:
            message = f"the version must be text, not {type_of(other)}"
    place = Place(version.key, version.value)
    return UnknownVersion.at(of_value(place), message, help=_known())


def _known() -> str:
    return "known: " + listed(name.replace("-", ": ", 1) for name in versions())
