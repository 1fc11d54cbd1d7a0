"""Changes a document until the schema accepts it, guided by what the validator says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from tests.hostile.documents import Data, Steps, follow, put
from tests.hostile.positions import Schema

#: What a string may be where a pattern asks for a form of its own. The names that the base
#: documents know come first: what is planted then calls something.
WORDS = (
    "walked",
    "WALKED",
    "books.find",
    "https://books.test",
    "file:///walked",
    "/walked",
    "2026-01-01",
    "ada@books.test",
    "text/plain",
    "localhost",
)


class Repair:
    """Changes a document, error by error, until the schema accepts it.

    What ``path`` leads to stays. The key that ``stray`` leads to is the only one that the
    schema may go on refusing.
    """

    def __init__(self, root: Schema, data: Data, path: Steps, stray: Steps | None) -> None:
        self._data = data
        self._path = path
        self._stray = stray
        self._validator = validator(root, root)

    def done(self) -> bool:
        """Repair; return whether that was possible."""
        for _ in range(60):
            errors = [e for e in self._validator.iter_errors(self._data) if not self._wanted(e)]
            if not errors:
                return True
            # A change may have taken away what a later error speaks of.
            mended = [self._mend(error) for error in errors if self._stands(error)]
            if not any(mended):
                return False
        return False

    def _stands(self, error: Any) -> bool:
        try:
            return follow(self._data, error.absolute_path) is error.instance
        except LookupError:
            return False

    def _wanted(self, error: Any) -> bool:
        if self._stray is None or error.validator != "additionalProperties":
            return False
        unknown = set(error.instance) - set(error.schema.get("properties", {}))
        return tuple(error.absolute_path) == self._stray[:-1] and unknown == {self._stray[-1]}

    def _keeps(self, path: Steps) -> bool:
        """Return whether what ``path`` leads to must stay."""
        return self._path[: len(path)] == path

    def _mend(self, error: Any) -> bool:
        path, value = tuple(error.absolute_path), error.instance
        argument = error.validator_value
        match error.validator:
            case "required":
                for key in argument:
                    value.setdefault(key, "walked")
            case "type":
                allowed = [argument] if isinstance(argument, str) else argument
                if self._keeps(path) and path != self._path:
                    return False
                put(self._data, path, _SAMPLES[allowed[0]]())
            case "enum" | "const":
                put(self._data, path, argument[0] if error.validator == "enum" else argument)
            case "pattern" | "format" | "minLength":
                return self._word(error)
            case "minItems":
                value.append("walked")
            case "additionalProperties":
                known = error.schema.get("properties", {})
                return self._drop(path, [key for key in value if key not in known])
            case "not":
                return self._drop(path[:-1], [path[-1]])
            case "anyOf" | "oneOf":
                return self._alternatives(error)
            case _:
                return False
        return True

    def _word(self, error: Any) -> bool:
        path = tuple(error.absolute_path)
        pattern = error.schema.get("pattern", "")
        words = [word for word in WORDS if re.search(pattern, word) and word != error.instance]
        if not words:
            return False
        if "propertyNames" not in error.absolute_schema_path:
            put(self._data, path, words[0])
            return True
        return False

    def _drop(self, path: Steps, keys: Sequence[str | int]) -> bool:
        parent = follow(self._data, path)
        dropped = [key for key in keys if not self._keeps((*path, key))]
        for key in dropped:
            del parent[key]
        return bool(dropped)

    def _alternatives(self, error: Any) -> bool:
        """Bring in the first key of which one is wanted, or take out those too many."""
        path, value = tuple(error.absolute_path), error.instance
        wanted = [part["required"][0] for part in error.validator_value]
        present = [key for key in wanted if key in value]
        if not present:
            value[wanted[0]] = "walked"
            return True
        kept = [key for key in present if self._keeps((*path, key))] or present[:1]
        return self._drop(path, [key for key in present if key not in kept])


_SAMPLES: dict[str, Callable[[], Data]] = {
    "string": lambda: "walked",
    "object": dict,
    "array": list,
    "integer": lambda: 1,
    "number": lambda: 1,
    "boolean": lambda: True,
    "null": lambda: None,
}


_VALIDATORS: dict[int, Any] = {}


def validator(root: Schema, part: Schema) -> Any:
    """Return a validator of a part of a schema, or of the whole.

    The parts are those of cached schemas, so that their identities last.
    """
    if id(part) not in _VALIDATORS:
        whole = root if part is root else {**part, "$defs": root["$defs"]}
        _VALIDATORS[id(part)] = Draft202012Validator(whole)
    return _VALIDATORS[id(part)]
