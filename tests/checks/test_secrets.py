"""Secrets are found by their form and by chance, and no output shows one."""

from __future__ import annotations

import json
import re
from time import perf_counter

import pytest
from click.testing import CliRunner

from naftiko_gen.checks.secret_shapes import is_credential, is_opaque, issued
from naftiko_gen.cli import cli
from naftiko_gen.diagnostics.render import FORMATS
from naftiko_gen.diagnostics.rule import SKELETON
from naftiko_gen.page import page
from naftiko_gen.pipeline import analyse

#: Put together here: no scanner of repositories is to take them for real ones.
_BODY = "Zq4vTn8RwKx2LmB9sHcDyF6gJp3QeUa7WiOk5XbM"
ISSUED = {
    "GitHub token": "ghp" + "_" + _BODY[:36],
    "GitLab token": "glpat" + "-" + _BODY[:20],
    "Stripe key": "sk" + "_live_" + _BODY[:24],
    "AWS access key": "AK" + "IA" + "QZ7XWR4TBN2PLK6M",
    "Slack token": "xox" + "b-" + "2468013579-" + _BODY[:24],
    "Google API key": "AI" + "za" + _BODY[:35],
    "model provider's key": "sk" + "-proj-" + _BODY,
    "SendGrid key": "SG" + "." + _BODY[:22] + "." + _BODY + "abc",
    "npm token": "npm" + "_" + _BODY[:36],
    "Hugging Face token": "hf" + "_" + re.sub("[0-9]", "", _BODY + "aBcD")[:34],
    "JSON web token": "ey" + f"J{_BODY[:17]}.ey" + f"J{_BODY[:30]}.{_BODY}",
    "private key": "-----BEGIN" + " RSA PRIVATE KEY-----",
}
TOOL = "Gets one item of the shop by its number."


def codes(text: str) -> list[str]:
    return [each.code for each in analyse("spec.yaml", text.encode(), "shop").diagnostics]


@pytest.mark.parametrize(("kind", "secret"), ISSUED.items())
def test_a_secret_that_is_told_by_its_form(kind: str, secret: str) -> None:
    assert issued(secret) == kind
    assert issued(f"Try `{secret}`, it works.") == kind
    assert issued("x" + secret) is None or kind == "private key"
    assert "NK701" in codes(SKELETON.replace(TOOL, f"'Try {secret}'"))


@pytest.mark.parametrize(
    "text",
    [
        "AK" + "IAIOSFODNN7EXAMPLE",
        "ghp" + "_" + "x" * 36,
        "sk" + "_live_your_key_here_please",
        "risk-management-for-all-of-the-banks-of-this-world",
        "A SG. of 22 characters, and npm_config_registry",
        "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL",
    ],
)
def test_what_is_none(text: str) -> None:
    assert issued(text) is None


@pytest.mark.parametrize("text", ["9f86d081884c7d65", "7fQ2xLp9Rk4TzW8mVb3N", "a1B2c3D4e5F6g7H8"])
def test_a_text_drawn_by_lot(text: str) -> None:
    assert is_opaque(text)


@pytest.mark.parametrize(
    "text",
    [
        "short1", "your-api-key-0815", "shop-mcp.api_key", "{{SHOP_TOKEN}}", "application-name",
        "1111222233334444", "aaaaaaaaaaaaaaa1", "a secret of words 12", "",
    ],
)  # fmt: skip
def test_a_text_that_means_something(text: str) -> None:
    assert not is_opaque(text)


def test_names_of_credentials() -> None:
    assert all(map(is_credential, ["Authorization", "X-Api-Key", "access_token", "clientSecret"]))
    assert not any(map(is_credential, ["next_page_token", "key", "secretary", "tokens"]))


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://ada:h4ckney@shop.test/v1", True),
        ("postgres://ada:h4ckney@db:5432/shop", True),
        ("https://ada:{{PASSWORD}}@shop.test", False),
        ("https://user:password@shop.test", False),
        ("https://shop.test/a:b@c", False),
        ("mailto:ada@shop.test", False),
    ],
)
def test_a_password_in_a_url(url: str, found: bool) -> None:
    assert ("NK703" in codes(SKELETON.replace(TOOL, f'"See {url}"'))) is found


@pytest.mark.parametrize("kind", ["http", "key", "multipart"])
def test_a_credential_by_name(kind: str) -> None:
    value = "7fQ2xLp9Rk4TzW8mVb3N"
    body = {
        "http": f"        - name: X-Api-Key\n          in: header\n          value: {value}\n",
        "key": f"        body:\n          type: json\n          data: {{client_secret: {value}}}\n",
        "multipart": "        body:\n          type: multipartForm\n"
        f"          data: [{{name: password, value: {value}}}]\n",
    }[kind]
    end = "          in: path\n  exposes:\n"
    text = SKELETON.replace(end, end.replace("  exposes:\n", f"{body}  exposes:\n"))
    assert codes(text).count("NK702") == 1


SECRET = "p4ssw0rd-" + _BODY[:16]
LEAKS = {
    "NK701": (TOOL, "Try " + ISSUED["GitHub token"]),
    "NK703": (TOOL, f"See https://ada:{SECRET}@shop.test"),
    "NK910": ('"{{SHOP_TOKEN}}"', SECRET),
}


@pytest.mark.parametrize("code", LEAKS)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_output_shows_it(code: str, format_: str) -> None:
    place, text = LEAKS[code]
    hidden = ISSUED["GitHub token"] if code == "NK701" else SECRET
    spec = SKELETON.replace(place, text)
    result = CliRunner().invoke(cli, ["lint", "--format", format_, "-"], input=spec)
    assert code in result.output
    assert hidden not in result.output


def test_neighbours_do_not_show_it() -> None:
    """A frame has the line before the place in question too."""
    text = SKELETON.replace(
        "get-item\n      with:\n        id: shop-mcp", "get-itm\n      with:\n        id: shop-mcp"
    )
    text = text.replace(
        "        description: Number of the item.\n      call",
        f"        description: {ISSUED['npm token']}\n      call",
    )
    result = CliRunner().invoke(cli, ["lint", "--select", "NK301", "-"], input=text)
    assert "get-itm" in result.stdout
    assert "description: ****" in result.stdout
    assert ISSUED["npm token"] not in result.output


def test_a_page_does_not_show_it() -> None:
    place, text = LEAKS["NK910"]
    analysis = analyse("spec.yaml", SKELETON.replace(place, text).encode(), "shop")
    html = page(analysis).decode()
    assert "********" in html
    assert SECRET not in html


def test_no_fix_and_no_log_repeats_it() -> None:
    place, text = LEAKS["NK910"]
    spec = SKELETON.replace(place, text)
    result = CliRunner().invoke(cli, ["lint", "--format", "json-lines", "-"], input=spec)
    (line,) = [json.loads(each) for each in result.stdout.splitlines()]
    assert SECRET not in json.dumps(line)


@pytest.mark.parametrize(
    "piece",
    [
        "eyJa-",
        "eyJaaaaaaaaaa.",
        "sk-proj-",
        "gh" + "p_",
        "a://b:",
        "-----BEGIN ",
        "xox" + "b-1",
        "SG.",
    ],
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    def seconds(times: int) -> float:
        text = SKELETON.replace(TOOL, f'"{piece * times}"').encode()
        start = perf_counter()
        analyse("spec.yaml", text, "shop")
        return perf_counter() - start

    seconds(10)
    # Twenty times the text may take twenty times as long; a square would take four hundred.
    assert seconds(40_000) < 100 * max(seconds(2_000), 0.005)
