"""What lowering refuses, and where: each row changes one text of a document that generates."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import Severity
from naftiko_gen.pipeline import analyse

GOOD = """\
naftiko: 1.0.0-alpha2
info: {label: Shelf, description: Keeps notes on a shelf.}
binds:
- {namespace: env, keys: {SHELF_TOKEN: SHELF_TOKEN}}
capability:
  consumes:
  - type: http
    namespace: shelf
    description: A shelf of notes.
    baseUri: https://shelf.test/v1
    authentication: {type: bearer, token: "{{SHELF_TOKEN}}"}
    resources:
    - name: notes
      path: /notes
      operations:
      - name: list
        method: GET
        inputParameters:
        - {name: limit, in: query, type: integer}
        - {name: X-Client, in: header, value: shelf}
      - name: add
        method: POST
        inputParameters:
        - {name: title, in: body, type: string}
        body:
          type: json
          data: {title: "{{title}}"}
  exposes:
  - type: mcp
    namespace: shelf-mcp
    port: 9090
    description: A shelf of notes for agents.
    tools:
    - name: list-notes
      description: List the notes that lie on the shelf.
      call: shelf.list
      with: {limit: 5}
    - name: add-note
      description: Put a note on the shelf.
      inputParameters:
      - {name: title, type: string, description: What it says.}
      call: shelf.add
"""

BEARER = 'authentication: {type: bearer, token: "{{SHELF_TOKEN}}"}'
DATA = 'data: {title: "{{title}}"}'
XML = 'type: xml\n          data: "<a {{title}}/>"'

ROWS = {
    "no port of a URL": ("test/v1", "test:0/v1", "NK908", "https://shelf.test:0/v1"),
    "a port that is none": ("test/v1", "test:x/v1", "NK908", "https://shelf.test:x/v1"),
    "a query in a base": ("test/v1", "test/v1?a=b", "NK908", "https://shelf.test/v1?a=b"),
    "a user in a base": ("https://shelf", "https://me@shelf", "NK908", "https://me@shelf.test/v1"),
    "dots in a base": ("test/v1", "test/../v1", "NK908", "https://shelf.test/../v1"),
    "no ASCII in a header": ("value: shelf", "value: shëlf", "NK909", "shëlf"),
    "a line end in a header": ("value: shelf", 'value: "a\\r\\nb"', "NK909", '"a\\r\\nb"'),
    "a token in the file": (
        "{name: X-Client, in: header, value: shelf}",
        "{name: Cookie, in: header, value: sid=1}",
        "NK910",
        "sid=1",
    ),
    "a user with a colon": (
        BEARER,
        'authentication: {type: basic, username: "a:b", password: "{{SHELF_TOKEN}}"}',
        "NK901",
        '"a:b"',
    ),
    "markup from a caller": (f"type: json\n          {DATA}", XML, "NK901", '"<a {{title}}/>"'),
    "a placeholder for a key": (DATA, 'data: {"{{title}}": 1}', "NK901", '"{{title}}"'),
    "a word for a number": ("limit: 5", "limit: many", "NK901", "many"),
}


def test_the_document_generates() -> None:
    analysis = analyse("shelf.yaml", GOOD.encode(), "shelf")
    assert [d for d in analysis.diagnostics if d.severity is Severity.ERROR] == []
    assert analysis.package


@pytest.mark.parametrize("row", ROWS)
def test_a_refusal(row: str) -> None:
    old, new, code, text = ROWS[row]
    assert GOOD.count(old) == 1
    source = GOOD.replace(old, new)
    analysis = analyse("shelf.yaml", source.encode(), "shelf")
    errors = [d for d in analysis.diagnostics if d.severity is Severity.ERROR]
    assert analysis.package is None
    assert (code, text) in [(d.code, source[d.span.start : d.span.end]) for d in errors]
    assert {d.code for d in errors} == {code}
