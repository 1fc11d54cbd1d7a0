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
    quick = extend(Draft202012Validator, {"$ref": reference, "if": _condition})
    # The class was made just now: nobody else has it.
    setattr(quick, "descend", _descend)  # noqa: B010
    return quick(whole)


def _descend(
    validator: Any,
    instance: PlainData,
    schema: Schema | bool,  # called by this name
    path: str | int | None = None,
    schema_path: str | int | None = None,
    resolver: object = None,
) -> Iterator[ValidationError]:
    """Yield what the library's `descend` does, by the same validator.

    The library makes a new one for each part of the schema, for parts may have a base address or
    a dialect of their own. Ours have neither, and that took a third of the time of validation.
    """
    if isinstance(schema, bool):
        schema = {} if schema else {"not": {}}
    for keyword, argument in schema.items():
        check = validator.VALIDATORS.get(keyword)
        if check is None:
            continue
        for error in check(validator, argument, instance, schema) or ():
            error._set(
                validator=keyword,
                validator_value=argument,
                instance=instance,
                schema=schema,
                type_checker=validator.TYPE_CHECKER,
            )
            if keyword not in ("if", "$ref"):
                error.schema_path.appendleft(keyword)
            if path is not None:
                error.path.appendleft(path)
            if schema_path is not None:
                error.schema_path.appendleft(schema_path)
            yield error


def _condition(
    validator: Any, condition: Schema, instance: PlainData, part: Schema
) -> Iterator[ValidationError]:
    holds = next(_descend(validator, instance, condition), None) is None
    branch = "then" if holds else "else"
    if branch in part:
        yield from _descend(validator, instance, part[branch], schema_path=branch)
