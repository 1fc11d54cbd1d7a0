from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.pipeline import analyse
from naftiko_gen.source.reader import read
from naftiko_gen.spec.fields import Fields


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8080", 8080),
        ("8080.0", 8080),
        ("8.08e3", 8080),
        ("0x1F90", 8080),
        ("8080.5", None),
        (".inf", None),
        (".nan", None),
        ("true", None),
        ("'8080'", None),
        ("", None),
    ],
)
def test_a_number_is_an_integer_of_json_schema(written: str, value: int | None) -> None:
    document, _ = read("a.yaml", f"port: {written}\n".encode())
    assert document.root is not None
    number = Fields(document.root, "an adapter", []).number("port")
    assert (number.value if number else None) == value


def test_a_port_with_a_fraction_of_nothing_is_a_port() -> None:
    written = analyse("a.yaml", SKELETON.replace("8080", "8080.0").encode(), "shop")
    plain = analyse("a.yaml", SKELETON.encode(), "shop")
    assert written.diagnostics == ()
    assert written.package == plain.package
    assert type(written.package) is type(plain.package)
