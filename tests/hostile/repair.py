"""Changes a document until the schema accepts it, guided by what the validator says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from tests.hostile.documents import Data, Steps, follow, put
from tests.hostile.positions import Schema

#: What a string may be where a pattern asks for a form of its own; a new form needs a word here,
#: or a test names the positions that are not reached. What the base documents know comes first:
#: what is planted then calls something.
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
    "200",
    "1MiB",
)


class Repair:
    """Changes a document, error by error, until the schema accepts it.

    What ``path`` leads to stays, though its keys may get other names. If that is a ``stray``
    key, it is the only one that the schema may go on refusing.
    """

    def __init__(self, root: Schema, data: Data, path: Steps, *, stray: bool) -> None:
        self._data = data
        self.path = path
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
            value = follow(self._data, error.absolute_path)
            return error.instance in value if _is_of_key(error) else value is error.instance
        except LookupError:
            return False

    def _wanted(self, error: Any) -> bool:
        if not self._stray or error.validator != "additionalProperties":
            return False
        unknown = set(error.instance) - set(error.schema.get("properties", {}))
        return tuple(error.absolute_path) == self.path[:-1] and unknown == {self.path[-1]}

    def _keeps(self, path: Steps) -> bool:
        """Return whether what ``path`` leads to must stay."""
        return self.path[: len(path)] == path

    def _mend(self, error: Any) -> bool:
        path, value = tuple(error.absolute_path), error.instance
        argument = error.validator_value
        if _is_of_key(error):
            return self._rename(path, str(value), _words(error))
        match error.validator:
            case "required":
                for key in argument:
                    value.setdefault(key, "walked")
            case "type":
                allowed = [argument] if isinstance(argument, str) else argument
                if self._keeps(path) and path != self.path:
                    return False
                put(self._data, path, _SAMPLES[allowed[0]]())
            case "enum" | "const":
                put(self._data, path, argument[0] if error.validator == "enum" else argument)
            case "pattern" | "format" | "minLength":
                words = _words(error)
                put(self._data, path, words[0] if words else value)
                return bool(words)
            case "minItems":
                value.append("walked")
            case "minProperties":
                value["walked"] = "walked"
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

    def _rename(self, path: Steps, key: str, words: list[str]) -> bool:
        """Give a key of a mapping another name; where it must stay, it is that name from now on."""
        mapping = follow(self._data, path)
        if not words:
            return False
        mapping[words[0]] = mapping.pop(key)
        if self._keeps((*path, key)):
            self.path = (*path, words[0], *self.path[len(path) + 1 :])
        return True

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


def _is_of_key(error: Any) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _words(error: Any) -> list[str]:
    """Return the words that might do where ``error.instance`` does not."""
    pattern = error.schema.get("pattern", "")
    return [word for word in WORDS if re.search(pattern, word) and word != error.instance]


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
