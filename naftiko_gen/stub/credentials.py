"""Which credentials a spec says the client sends, and whether a request carries them.

Any value will do. What counts is that there is one, at the declared place, in the declared form,
and that it is not a template that nobody filled in. Schemes that need a computation (OAuth 1,
HMAC, AWS signatures) or a certificate are not checked, nor is an API key in the body.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qsl

from naftiko_gen.source import PlainData
from naftiko_gen.stub.messages import Refusal, Request
from naftiko_gen.stub.paths import has_variable, until_variable, variables

_CHALLENGES = {
    "Bearer ": "Bearer",
    "Basic ": 'Basic realm="stub"',
    "Digest ": 'Digest realm="stub", nonce="stub", qop="auth"',
}


class Where(Enum):
    """The places where the stub looks for a credential."""

    HEADER = "header"
    QUERY = "query"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Credential:
    """One value that each request must carry; ``prefix`` is the fixed text at its start."""

    where: Where
    name: str
    prefix: str = ""

    def check(self, request: Request) -> None:
        """Raise a ``Refusal`` (401) unless ``request`` carries this credential."""
        value = self._find(request)
        if value is None:
            self._refuse("is missing")
        elif has_variable(value):
            self._refuse("is a template that was not filled in")
        elif not value.lower().startswith(self.prefix.lower()):
            self._refuse(f"does not start with {self.prefix.strip()!r}")
        elif not value[len(self.prefix) :].strip():
            self._refuse("is empty")
        elif self.prefix == "Basic " and not _is_basic(value[len(self.prefix) :]):
            self._refuse("is not the base64 form of name:password")

    def _find(self, request: Request) -> str | None:
        match self.where:
            case Where.HEADER:
                return request.header(self.name)
            case Where.QUERY:
                pairs = parse_qsl(request.query, keep_blank_values=True)
            case Where.COOKIE:
                crumbs = (request.header("Cookie") or "").split(";")
                pairs = [(name.strip(), value) for name, _, value in _partitions(crumbs)]
        return next((value for name, value in pairs if name == self.name), None)

    def _refuse(self, what: str) -> None:
        detail = f"The {self.where.value} {self.name!r}, which carries the credentials, {what}."
        challenge = _CHALLENGES.get(self.prefix, "ApiKey")
        raise Refusal(401, detail, {"WWW-Authenticate": challenge})


def read_credentials(authentication: PlainData) -> tuple[Credential, ...]:
    """Read the ``authentication`` (or ``auth``) of a consumed client.

    Understands the official keys and those of the published catalogue: an API key is written
    ``key``/``placement``/``value``, ``name``/``in``/``value``, ``header``/``value`` (the
    header's name and its value), ``header``/``key`` (likewise) or ``headers`` (several).
    """
    if not isinstance(authentication, dict):
        return ()
    match str(authentication.get("type")).lower():
        case "bearer":
            return (Credential(Where.HEADER, "Authorization", "Bearer "),)
        case "basic":
            return (Credential(Where.HEADER, "Authorization", "Basic "),)
        case "digest":
            return (Credential(Where.HEADER, "Authorization", "Digest "),)
        case "apikey":
            return tuple(_api_keys(authentication))
        case _:
            return ()


def _api_keys(keys: dict[str, PlainData]) -> Iterator[Credential]:
    headers = keys.get("headers")
    if isinstance(headers, dict):
        for header, text in headers.items():
            yield Credential(Where.HEADER, header, _prefix(text))
        return
    if "header" in keys:
        name, value = _first(keys, "header"), _first(keys, "value", "token", "key")
    else:
        name, value = _first(keys, "name", "key"), _first(keys, "value", "token")
    where = str(_first(keys, "placement", "in") or "header").lower()
    places = {place.value: place for place in Where}
    if isinstance(name, str) and name and where in places:
        yield Credential(places[where], name, _prefix(value))


def _first(keys: dict[str, PlainData], *names: str) -> PlainData:
    return next((keys[name] for name in names if name in keys), None)


def _prefix(value: PlainData) -> str:
    # Only text before a variable: a value without any is the author's, and any value will do.
    return until_variable(value) if isinstance(value, str) and variables(value) else ""


def _is_basic(text: str) -> bool:
    try:
        return b":" in base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        return False


def _partitions(texts: list[str]) -> Iterator[tuple[str, str, str]]:
    return (text.partition("=") for text in texts)
