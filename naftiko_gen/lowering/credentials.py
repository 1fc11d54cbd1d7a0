"""`authentication` of a consumed API becomes a credential."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.ir import (
    BasicCredential,
    Credential,
    HeaderCredential,
    QueryCredential,
    TextTemplate,
)
from naftiko_gen.lowering.parameters import is_header_name, is_header_value
from naftiko_gen.lowering.rules import (
    BadHeaderName,
    LiteralSecret,
    MissingCredential,
    NotCarriedOut,
)
from naftiko_gen.lowering.settings import Settings
from naftiko_gen.spec.model import Authentication, HttpClient, Text
from naftiko_gen.spec.templates import split_text


def credential(
    client: HttpClient, settings: Settings, found: list[Diagnostic]
) -> Credential | None:
    """Return what every request of a client carries."""
    if client.authentication is None:
        return None
    return _Credentials(client, client.authentication, settings, found).make()


class _Credentials:
    def __init__(
        self,
        client: HttpClient,
        authentication: Authentication,
        settings: Settings,
        found: list[Diagnostic],
    ) -> None:
        self._api = f"the API {client.namespace}"
        self._authentication = authentication
        self._settings = settings
        self._found = found

    def make(self) -> Credential | None:
        kind = self._authentication.type
        match kind.value:
            case "bearer":
                token = self._secret("token", "bearer token")
                return HeaderCredential("Authorization", ("Bearer ", *token)) if token else None
            case "apikey":
                return self._api_key()
            case "basic":
                return self._basic()
            case other:
                message = f"the authentication `{other}` is not carried out yet"
                help = "`bearer`, `apikey` and `basic` are"
                self._found.append(NotCarriedOut.at(kind.span, message, help=help))
                return None

    def _api_key(self) -> Credential | None:
        key, placement = self._required("key"), self._required("placement")
        value = self._secret("value", "API key")
        if not (key and placement and value):
            return None
        match placement.value:
            case "header":
                if not is_header_name(key.value):
                    message = f"`{key}` cannot be a header here"
                    self._found.append(BadHeaderName.at(key.span, message))
                written = self._authentication.get("value")
                if written and not is_header_value(written.value):
                    message = "this text cannot stand in a header: only printable ASCII can"
                    self._found.append(BadHeaderName.at(written.span, message))
                return HeaderCredential(key.value, value)
            case "query":
                return QueryCredential(key.value, value)
            case other:
                message = f"the placement `{other}` is not carried out yet"
                self._found.append(NotCarriedOut.at(placement.span, message))
                return None

    def _basic(self) -> Credential | None:
        username, password = self._required("username"), self._required("password")
        if not (username and password):
            return None
        if password.value and "{{" not in password.value:
            message = "this password stands in the file"
            self._found.append(LiteralSecret.at(password.span, message))
        if any(isinstance(part, str) and ":" in part for part in split_text(username.value)):
            message = "a user name with a colon is not carried out"  # RFC 7617, section 2
            self._found.append(NotCarriedOut.at(username.span, message))
        return BasicCredential(
            self._settings.template(username, f"user name at {self._api}"),
            self._settings.template(password, f"password at {self._api}"),
        )

    def _secret(self, key: str, what: str) -> TextTemplate | None:
        text = self._required(key)
        if text is None:
            return None
        if "{{" not in text.value:
            self._found.append(LiteralSecret.at(text.span, f"this {what} stands in the file"))
        return self._settings.template(text, f"{what} of {self._api}")

    def _required(self, key: str) -> Text | None:
        text = self._authentication.get(key)
        if text is None:
            kind = self._authentication.type
            message = f"`{kind}` needs `{key}`"
            self._found.append(MissingCredential.at(kind.span, message))
        return text
