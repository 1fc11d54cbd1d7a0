"""Plain and tagged scalars after the core schema of YAML 1.2 (section 10.3.2)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.source import FaultKind, ScalarValue
from naftiko_gen.source.scalars import resolve, resolve_tagged

VALUES: dict[str, ScalarValue] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "nULL": "nULL",
    "true": True,
    "True": True,
    "TRUE": True,
    "tRUE": "tRUE",
    "false": False,
    "False": False,
    "FALSE": False,
    "y": "y",
    "n": "n",
    "0": 0,
    "-0": 0,
    "+12": 12,
    "-19": -19,
    "0x3A": 58,
    "0xff": 255,
    "-0x3A": "-0x3A",
    "0X3A": "0X3A",
    "0o8": "0o8",
    "0b12": "0b12",
    "1.": 1.0,
    ".5": 0.5,
    "-0.0": -0.0,
    "+12e03": 12000.0,
    "-2E+05": -200000.0,
    "12.e-1": 1.2,
    "1e": "1e",
    ".": ".",
    "-": "-",
    "+": "+",
    "e3": "e3",
    "1.2.3": "1.2.3",
    "1 2": "1 2",
    "٣": "٣",
    "１２": "１２",
    "1\n": "1\n",
    "2026-11-24": "2026-11-24",
    "2026-11-24T10:00:00Z": "2026-11-24T10:00:00Z",
    "127.0.0.1:8080": "127.0.0.1:8080",
    "8080:80": "8080:80",
    "12:3x": "12:3x",
    "a_1": "a_1",
    "_1": "_1",
    "=": "=",
    "<<": "<<",
}

AMBIGUOUS: dict[str, ScalarValue] = {
    "012": 12,
    "-07": -7,
    "00": 0,
    "089": 89,
    "0o17": 15,
    "1_000": "1_000",
    "+1_0.5_0": "+1_0.5_0",
    "0x_ff": "0x_ff",
    "0b101": "0b101",
    "12:30": "12:30",
    "-1:30:00": "-1:30:00",
    "1:20.5": "1:20.5",
    **{word: word for word in ("yes", "Yes", "YES", "no", "No", "NO")},
    **{word: word for word in ("on", "On", "ON", "off", "Off", "OFF")},
}

NO_NUMBERS = [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e999", "-1e999", "1" * 641]


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_values(text: str, value: ScalarValue) -> None:
    reading = resolve(text)

    assert (reading.value, reading.kind) == (value, None)
    assert type(reading.value) is type(value)


def test_minus_zero_keeps_its_sign() -> None:
    value = resolve("-0.0").value
    assert isinstance(value, float)
    assert math.copysign(1, value) == -1


@pytest.mark.parametrize(("text", "value"), AMBIGUOUS.items())
def test_what_yaml_1_1_reads_differently(text: str, value: ScalarValue) -> None:
    reading = resolve(text)

    assert (reading.value, reading.kind) == (value, FaultKind.AMBIGUOUS_SCALAR)
    assert type(reading.value) is type(value)
    assert ("as text here" if isinstance(value, str) else f"the number {value} here") in (
        reading.message
    )
    assert "quotes settle it" in reading.message


@pytest.mark.parametrize(
    "text", [*NO_NUMBERS, "0x" + "f" * 600, "0o" + "7" * 5000, "-" + "9" * 641]
)
def test_what_json_cannot_hold_keeps_its_text(text: str) -> None:
    reading = resolve(text)

    assert (reading.value, reading.kind) == (text, FaultKind.NUMBER)


@pytest.mark.parametrize(
    "text", ["9" * 640, "-" + "9" * 640, "1." + "0" * 9000, "0." + "0" * 9000 + "1"]
)
def test_long_numbers(text: str) -> None:
    reading = resolve(text)

    assert reading.kind is None
    assert not isinstance(reading.value, str)


@pytest.mark.parametrize(
    ("tag", "text", "plain", "value"),
    [
        ("str", "12", True, "12"),
        ("str", "", True, ""),
        ("str", "012", True, "012"),
        ("int", "012", True, 12),
        ("int", "0x10", True, 16),
        ("int", "12", False, 12),
        ("float", "12", True, 12.0),
        ("float", "0x10", True, 16.0),
        ("float", "1.5", False, 1.5),
        ("bool", "True", True, True),
        ("null", "", True, None),
        ("null", "~", False, None),
    ],
)
def test_tags_that_fit(tag: str, text: str, plain: bool, value: ScalarValue) -> None:
    reading = resolve_tagged(f"tag:yaml.org,2002:{tag}", text, plain=plain)

    assert (reading.value, reading.kind) == (value, None)
    assert type(reading.value) is type(value)


def test_the_tag_without_a_name_means_text() -> None:
    assert resolve_tagged("!", "12", plain=True) == ("12", None, "")


@pytest.mark.parametrize("text", ["true", "1.0", "x", "~"])
def test_tags_that_do_not_fit(text: str) -> None:
    reading = resolve_tagged("tag:yaml.org,2002:int", text, plain=True)

    assert (reading.value, reading.kind) == (resolve(text).value, FaultKind.TAG)


@pytest.mark.parametrize("tag", ["int", "float"])
def test_tags_make_no_number_of_what_is_none(tag: str) -> None:
    digits = "9" * 700
    assert resolve_tagged(f"tag:yaml.org,2002:{tag}", digits, plain=True)[:2] == (
        digits,
        FaultKind.NUMBER,
    )


def test_an_integer_too_large_for_a_float() -> None:
    digits = "9" * 400
    assert resolve_tagged("tag:yaml.org,2002:float", digits, plain=True)[:2] == (
        digits,
        FaultKind.NUMBER,
    )


@settings(max_examples=200)
@given(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back(integer: int, number: float) -> None:
    assert resolve(str(integer)).value == integer
    assert resolve(repr(number)).value == number
