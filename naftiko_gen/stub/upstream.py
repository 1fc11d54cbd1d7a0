"""The stub itself: one request in, one answer out."""

from __future__ import annotations

import json
import math
import re
from collections import deque
from collections.abc import Iterable
from typing import NoReturn
from urllib.parse import parse_qsl, unquote

from naftiko_gen.source import PlainData, to_data
from naftiko_gen.source.reader import read
from naftiko_gen.stub.messages import Answer, Record, Refusal, Request
from naftiko_gen.stub.model import Client, read_clients
from naftiko_gen.stub.paths import has_variable
from naftiko_gen.stub.routes import Body, Operation, Route
from naftiko_gen.stub.store import Path, Store
from naftiko_gen.stub.unfilled import refuse_unfilled

#: How many requests the stub remembers; older ones are dropped.
REMEMBERED = 10_000

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_FORM = "application/x-www-form-urlencoded"
_BRACE = re.compile(r"[{}]|%7[bd]", re.IGNORECASE)
_NOTHING: tuple[Operation, ...] = ()


class Stub:
    """An upstream in memory. Each namespace has its own paths, credentials and items.

    A namespace answers below ``/NAMESPACE`` and the path of its baseUri. The checks, in order:

    ====  =====================================================================================
    400   a brace, a dot segment or an empty segment that no operation has in the path; a
          template in the query
    404   no operation has this path, or the item is not known
    405   none has this method
    401   a declared credential is missing, misplaced or in the wrong form (``credentials``)
    400   the body of a POST, PUT or PATCH is not JSON, or is empty though it is required; an
          operation with a form, a text or bytes may send what it likes
    415   the body is JSON, but its content type says otherwise
    ====  =====================================================================================

    What a good request does stands in ``store``. With ``checking`` the stub judges requests and
    no longer plays: it also refuses (400) a variable left in the query, a header or the body,
    and every item exists, so that what is no success is a fault of the request.
    """

    def __init__(self, clients: Iterable[Client], *, checking: bool = False) -> None:
        self.clients = {client.namespace: client for client in clients}
        self._checking = checking
        self._stores = {namespace: Store(everything_exists=checking) for namespace in self.clients}
        self._records: deque[Record] = deque(maxlen=REMEMBERED)

    @classmethod
    def read(cls, path: str, data: bytes, *, checking: bool = False) -> Stub:
        """Make a stub from the bytes of a spec; ``path`` is for messages only.

        Raises:
            ValueError: the bytes are no YAML document; the message says why, in one line.
        """
        document, faults = read(path, data)
        if document.root is None:
            raise ValueError(faults[0].message if faults else "the document is empty")
        return cls(read_clients(to_data(document.root)), checking=checking)

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests so far, the oldest first."""
        return tuple(record.request for record in self._records)

    @property
    def records(self) -> tuple[Record, ...]:
        """The same requests, each with the operations that it matched and the status."""
        return tuple(self._records)

    def base_urls(self, address: str) -> dict[str, str]:
        """Return the base URL of each namespace, for a stub that listens at ``address``."""
        return {name: address + client.path for name, client in self.clients.items()}

    def answer(self, request: Request) -> Answer:
        """Answer one request and remember it."""
        namespace, operations, why = "", _NOTHING, ""
        try:
            client, route, keys = self._match(request)
            namespace = client.namespace
            operations = tuple(o for o in route.operations if o.method == request.method)
            for credential in client.credentials:
                credential.check(request)
            if self._checking:
                refuse_unfilled(request)
            body = _body(operations, request) if request.method in _WITH_BODY else None
            answer = self._stores[namespace].answer(
                request.method, route.target(request.method, keys), body
            )
        except Refusal as refusal:
            answer, why = refusal.answer, refusal.detail
        names = tuple(operation.name for operation in operations)
        self._records.append(Record(request, answer.status, namespace, names, why))
        return answer

    def _match(self, request: Request) -> tuple[Client, Route, Path]:
        segments = request.path.removeprefix("/").split("/")
        if _BRACE.search(request.path) or has_variable(unquote(request.query)):
            raise Refusal(400, "The target holds a template that was not filled in.")
        if any(unquote(segment) in (".", "..") for segment in segments):
            raise Refusal(400, "The path holds a dot segment.")
        trailing_slash = segments[-1] == ""
        if trailing_slash:
            del segments[-1]
        found = [
            (client, route, keys)
            for client in self.clients.values()
            for route, keys in client.match(segments, trailing_slash)
        ]
        if not found:
            if trailing_slash or "" in segments:
                raise Refusal(400, "The path holds an empty segment.")
            raise Refusal(404, "No operation of the spec has this path.")
        for client, route, keys in found:
            if request.method in route.methods:
                return client, route, keys
        allowed = sorted({method for _, route, _ in found for method in route.methods})
        detail = "No operation of the spec has this method on this path."
        raise Refusal(405, detail, {"Allow": ", ".join(allowed)})


def _body(operations: tuple[Operation, ...], request: Request) -> PlainData:
    # Several may share a method and a path; which of them is meant cannot be told.
    said = {operation.body for operation in operations}
    if Body.OTHER in said:
        return _any_body(request)
    if not request.body:
        if said == {Body.REQUIRED}:
            raise Refusal(400, "The body is empty; the spec requires one.")
        return None
    try:
        document = _parse(request.body)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not JSON.") from None
    if request.media_type != "application/json" and not request.media_type.endswith("+json"):
        raise Refusal(415, "The body is JSON; the Content-Type does not say so.")
    return document


def _any_body(request: Request) -> PlainData:
    if request.media_type == _FORM:
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        return _parse(request.body)
    except (ValueError, RecursionError):
        return None


def _parse(body: bytes) -> PlainData:
    document: PlainData = json.loads(
        body.decode(), parse_constant=_refuse, parse_float=_finite_float
    )
    return document


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _finite_float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is out of range")
    return value
