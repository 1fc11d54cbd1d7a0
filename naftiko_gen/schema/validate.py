"""Runs a schema over plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeAlias, cast

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from naftiko_gen.schema.assemble import Schema, schema
from naftiko_gen.schema.places import Path
from naftiko_gen.source import PlainData


@dataclass(frozen=True, slots=True)
class Fault:
    """One keyword of the schema that one value does not keep.

    ``path`` leads to the value, ``schema`` is the part that holds the ``keyword`` with its
    ``argument``; ``of_name`` says that ``instance`` is a key of the mapping at ``path``.
    """

    path: Path
    keyword: str
    argument: Any
    schema: Schema
    instance: PlainData
    of_name: bool


class _Error(Protocol):
    """What is used of jsonschema's ValidationError, whose own types say too little."""

    absolute_path: Iterable[str | int]
    absolute_schema_path: Iterable[str | int]
    validator: str
    validator_value: Any
    schema: Schema
    instance: PlainData


class _Validator(Protocol):
    def iter_errors(self, instance: PlainData) -> Iterator[_Error]: ...


_Extend: TypeAlias = "Callable[[object, dict[str, object]], Callable[[Schema], _Validator]]"


def validate(data: PlainData, version: str, form: str) -> list[Fault]:
    """Return what the schema finds, in the schema's order.

    A value of a wrong type breaks further keywords that say nothing more: its type alone is
    reported.
    """
    faults = [
        Fault(
            path=tuple(error.absolute_path),
            keyword=error.validator,
            argument=error.validator_value,
            schema=error.schema,
            instance=error.instance,
            of_name="propertyNames" in error.absolute_schema_path,
        )
        for error in _validator(version, form).iter_errors(data)
    ]
    mistyped = {fault.path for fault in faults if fault.keyword == "type"}
    return [fault for fault in faults if fault.keyword == "type" or fault.path not in mistyped]


@cache
def _validator(version: str, form: str) -> _Validator:
    whole = schema(version, form)
    definitions = {f"#/$defs/{name}": part for name, part in whole["$defs"].items()}

    def reference(
        validator: Any, target: str, instance: PlainData, _: Schema
    ) -> Iterable[ValidationError]:
        # The library looks a reference up anew for each value: half of the time it takes.
        found: Iterable[ValidationError] = validator.descend(instance, definitions[target])
        return found

    # The library leaves the types of `extend` open.
    extend = cast("_Extend", getattr(validators, "extend"))  # noqa: B009
    return extend(Draft202012Validator, {"$ref": reference})(whole)
