"""`authentication` of a consumed API becomes a credential."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.ir import (
    BasicCredential,
    CookieCredential,
    Credential,
    DigestCredential,
    HeaderCredential,
    QueryCredential,
    TextTemplate,
)
from naftiko_gen.lowering.parameters import is_cookie_value, is_header_name, is_header_value
from naftiko_gen.lowering.rules import (
    BadHeaderName,
    LiteralSecret,
    MissingCredential,
    NotCarriedOut,
)
from naftiko_gen.lowering.settings import Settings
from naftiko_gen.spec.model import Authentication, HttpClient, Text
from naftiko_gen.spec.templates import has_variable, split_text


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
                if token is None:
                    return None
                return HeaderCredential((("Authorization", ("Bearer ", *token)),))
            case "apikey" if self._authentication.headers:
                return self._headers()
            case "apikey":
                return self._api_key()
            case "basic" if pair := self._name_and_password():
                return BasicCredential(*pair)
            case "digest" if pair := self._name_and_password():
                return DigestCredential(*pair)
            case "basic" | "digest":
                return None
            case other:
                message = f"the authentication `{other}` is not carried out yet"
                help = "`bearer`, `apikey`, `basic` and `digest` are"
                self._found.append(NotCarriedOut.at(kind.span, message, help=help))
                return None

    def _api_key(self) -> Credential | None:
        key, placement = self._required("key"), self._required("placement")
        written = self._required("value")
        if not (key and placement and written):
            return None
        match placement.value:
            case "header":
                return HeaderCredential((self._header(key, written),))
            case "query":
                return QueryCredential(key.value, self._template(written, "API key"))
            case "cookie":
                fits = is_header_name(key.value) and is_cookie_value(_plain(written))
                if not fits:
                    message = f"`{key}` cannot be a cookie with this value"
                    self._found.append(BadHeaderName.at(key.span, message))
                return CookieCredential(key.value, self._template(written, "API key"))
            case other:
                message = f"the placement `{other}` is not carried out yet"
                self._found.append(NotCarriedOut.at(placement.span, message))
                return None

    def _headers(self) -> Credential:
        headers = self._authentication.headers
        # Beside a key, a fixed header may be no secret: a version, the name of an application.
        secret = not any(has_variable(value.value) for _, value in headers)
        return HeaderCredential(tuple(self._header(k, v, secret) for k, v in headers))

    def _header(self, name: Text, value: Text, secret: bool = True) -> tuple[str, TextTemplate]:
        if not is_header_name(name.value):
            message = f"`{name}` cannot be a header here"
            self._found.append(BadHeaderName.at(name.span, message))
        if not is_header_value(value.value):
            message = "this text cannot stand in a header: only printable ASCII can"
            self._found.append(BadHeaderName.at(value.span, message))
        return name.value, self._template(value, "API key", secret)

    def _name_and_password(self) -> tuple[TextTemplate, TextTemplate] | None:
        username, password = self._required("username"), self._required("password")
        if not (username and password):
            return None
        if password.value and not has_variable(password.value):
            message = "this password stands in the file"
            self._found.append(LiteralSecret.at(password.span, message))
        if any(isinstance(part, str) and ":" in part for part in split_text(username.value)):
            message = "a user name with a colon is not carried out"  # RFC 7617, section 2
            self._found.append(NotCarriedOut.at(username.span, message))
        return (
            self._settings.template(username, f"user name at {self._api}"),
            self._settings.template(password, f"password at {self._api}"),
        )

    def _secret(self, key: str, what: str) -> TextTemplate | None:
        text = self._required(key)
        return self._template(text, what) if text else None

    def _template(self, text: Text, what: str, secret: bool = True) -> TextTemplate:
        if secret and not has_variable(text.value):
            self._found.append(LiteralSecret.at(text.span, f"this {what} stands in the file"))
        return self._settings.template(text, f"{what} of {self._api}")

    def _required(self, key: str) -> Text | None:
        text = self._authentication.get(key)
        if text is None:
            kind = self._authentication.type
            message = f"`{kind}` needs `{key}`"
            self._found.append(MissingCredential.at(kind.span, message))
        return text


def _plain(text: Text) -> str:
    """Return what of a text is not a variable."""
    return "".join(part for part in split_text(text.value) if isinstance(part, str))
