"""The typed client of one consumed API: one method an operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from naftiko_gen.ir.body import Body, Filled, ParamRef
from naftiko_gen.ir.settings import SettingRef
from naftiko_gen.ir.values import Identifier, JsonType

#: Text with settings in it, in order: ("Bearer ", SettingRef("shop_token")).
TextTemplate: TypeAlias = tuple[str | SettingRef, ...]


@dataclass(frozen=True, slots=True)
class HeaderCredential:
    """The headers that every request carries, one or several: names and values."""

    headers: tuple[tuple[str, TextTemplate], ...]


@dataclass(frozen=True, slots=True)
class CookieCredential:
    """A cookie that every request carries."""

    name: str
    value: TextTemplate


@dataclass(frozen=True, slots=True)
class QueryCredential:
    """A query parameter that every request carries, after its own ones."""

    name: str
    value: TextTemplate


@dataclass(frozen=True, slots=True)
class BasicCredential:
    """HTTP Basic (RFC 7617), UTF-8."""

    username: TextTemplate
    password: TextTemplate


@dataclass(frozen=True, slots=True)
class DigestCredential:
    """HTTP Digest (RFC 7616), in answer to the upstream's challenge."""

    username: TextTemplate
    password: TextTemplate


Credential: TypeAlias = (
    HeaderCredential | CookieCredential | QueryCredential | BasicCredential | DigestCredential
)


@dataclass(frozen=True, slots=True)
class Param:
    """A keyword parameter of a client method. ``wire`` is its name in the spec."""

    name: Identifier
    wire: str
    type: JsonType
    required: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A query parameter, header or cookie on the wire; an absent value is not sent."""

    name: str
    value: ParamRef | SettingRef | Filled | str


@dataclass(frozen=True, slots=True)
class Method:
    """One consumed operation.

    ``path`` is the target behind the base URL: text that is valid in a URL as it stands
    (percent-encoded where it must be), and parameters, each encoded as one segment's part.
    ``display_path`` is the path as
    the spec writes it, with ``{name}`` placeholders, for people. Required parameters first.
    """

    name: Identifier
    verb: str
    path: tuple[str | ParamRef | SettingRef, ...]
    display_path: str
    description: str
    params: tuple[Param, ...] = ()
    query: tuple[Field, ...] = ()
    headers: tuple[Field, ...] = ()
    cookies: tuple[Field, ...] = ()
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The client of one consumed namespace.

    ``attribute`` names the variable or field that holds the client. The four setting fields
    hold the base URL, seconds for one call, the most bytes of one answer, and the most calls
    at once.
    """

    namespace: str
    attribute: Identifier
    class_name: Identifier
    description: str
    base_url: Identifier
    timeout: Identifier
    max_response: Identifier
    max_connections: Identifier
    credential: Credential | None
    methods: tuple[Method, ...]
