"""Which version a document is of, or what it is if it is no capability."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, Edit, Fix
from naftiko_gen.schema.assemble import VERSION_KEYS, versions
from naftiko_gen.schema.places import brief, of_value
from naftiko_gen.schema.rules import NotACapability, UnknownVersion
from naftiko_gen.schema.words import closest, listed, shown, type_of
from naftiko_gen.source import Entry, Mapping, Node, Place, Scalar, Span

#: For each version key, the keys that a document may have instead of `capability`.
_SHARED = {"naftiko": ("consumes",), "ikanos": ("consumes", "exposes", "aggregates", "binds")}

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
    version = version_entry(root)
    has_body = _has_body(root, version.name if version else "naftiko")
    if (version is None or not has_body) and (other := _other_kind(root, has_body)):
        sign, kind = other
        message = f"this is no capability; it looks like {kind}"
        return NotACapability.at(sign.key.span, message, help=_HELP)
    return _missing_version(root) if version is None else _known_version(version)


def version_entry(root: Mapping) -> Entry | None:
    """Return the entry that names the version."""
    return next((entry for key in VERSION_KEYS if (entry := root.entry(key))), None)


def written(version: str) -> str:
    """Return a version as a document states it, such as ``naftiko: 1.0.0-alpha2``."""
    key, _, number = version.partition("-")
    # YAML reads 0.5 as a number.
    return f'{key}: "{number}"' if number.count(".") == 1 else f"{key}: {number}"


def _has_body(root: Mapping, version_key: str) -> bool:
    body = root.get("capability")
    if isinstance(body, Mapping) and (body.entry("consumes") or body.entry("exposes")):
        return True
    return any(root.entry(key) for key in _SHARED[version_key])


def _other_kind(root: Mapping, has_body: bool) -> tuple[Entry, str] | None:
    """Return the key that gives the document away, and what it is."""
    body = root.get("capability")
    inner = body if isinstance(body, Mapping) and not has_body else None
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
    span = of_value(Place(version.key, version.value))
    match version.value:
        case Scalar(value=str(number)):
            name = f"{version.name}-{number}"
            return name if name in versions() else _unknown_version(version.name, number, span)
        case Scalar(value=float(number)) if f"{version.name}-{number}" in versions():
            message = "the version must be text, not a number"
            fix = Fix("put it in quotes", (Edit(span, f'"{number}"'),), safe=True)
            return UnknownVersion.at(span, message, help=fix.title, fix=fix)
        case other:
            message = f"the version must be text, not {type_of(other)}"
            return UnknownVersion.at(span, message, help=_known())


def _unknown_version(key: str, number: str, span: Span) -> Diagnostic:
    message = f"unknown version {shown(number)}"
    names = {name.partition("-")[2]: name for name in versions()}
    known = number if number in names else closest(number, names)
    if known is None:
        return UnknownVersion.at(span, message, help=_known())
    meant = written(names[known])
    help = f"did you mean `{meant}`?"
    if not names[known].startswith(key):
        # The other key alone would not make the rest right.
        return UnknownVersion.at(span, message, help=help)
    value = meant.removeprefix(f"{key}: ")
    fix = Fix(f"write `{value}`", (Edit(span, value),), safe=False)
    return UnknownVersion.at(span, message, help=help, fix=fix)


def _known() -> str:
    return "known: " + listed(written(name) for name in versions())
