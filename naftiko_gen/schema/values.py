"""Words for the faults of a single value: its type, its form, its range."""

from __future__ import annotations

import re

from naftiko_gen.diagnostics import Diagnostic, Edit, Fix
from naftiko_gen.schema.assemble import Schema
from naftiko_gen.schema.places import of_mapping, of_value
from naftiko_gen.schema.rules import (
    BadValue,
    ConflictingKeys,
    UnknownKind,
    UnknownVersion,
    WrongCount,
    WrongType,
)
from naftiko_gen.schema.validate import Fault
from naftiko_gen.schema.words import TYPES, closest, listed, shown, type_of
from naftiko_gen.source import Place, Scalar

_WHOLE_NUMBER = re.compile(r"-?[0-9]+")


def explain(text: str, place: Place, fault: Fault) -> Diagnostic:
    """Return the diagnostic for a fault of the value at ``place`` in a document's ``text``.

    Raises:
        ValueError: the schema uses a keyword that has no words here.
    """
    span = of_value(place)
    title: str = fault.schema.get("title", "value")
    help: str | None = fault.schema.get("description")
    match fault.keyword:
        case "type":
            return _wrong_type(text, place, fault.argument)
        case "enum":
            return _no_choice(place, fault.argument, title)
        case "pattern" | "minLength":
            written = str(fault.instance)
            message = f"malformed {title} {shown(written)}" if written else f"empty {title}"
            return BadValue.at(span, message, help=help)
        case "maxLength":
            message = f"the text has {len(str(fault.instance))} characters"
            return BadValue.at(span, message, help=f"at most {fault.argument} are allowed")
        case "minimum" | "maximum":
            message = f"{shown(str(fault.instance))} is out of range"
            return BadValue.at(span, message, help=_range(fault.schema))
        case "minItems" | "minProperties":
            message = f"{_subject(place)} needs at least one entry"
            return WrongCount.at(span, message)
        case "not":
            message = f"{_subject(place)} cannot stand here"
            return ConflictingKeys.at(of_mapping(place), message, help=help)
        case "const":
            message = f"the version is not {shown(str(fault.argument))}"
            return UnknownVersion.at(span, message)
        case keyword:
            raise ValueError(f"no words for a fault of `{keyword}`")


def _wrong_type(text: str, place: Place, argument: str | list[str]) -> Diagnostic:
    wanted = [argument] if isinstance(argument, str) else argument
    words = " or ".join(TYPES[name] for name in wanted)
    message = f"{_subject(place)} must be {words}; it is {type_of(place.value)}"
    help = "each entry of a list starts with `- `" if "array" in wanted else None
    if isinstance(place.value, Scalar) and (fix := _retype(text, place.value, wanted)):
        help = fix.title
    else:
        fix = None
    return WrongType.at(of_value(place), message, help=help, fix=fix)


def _retype(text: str, scalar: Scalar, wanted: list[str]) -> Fix | None:
    """Return the edit that puts a scalar into quotes, or takes it out of them."""
    written = text[scalar.span.start : scalar.span.end]
    if "string" in wanted and scalar.plain and written:
        return Fix("put it in quotes", (Edit(scalar.span, f'"{written}"'),), safe=True)
    value = scalar.value
    if not isinstance(value, str) or scalar.plain or written[:1] not in ("'", '"'):
        return None
    number = {"integer", "number"} & {*wanted} and _WHOLE_NUMBER.fullmatch(value)
    if number or ("boolean" in wanted and value in ("true", "false")):
        return Fix("write it without quotes", (Edit(scalar.span, value),), safe=True)
    return None


def _no_choice(place: Place, choices: list[str], title: str) -> Diagnostic:
    rule = UnknownKind if title.endswith(" kind") else BadValue
    span, value = of_value(place), place.value
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        message = f"{_subject(place)} must be one word; it is {type_of(value)}"
        return rule.at(span, message, help=f"one of: {listed(choices)}")
    message = f"unknown {title} {shown(value.value)}" if value.value else f"empty {title}"
    meant = closest(value.value, choices)
    if meant is None:
        return rule.at(span, message, help=f"one of: {listed(choices)}")
    fix = Fix(f"write `{meant}`", (Edit(span, meant),), safe=False)
    return rule.at(span, message, help=f"did you mean `{meant}`?", fix=fix)


def _range(part: Schema) -> str:
    low, high = part.get("minimum"), part.get("maximum")
    return f"at least {low}" if high is None else f"from {low} to {high}"


def _subject(place: Place) -> str:
    return shown(str(place.key.value)) if place.key else "this entry"
