"""Words for the faults of a mapping's keys: unknown, missing, in conflict."""

from __future__ import annotations

from collections.abc import Sequence

from naftiko_gen.diagnostics import Diagnostic, Label
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.schema.places import of_mapping
from naftiko_gen.schema.rules import ConflictingKeys, MissingKey, UnknownKey
from naftiko_gen.schema.validate import Fault
from naftiko_gen.schema.words import listed, shown
from naftiko_gen.source import Mapping, Place, Scalar

#: Keywords that speak of which keys there are. The last two want one key of several.
KEYWORDS = frozenset({"additionalProperties", "required", "anyOf", "oneOf"})

#: More unknown keys than this in one mapping are no slips of a pen, and nobody reads them.
MANY = 1000

#: A key that more kinds of mapping know belongs to none of them in particular.
_FEW = 4


def explain(
    place: Place, faults: Sequence[Fault], owners: dict[str, tuple[str, ...]], *, grouped: bool
) -> list[Diagnostic]:
    """Return diagnostics for what is wrong with the keys of the mapping at ``place``.

    ``owners`` has, for each key of the language, the kinds of mapping that know it. All that
    is missing is one diagnostic; each unknown key is one (all beyond a thousand together), or,
    ``grouped``, all are one.
    """
    mapping = place.value
    entries = mapping.entries if isinstance(mapping, Mapping) else ()
    keys = {entry.name: entry.key for entry in entries}
    title = next((fault.schema["title"] for fault in faults if "title" in fault.schema), "")
    where = f" in this {title}" if title else ""
    legal: Schema = {}
    missing: list[str] = []
    found: list[Diagnostic] = []
    for fault in faults:
        known: Schema = fault.schema.get("properties", {})
        legal |= known
        match fault.keyword:
            case "additionalProperties":
                unknown = [key for name, key in keys.items() if name not in known]
                help = f"keys here: {listed(sorted(known))}" if known else None
                if grouped and len(unknown) > 1:
                    found.append(_all_unknown(unknown, where, help))
                else:
                    found += [_unknown(key, where, help, owners) for key in unknown[:MANY]]
                    if more := unknown[MANY:]:
                        message = f"{len(more)} more unknown keys{where}"
                        found.append(UnknownKey.at(more[0].span, message, help=help))
            case "required":
                missing += [shown(key) for key in fault.argument if key not in keys]
            case _:
                choice = [key for part in fault.argument for key in part["required"]]
                if both := [key for name, key in keys.items() if name in choice]:
                    found.append(_conflict(both))
                else:
                    missing.append(listed(choice, " or "))
    if missing:
        names = list(dict.fromkeys(missing))  # each missing key gives the same fault once more
        found.append(_missing(place, names, where, legal))
    return found


def _unknown(
    key: Scalar, where: str, help: str | None, owners: dict[str, tuple[str, ...]]
) -> Diagnostic:
    name = shown(str(key.value))
    elsewhere = owners.get(str(key.value), ())
    if 0 < len(elsewhere) <= _FEW:
        help = f"{name} is a key of: {', '.join(elsewhere)}"
    return UnknownKey.at(key.span, f"unknown key {name}{where}", help=help)


def _all_unknown(keys: Sequence[Scalar], where: str, help: str | None) -> Diagnostic:
    message = f"unknown keys {listed(str(key.value) for key in keys)}{where}"
    related = tuple(Label(key.span, "unknown too") for key in keys[1:])
    return UnknownKey.at(keys[0].span, message, help=help, related=related)


def _missing(place: Place, names: Sequence[str], where: str, legal: Schema) -> Diagnostic:
    message = f"missing key{'s' * (len(names) > 1)} {', '.join(names)}{where}"
    help = _meaning(legal.get(names[0].strip("`"), {})) if len(names) == 1 else None
    return MissingKey.at(of_mapping(place), message, help=help)


def _meaning(part: Schema) -> str | None:
    words: list[str] | None = part.get("enum")
    return f"one of: {listed(words)}" if words else part.get("description")


def _conflict(keys: Sequence[Scalar]) -> Diagnostic:
    message = f"{listed((str(key.value) for key in keys), ' and ')} exclude each other"
    first, second, *_ = keys
    return ConflictingKeys.at(second.span, message, related=(Label(first.span, "the other one"),))
