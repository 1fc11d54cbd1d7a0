"""What callers get: values of the upstream's answers, in a shape of their own."""

import json
from collections.abc import Callable
from typing import Any

from mapped_outputs.upstream import Answer, UpstreamError


def _list_stations_1(root: Any) -> object:
    return root


def _list_stations_2(root: Any) -> object:
    return {
        "id": _at(root, "uuid"),
        "city": _at(root, "address", "city"),
        "lines": _each(_all(root, "lines", None, "name"), _list_stations_1),
    }


def list_stations(root: Any) -> object:
    return _each(_at(root, "data"), _list_stations_2)


def get_station(root: Any) -> object:
    return {
        "name": _at(root, "name"),
        "source": "railway",
        "place": {
            "city": _at(root, "address", "city"),
            "first-platform": _at(root, "platforms", 0, "number"),
        },
    }


def list_stations_2(root: Any) -> object:
    return _at(root, "data", 0, "name")


def shaped(answer: Answer, shape: Callable[[Any], object]) -> Answer:
    """Give a good answer its shape: what is missing is null, and errors stay as they are."""
    if answer.status >= 400:
        return answer
    try:
        value = shape(json.loads(answer.body or b"null"))
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError):
        raise UpstreamError(502, "The upstream's answer is not JSON.") from None
    status = 200 if answer.status in (204, 205) else answer.status  # now it has a body
    return Answer(status, "application/json", text.encode())


def _at(value: Any, *path: str | int) -> Any:
    """Follow a path; None where it leads nowhere."""
    for step in path:
        found = _members(value, step)
        value = found[0] if found else None
    return value


def _all(value: Any, *path: str | int | None) -> list[Any]:
    """Return all that a path leads to; None in it stands for each element of a list."""
    found = [value]
    for step in path:
        found = [member for each in found for member in _members(each, step)]
    return found


def _members(value: Any, step: str | int | None) -> list[Any]:
    if isinstance(step, str):
        return [value[step]] if isinstance(value, dict) and step in value else []
    if not isinstance(value, list):
        return []
    if step is None:
        return value
    return [value[step]] if -len(value) <= step < len(value) else []


def _each(value: Any, item: Callable[[Any], object]) -> list[object] | None:
    return [item(each) for each in value] if isinstance(value, list) else None
