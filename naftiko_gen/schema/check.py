"""The two verdicts on a document's structure."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, sort
from naftiko_gen.diagnostics.source_rules import TooDeep
from naftiko_gen.schema import keys, values
from naftiko_gen.schema.assemble import owners, versions
from naftiko_gen.schema.identify import identify, version_entry, written
from naftiko_gen.schema.places import Path, brief, index
from naftiko_gen.schema.repair import repair
from naftiko_gen.schema.rules import NotGeneratedVersion
from naftiko_gen.schema.validate import Fault, validate
from naftiko_gen.schema.words import listed
from naftiko_gen.source import Document, Mapping, Node, Place, Scalar, Sequence, Span, to_data

#: Validation takes some ten stack frames a level and Python allows a thousand in all; the
#: deepest published capability has 15 levels.
DEPTH = 64

#: The versions that the later rooms understand, oldest first. Documents of the others are
#: checked, and refused once they are sound.
GENERATED = ("naftiko-1.0.0-alpha1", "naftiko-1.0.0-alpha2")


def check(document: Document) -> list[Diagnostic]:
    """Judge a canonical document by the superset of its version.

    The superset is the official form plus what published files say beyond it and what has one
    evident meaning; anything else is an unknown key. A document without a root, whose faults
    the reader has told, gives nothing; one that is no capability, or of no known version,
    exactly one diagnostic. Otherwise each fault is one diagnostic, in the order of the text;
    without any, a version that nothing is generated from is one.
    """
    if document.root is None:
        return []
    version = identify(document.root)
    if isinstance(version, Diagnostic):
        return [version]
    found = _judge(document, document.root, version, "catalogue", grouped=False)
    return found or _not_generated(document.root, version)


def check_official(document: Document, version: str) -> list[Diagnostic]:
    """Judge a document as written by the official form of a version such as ``1.0.0-alpha2``.

    The verdict is that of the official schema: no diagnostics exactly where it accepts. It is
    a list of the places that differ, so all unknown keys of one mapping are one diagnostic,
    the others as related places; a misspelt key stays its own.

    Raises:
        LookupError: no such version is known.
    """
    names = [name for name in versions() if name.partition("-")[2] == version]
    if not names:
        raise LookupError(f"no version {version}")
    if document.root is None:
        return []
    found = identify(document.root)
    if isinstance(found, Diagnostic):
        return [found]
    return _judge(document, document.root, names[0], "official", grouped=True)


def _not_generated(root: Node, version: str) -> list[Diagnostic]:
    entry = version_entry(root) if isinstance(root, Mapping) else None
    if entry is None or version in GENERATED:
        return []
    message = f"`{written(version)}` can be checked, but not generated from yet"
    help = f"versions to generate from: {listed(written(name) for name in GENERATED)}"
    return [NotGeneratedVersion.at(entry.value.span, message, help=help)]


def _judge(
    document: Document, root: Node, version: str, form: str, *, grouped: bool
) -> list[Diagnostic]:
    if (deep := _below(root, DEPTH)) is not None:
        message = f"the document is nested more than {DEPTH} levels deep here"
        return [TooDeep.at(brief(deep), message, help=TooDeep.remedy)]
    found: list[Diagnostic] = []
    repaired: set[Span] = set()
    while True:
        faults = validate(to_data(root), version, form)
        places = index(root) if faults else {}
        root, misspelt = repair(root, places, faults, repaired)
        if not misspelt:
            break
        found += misspelt
    of_keys: dict[Path, list[Fault]] = {}
    for fault in faults:
        if fault.keyword in keys.KEYWORDS:
            of_keys.setdefault(fault.path, []).append(fault)
        else:
            found.append(values.explain(document.text, _place(places, fault), fault))
    for path, group in of_keys.items():
        found += keys.explain(places[path], group, owners(version, form), grouped=grouped)
    return sort(found)


def _place(places: dict[Path, Place], fault: Fault) -> Place:
    """Return the place of a fault's value; where the value is a key, the key."""
    place = places[fault.path]
    if fault.of_name and isinstance(place.value, Mapping):
        entry = place.value.entry(str(fault.instance))
        return Place(entry.key, entry.key) if entry else place
    return place


def _below(node: Node, levels: int) -> Node | None:
    """Return the first list or mapping that lies more than ``levels`` deep."""
    match node:
        case Scalar():
            return None
        case _ if levels == 0:
            return node
        case Sequence(items=items):
            children = items
        case Mapping(entries=entries):
            children = tuple(entry.value for entry in entries)
    return next((deep for child in children if (deep := _below(child, levels - 1))), None)
