"""What a plain scalar means: the core schema of YAML 1.2 (section 10.3.2)."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from naftiko_gen.source.faults import FaultKind
from naftiko_gen.source.nodes import ScalarValue

_WORDS: dict[str, ScalarValue] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

# CPython reads and writes integers of 4,300 digits, or as few as 640 where its user says so
# (sys.int_info.str_digits_check_threshold); a file must not mean another thing there.
_DIGITS = 640
_TOO_BIG = 10**_DIGITS

_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_BOOLEANS_OF_1_1 = frozenset("yes Yes YES no No NO on On ON off Off OFF".split())
#: How a number may begin, in either version of YAML.
_NUMBER_STARTS = frozenset("+-.0123456789")
_NUMBER_OF_1_1 = re.compile(
    r"""[-+]?(?:
        0b[01_]+
        | (?=[^_]*_) (?: 0x[0-9a-fA-F_]+ | [0-9][0-9_]*(?:\.[0-9_]*)? )
        | [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    )""",
    re.VERBOSE,
)

# Longer texts are read each time anew: the cache must not keep megabytes, and no text of
# this length is taken for a number by mistake.
_SHORT = 64

_TAG = "tag:yaml.org,2002:"
_CORE_TAGS = frozenset(
    _TAG + name for name in ("str", "int", "float", "bool", "null", "map", "seq")
)
_TYPES: dict[str, tuple[type, ...]] = {
    _TAG + "int": (int,),
    _TAG + "float": (int, float),
    _TAG + "bool": (bool,),
    _TAG + "null": (type(None),),
}


class Reading(NamedTuple):
    """The value of a scalar; ``kind`` and ``message`` say what is wrong or surprising."""

    value: ScalarValue
    kind: FaultKind | None = None
    message: str = ""


def resolve(text: str) -> Reading:
    """Read a plain scalar.

    A number that JSON cannot hold keeps its text as value, with a NUMBER fault. A text that
    YAML 1.1 reads differently (``012``, ``1_000``, ``12:30``, ``yes``) has an
    AMBIGUOUS_SCALAR fault.
    """
    return _resolve_short(text) if len(text) <= _SHORT else _resolve_number(text)


def resolve_tagged(tag: str, text: str, *, plain: bool) -> Reading:
    """Read a scalar behind an explicit tag, in its long form or ``!``.

    A tag that is not of the core schema, or that the text does not fit, is a TAG fault; the
    value is then what it is without the tag.
    """
    if tag in ("!", _TAG + "str"):
        return Reading(text)
    untagged = resolve(text).value if plain else text
    if tag not in _TYPES:
        return Reading(untagged, FaultKind.TAG, tag_message(tag))
    reading = resolve(text)
    if reading.kind is FaultKind.NUMBER:
        return reading
    value = reading.value
    if type(value) not in _TYPES[tag]:
        return Reading(untagged, FaultKind.TAG, tag_message(tag))
    return _finite(str(value), text) if tag == _TAG + "float" else Reading(value)


def tag_message(tag: str) -> str:
    """Say why a tag is refused where it stands."""
    if tag in _CORE_TAGS:
        return "this tag does not fit its value"
    return "this tag has no meaning here; only the core tags of YAML do, such as !!str"


@lru_cache(maxsize=4096)
def _resolve_short(text: str) -> Reading:
    if text in _WORDS:
        return Reading(_WORDS[text])
    if text[0] not in _NUMBER_STARTS and text not in _BOOLEANS_OF_1_1:
        return Reading(text)  # as almost every text
    reading = _resolve_number(text)
    value, surprise = reading.value, None
    if _LEADING_ZERO.fullmatch(text):
        surprise = f"{text} is read as the number {value} here, elsewhere as octal or as text"
    elif _OCTAL.fullmatch(text):
        surprise = f"{text} is read as the number {value} here, as text by YAML 1.1"
    elif _NUMBER_OF_1_1.fullmatch(text):
        surprise = f"{text} is read as text here, as a number by YAML 1.1"
    elif text in _BOOLEANS_OF_1_1:
        surprise = f"{text} is read as text here, as a boolean by YAML 1.1"
    if surprise is None:
        return reading
    return Reading(value, FaultKind.AMBIGUOUS_SCALAR, f"{surprise}; quotes settle it")


def _resolve_number(text: str) -> Reading:
    if _DECIMAL.fullmatch(text):
        return _integer(text.lstrip("+-"), 10, text)
    if _OCTAL.fullmatch(text):
        return _integer(text[2:], 8, text)
    if _HEXADECIMAL.fullmatch(text):
        return _integer(text[2:], 16, text)
    if _FLOAT.fullmatch(text):
        return _finite(text, text)
    if _NOT_FINITE.fullmatch(text):
        return Reading(text, FaultKind.NUMBER, f"JSON has no number {text}; quote it if it is text")
    return Reading(text)


def _integer(digits: str, base: int, text: str) -> Reading:
    value = int(digits, base) if len(digits) <= _DIGITS else _TOO_BIG
    if value >= _TOO_BIG:
        message = f"this integer has more than {_DIGITS} digits; quote it if it is text"
        return Reading(text, FaultKind.NUMBER, message)
    return Reading(-value if text.startswith("-") else value)


def _finite(digits: str, text: str) -> Reading:
    value = float(digits)
    if math.isinf(value):
        message = "this number is too large for a float; quote it if it is text"
        return Reading(text, FaultKind.NUMBER, message)
    return Reading(value)
