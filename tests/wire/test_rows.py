"""Each row of rows.toml: a call of a generated package, and what went over the wire.

A group is one package in a process of its own, with an operation for each row. The file says
what its keys mean.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from tests.docs import test_serialisation as page
from tests.e2e import wire
from tests.e2e.package import TOKEN, Project, Service, serving
from tests.e2e.upstream import Received, Upstream, answer

Row: TypeAlias = dict[str, Any]

GROUPS: list[Row] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))["group"]
#: What every request has; anything else must be in its row.
USUAL = {"host", "accept", "accept-encoding", "user-agent", "content-length", "content-type"}
_LISTENS = ("TO_TOOLS_LISTEN", "TO_ROUTES_LISTEN")


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with Upstream() as upstream:
        yield upstream


def read(text: str) -> Any:
    return yaml.safe_load(text)


def capability(group: Row) -> Row:
    """Return the capability with an operation for each row, a tool or a route."""
    consumed: list[Row] = []
    tools: list[Row] = []
    resources: list[Row] = []
    for number, row in enumerate(group["row"]):
        name = f"op-{number}"
        inputs: list[Row] = read(row.get("inputs", "[]"))
        verb = row.get("method", row["sent"].split(" ")[0] if "sent" in row else "GET")
        own: Row = {"name": name, "method": verb}
        if inputs:
            own["inputParameters"] = inputs
        for key in ("body", "path", "outputRawFormat"):
            if key in row.get("operation", {}):
                own[key] = row["operation"][key]
        if "body" in row:
            own["body"] = read(row["body"])
        resource = {"name": name, "path": row.get("path", "/p"), "operations": [own]}
        consumed.append(resource)
        root = "rest" if "rest" in row else "tools"
        takes = [each["name"] for each in inputs if "value" not in each]
        takes += [key for key in read(row.get("call", "{}")) if key not in takes]
        takes = row.get("takes", takes)
        exposed: Row = {"name": name, "description": "A row.", "call": f"api.{name}"}
        if takes:
            exposed["with"] = {wire_name: f"{root}.{wire_name}" for wire_name in takes}
        if "outputs" in row:
            exposed["outputParameters"] = read(row["outputs"])
        if "rest" not in row:
            tools.append(exposed)
            continue
        route = {"name": name, "path": f"/{name}{row.get('path', '/p')}", "description": "A row."}
        exposed["method"] = row["rest"].split(" ")[0]
        resources.append({**route, "operations": [exposed]})
    client: Row = {"type": "http", "namespace": "api", "description": "All rows."}
    client |= {"baseUri": "https://api.test", **read(group.get("client", "{}"))}
    client["resources"] = consumed
    adapters: list[Row] = []
    if tools:
        adapters.append({"type": "mcp", "namespace": "to-tools", "port": 9090, "tools": tools})
    if resources:
        rest = {"type": "rest", "namespace": "to-routes", "port": 8080, "resources": resources}
        adapters.append(rest)
    return {
        "naftiko": "1.0.0-alpha2",
        "info": {"label": "Rows", "description": "Rows of a table."},
        "binds": [{"namespace": "env", "keys": {"ROWS_TOKEN": "ROWS_TOKEN"}}],
        "capability": {"consumes": [client], "exposes": adapters},
    }


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_group(group: Row, upstream: Upstream, tmp_path: Path) -> None:
    spec = tmp_path / "rows.yaml"
    spec.write_text(json.dumps(capability(group)), encoding="utf-8")  # JSON is YAML
    project = Project.generate(spec, tmp_path / "out")
    base = f"http://{upstream.address}{group.get('base', '')}"
    settings = {"API_BASE_URL": base, "ROWS_TOKEN": TOKEN, **group.get("env", {})}
    listens = tuple(name for name in _LISTENS if name in project.variables)
    with serving(project, settings, listens, tmp_path) as service:
        different = [
            f"{row}\n    {said}"
            for number, row in enumerate(group["row"])
            for said in differences(number, row, service, upstream)
        ]
    assert not different, "\n".join(different)


def differences(number: int, row: Row, service: Service, upstream: Upstream) -> Iterator[str]:
    """Make the call of a row; yield what is other than the row says."""
    upstream.take()
    given = row.get("answer", {})
    body = bytes.fromhex(given["hex"]) if "hex" in given else given.get("body", "{}").encode()
    kind = given.get("type", "application/json")
    upstream.answer = answer(given.get("status", "200 OK"), body, kind)
    if "challenge" in row:
        challenge = f"WWW-Authenticate: {row['challenge']}"
        upstream.first = [answer("401 Unauthorized", b"no", "text/plain", challenge)]
    found = (_rest if "rest" in row else _tool)(number, row, service)
    received = upstream.take()
    if "challenge" in row and received:
        yield from _challenged(row, received.pop(0), received)
    for key, value in found.items():
        if key in row and row[key] != value:
            yield f"{key}: {value!r}"
    if "refused" in row:
        if received:
            yield f"sent: {received}"
        if not found["failed"] or row["refused"] not in found["result"]:
            yield f"refused: {found}"
        return
    if len(received) != 1:
        yield f"requests: {received}, and the caller was told {found}"
        return
    yield from _sent(row, received[0])


def _sent(row: Row, received: Received) -> Iterator[str]:
    line = f"{received.method} {received.target}"
    if line != row["sent"]:
        yield f"sent: {line!r}"
    # A boundary is another one with each start.
    kind = b"".join(received.header("content-type"))
    boundary = (re.findall(rb"; boundary=(\w{32})$", kind) or [b"BOUNDARY"])[0]
    if received.body.replace(boundary, b"BOUNDARY") != row.get("content", "").encode():
        yield f"content: {received.body!r}"
    expected: dict[str, str] = row.get("headers", {})
    for name, value in expected.items():
        wanted = value.replace("TOKEN", TOKEN).replace("BOUNDARY", boundary.decode())
        if received.header(name) != [wanted.encode()]:
            yield f"header {name}: {received.header(name)}"
    more = set(received.names) - USUAL - set(expected) - set(row.get("digest", ()))
    if "challenge" in row:
        more.discard("authorization")
    if more:
        yield f"more headers: {more}"


def _rest(number: int, row: Row, service: Service) -> Row:
    verb, target = row["rest"].split(" ")
    headers = list(row.get("head", {}).items())
    content = row["give"].encode() if "give" in row else None
    if content is not None:
        headers.append(("Content-Type", "application/json"))
    port = service.ports["TO_ROUTES_LISTEN"]
    found = wire.request(port, verb, f"/op-{number}{target}", headers, content)
    kind = found.header("content-type") or ""
    result = found.body.hex() if "hex" in row.get("answer", {}) else found.body.decode()
    failed = kind == "application/problem+json"
    return {"status": found.status, "type": kind, "result": result, "failed": failed}


def _tool(number: int, row: Row, service: Service) -> Row:
    port = service.ports["TO_TOOLS_LISTEN"]
    found = wire.call_tool(port, f"op-{number}", row.get("call", "{}"))
    texts = [each.get("text", "") for each in found["content"]]
    structured = found.get("structuredContent")
    return {
        "result": "".join(texts),
        "failed": found.get("isError", False),
        "structured": json.dumps(structured),
        "block": json.dumps(found["content"][0]) if found["content"] else "",
    }


def _challenged(row: Row, first: Received, rest: list[Received]) -> Iterator[str]:
    """Hold an answer to a challenge against RFC 7616, section 3.4.1."""
    early = first.header("authorization")  # for the challenge before: its nonce may still do
    if any(not value.startswith(b"Digest ") or TOKEN.encode() in value for value in early):
        yield f"before the challenge: {early}"
    if [(each.line, each.body) for each in rest] != [(first.line, first.body)]:
        yield f"not the same request: {first} {rest}"
        return
    (header,) = rest[0].header("authorization")
    fields = dict(re.findall(r'(\w+)="?([^",]*)"?', header.decode().removeprefix("Digest ")))
    algorithm = fields.get("algorithm", "MD5")

    def hashed(*parts: str) -> str:
        name = {"MD5": "md5", "SHA-256": "sha256"}[algorithm]
        return hashlib.new(name, ":".join(parts).encode()).hexdigest()

    one = hashed("ada", fields["realm"], TOKEN)
    two = hashed(first.method, first.target)
    if "qop" in fields:
        middle = (fields["nonce"], fields["nc"], fields["cnonce"], fields["qop"])
        expected = hashed(one, *middle, two)
    else:
        expected = hashed(one, fields["nonce"], two)
    if fields["response"] != expected or fields["uri"] != first.target:
        yield f"digest: {header!r}"


def test_there_are_rows() -> None:
    assert sum(len(group["row"]) for group in GROUPS) >= 150


def test_the_page() -> None:
    """Every row of docs/serialisation.md is a row here as well."""
    known = {_of_table(row) for group in GROUPS for row in group["row"]}
    missing = [
        (row, given)
        for row in (*page.TOOLS, *page.ROUTES)
        for given in row.given
        if _of_page(row, given) not in known
    ]
    assert missing == []


def _key(operation: Row, given: str, sent: str) -> str:
    return json.dumps([operation, given, sent], sort_keys=True)


def _of_page(row: page.Row, given: str) -> str:
    operation = {"method": "GET", **row.operation}
    return _key(operation, "{}" if given == "absent" else given, row.sent)


def _of_table(row: Row) -> str:
    operation: Row = {"path": row.get("path", "/p"), "inputs": read(row.get("inputs", "[]"))}
    if "body" in row:
        operation["body"] = read(row["body"])
    verb = row.get("method") or row.get("sent", "GET").split(" ")[0]
    operation["method"] = verb
    places = {each["in"] for each in operation["inputs"]}
    if "rest" in row:
        given = row["rest"].partition(" ")[2]
    else:
        values = list(read(row.get("call", "{}")).values())
        given = row["call"].partition(": ")[2][:-1] if values else "{}"
    if "refused" in row:
        sent = "refused"
    elif places & {"header", "cookie"}:
        name = "x" if "header" in places else "cookie"
        value = row.get("headers", {}).get(name)
        sent = "nothing" if value is None else f"{name}: {value}"
    elif places & {"path", "query"}:
        sent = row["sent"].partition(" ")[2]
    else:
        sent = row.get("content", "").replace("\n", "\\n") or "no body"
    return _key(operation, given, sent)
