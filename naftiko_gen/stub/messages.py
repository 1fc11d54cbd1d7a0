"""Requests and answers, free of any HTTP library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from naftiko_gen.source import PlainData


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in. Its ``repr`` hides whatever may be a credential.

    ``target`` is the raw request target: path and query, still percent-encoded.
    """

    method: str
    target: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """The raw path of the target."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The raw query of the target, "" where there is none."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        """Return the first header of that name, in any case of letters."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def media_type(self) -> str:
        """The content type without parameters, in lower case, "" where there is none."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Record:
    """A request with what became of it.

    ``namespace`` and ``operations`` say which consumed operations share the method and path
    that matched; they are empty where none did. ``refusal`` says why the stub did not do what
    was asked, "" where it did.
    """

    request: Request
    status: int
    namespace: str = ""
    operations: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and a JSON document; a document of None is an empty body."""

    status: int
    document: PlainData = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content_type: str = "application/json"

    @property
    def body(self) -> bytes:
        """The document as ASCII JSON, so that even a lone surrogate has a form."""
        if self.document is None:
            return b""
        return json.dumps(self.document, separators=(",", ":"), allow_nan=False).encode()


class Refusal(Exception):
    """The stub does not do what was asked; ``answer`` says why (problem details, RFC 9457)."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        title = HTTPStatus(status).phrase
        problem: dict[str, PlainData] = {"title": title, "status": status, "detail": detail}
        self.answer = Answer(status, problem, headers or {}, "application/problem+json")
