"""Pairs of documents: the old one with some texts replaced, and the changes that this is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from naftiko_gen.breaking import RULES, Level, compare, read_version

OLD = """\
naftiko: 1.0.0-alpha2
info:
  label: Library
  description: Books of a library.
binds:
- namespace: env
  keys:
    LIBRARY_TOKEN: LIBRARY_TOKEN
capability:
  consumes:
  - type: http
    namespace: library
    description: The library's API.
    baseUri: https://library.test/v1
    authentication:
      type: bearer
      token: "{{LIBRARY_TOKEN}}"
    resources:
    - name: books
      path: /books
      operations:
      - name: find
        method: GET
        inputParameters:
        - {name: author, in: query}
        - {name: pages, in: query, type: integer}
    - name: book
      path: /books/{{isbn}}
      operations:
      - name: get
        method: GET
        inputParameters:
        - {name: isbn, in: path}
      - name: drop
        method: DELETE
        inputParameters:
        - {name: isbn, in: path}
  exposes:
  - type: rest
    namespace: library-rest
    port: 8080
    resources:
    - path: /found
      name: found
      description: Books that are found.
      operations:
      - method: GET
        name: find
        inputParameters:
        - {name: who, in: query, type: string, description: Who wrote it.}
        - {name: limit, in: query, type: integer, required: false, description: How many pages.}
        call: library.find
        with: {author: library-rest.who, pages: library-rest.limit}
    - path: /found/{{isbn}}
      name: one
      description: One book.
      operations:
      - method: GET
        name: get
        inputParameters:
        - {name: isbn, in: path, type: string, description: Its number.}
        call: library.get
        with: {isbn: library-rest.isbn}
        outputParameters:
        - type: object
          properties:
            title: {type: string, mapping: $.title}
            pages: {type: number, mapping: $.pages}
            writers:
              type: array
              mapping: $.writers
              items: {type: object, properties: {name: {type: string, mapping: $.name}}}
  - type: mcp
    namespace: library-mcp
    port: 9090
    description: Books for agents.
    tools:
    - name: find-books
      description: Finds books by their author.
      hints: {readOnly: true, openWorld: false}
      inputParameters:
      - {name: writer, type: string, required: false, description: Who wrote it.}
      - {name: length, type: integer, required: false, description: How many pages it has.}
      call: library.find
      with: {author: library-mcp.writer, pages: library-mcp.length}
    - name: drop-book
      description: Drops a book for good.
      hints: {destructive: true, idempotent: true}
      inputParameters:
      - {name: isbn, type: string, description: Its number.}
      call: library.drop
      with: {isbn: library-mcp.isbn}
      outputParameters:
      - {type: object, properties: {gone: {type: boolean, mapping: $.gone}}}
"""
FIND_TOOL = OLD[OLD.index("    - name: find-books") : OLD.index("    - name: drop-book")]
DROP_TOOL = OLD[OLD.index("    - name: drop-book") :]
ONE = OLD[OLD.index("    - path: /found/{{isbn}}") : OLD.index("  - type: mcp")]
REST = OLD[OLD.index("  - type: rest") : OLD.index("  - type: mcp")]
MCP = OLD[OLD.index("  - type: mcp") :]
FIND = OLD[OLD.index("    - path: /found\n") : OLD.index("    - path: /found/{{isbn}}")]
LIMIT = "{name: limit, in: query, type: integer, required: false, description: How many pages.}"
LENGTH = "{name: length, type: integer, required: false, description: How many pages it has.}"

#: Name → (what is replaced, by what, the changes: level, code, the text at the new place).
PAIRS: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {
    "nothing": ("", "", []),
    "another comment": ("naftiko:", "# A library.\nnaftiko:", []),
    "another label": ("label: Library", "label: Books", []),
    "another description of the whole": ("Books of a library", "All books", []),
    "another description of an API": ("The library's API", "An API", []),
    "no REST adapter": (REST, "", [("wire", "NK601", "")]),
    "no MCP adapter": (MCP, "", [("wire", "NK601", "")]),
    "another namespace": (
        MCP,
        MCP.replace("library-mcp", "books-mcp"),
        [("wire", "NK601", "")],
    ),
    "another port": ("port: 8080", "port: 8081", [("wire", "NK602", "library-rest")]),
    "another port of MCP": ("port: 9090", "port: 9091", [("wire", "NK602", "library-mcp")]),
    "another address": (
        "port: 9090",
        "port: 9090\n    address: 0.0.0.0",
        [("wire", "NK602", "library-mcp")],
    ),
    "another transport": (
        "port: 9090",
        "transport: stdio",
        [("wire", "NK602", "library-mcp")],
    ),
    "a route less": (ONE, "", [("wire", "NK603", "library-rest")]),
    "another path": ("path: /found\n", "path: /books\n", [("wire", "NK603", "GET")]),
    "a shorter path": (
        "path: /found/{{isbn}}",
        "path: /f/{{isbn}}",
        [("wire", "NK603", "GET")],
    ),
    "another verb": (
        "- method: GET\n        name: get\n",
        "- method: POST\n        name: get\n",
        [("wire", "NK603", "POST")],
    ),
    "another name of a placeholder": (
        ONE,
        ONE.replace("isbn}}", "id}}")
        .replace("{name: isbn", "{name: id")
        .replace("library-rest.isbn", "library-rest.id"),
        [],
    ),
    "another name of an operation": (
        "name: find\n        inputP",
        "name: seek\n        inputP",
        [],
    ),
    "a route more": (
        "    - path: /found\n",
        ONE.replace("/found/", "/also/").replace("name: one", "name: also")
        + "    - path: /found\n",
        [],
    ),
    "a tool less": (FIND_TOOL, "", [("client", "NK604", "library-mcp")]),
    "another tool less": (DROP_TOOL, "", [("client", "NK604", "library-mcp")]),
    "a renamed tool": ("name: find-books", "name: search", [("client", "NK604", "search")]),
    "a tool more": (FIND_TOOL, FIND_TOOL + FIND_TOOL.replace("find-books", "more"), []),
    "tools in another order": (FIND_TOOL + DROP_TOOL, DROP_TOOL + FIND_TOOL, []),
    "an input of a route less": (
        FIND,
        FIND.replace(f"        - {LIMIT}\n", "").replace(
            ", pages: library-rest.limit", ", pages: 9"
        ),
        [("wire", "NK605", "GET")],
    ),
    "an input of a tool less": (
        FIND_TOOL,
        FIND_TOOL.replace(f"      - {LENGTH}\n", "").replace("library-mcp.length", "9"),
        [("client", "NK605", "find-books")],
    ),
    "a renamed input": (
        FIND,
        FIND.replace("{name: who,", "{name: by,").replace("library-rest.who", "library-rest.by"),
        [("wire", "NK605", "GET")],
    ),
    "an input of a route required": (
        LIMIT,
        LIMIT.replace("required: false", "required: true"),
        [("wire", "NK606", "limit")],
    ),
    "an input of a tool required": (
        LENGTH,
        LENGTH.replace(" required: false,", ""),
        [("client", "NK606", "length")],
    ),
    "a new input that is required": (
        DROP_TOOL,
        DROP_TOOL.replace("isbn: library-mcp.isbn", "isbn: library-mcp.number").replace(
            "{name: isbn,", "{name: number,"
        ),
        [("client", "NK605", "drop-book"), ("client", "NK606", "number")],
    ),
    "an input no longer required": (
        "type: string, description: Who wrote it.}\n        - {name: limit",
        "type: string, required: false, description: Who wrote it.}\n        - {name: limit",
        [],
    ),
    "a narrower input": (
        "- {name: who, in: query, type: string",
        "- {name: who, in: query, type: integer",
        [("wire", "NK607", "who")],
    ),
    "a wider input": (LENGTH, LENGTH.replace("integer", "number"), []),
    "a narrower input of a tool": (
        LENGTH,
        LENGTH.replace("integer", "boolean"),
        [("client", "NK607", "length")],
    ),
    "an input of another place": (
        LIMIT,
        LIMIT.replace("in: query", "in: header"),
        [("wire", "NK608", "limit")],
    ),
    "no longer read-only": (
        "readOnly: true, ",
        "readOnly: false, ",
        [("client", "NK609", "find-books"), ("client", "NK609", "find-books")],
    ),
    "no longer in a closed world": (
        "openWorld: false",
        "openWorld: true",
        [("client", "NK609", "find-books")],
    ),
    "no longer idempotent": (
        ", idempotent: true",
        "",
        [("client", "NK609", "drop-book")],
    ),
    "harmless now": ("destructive: true", "destructive: false", []),
    "another base": (
        "library.test/v1",
        "library.test/v2",
        [("wire", "NK610", "")],
    ),
    "another upstream path": (
        "path: /books\n",
        "path: /volumes\n",
        [("wire", "NK610", "GET"), ("client", "NK610", "find-books")],
    ),
    "another upstream verb": (
        "method: DELETE",
        "method: POST",
        [("client", "NK610", "drop-book")],
    ),
    "another upstream call": (
        "call: library.drop",
        "call: library.get",
        [("client", "NK610", "drop-book")],
    ),
    "another variable": (
        "LIBRARY_TOKEN",
        "LIBRARY_KEY",
        [("wire", "NK611", ""), ("wire", "NK612", "")],
    ),
    "another description of a tool": (
        "Finds books by their author",
        "Looks for books by their author",
        [("model", "NK613", "find-books")],
    ),
    "another description of an input": (
        "How many pages it has",
        "Number of its pages",
        [("model", "NK613", "length")],
    ),
    "a member of an answer less": (
        "            title: {type: string, mapping: $.title}\n",
        "",
        [("wire", "NK614", "GET")],
    ),
    "a renamed member of an answer": (
        "title: {type",
        "name: {type",
        [("wire", "NK614", "GET")],
    ),
    "a member of an element less": (
        "properties: {name: {type: string, mapping: $.name}}",
        "properties: {born: {type: number, mapping: $.born}}",
        [("wire", "NK614", "writers")],
    ),
    "another type of a member": (
        "title: {type: string",
        "title: {type: boolean",
        [("wire", "NK614", "title")],
    ),
    "a narrower type of a member": ("pages: {type: number", "pages: {type: integer", []),
    "a list no more": (
        "type: array\n              mapping: $.writers\n              items: ",
        "type: object\n              properties:\n                all: ",
        [("wire", "NK614", "writers")],
    ),
    "another path of a member": ("mapping: $.title", "mapping: $.name", []),
    "a member of an answer more": (
        "            pages: {type: number",
        "            size: {type: number, mapping: $.size}\n            pages: {type: number",
        [],
    ),
    "a member of a tool's answer less": (
        "properties: {gone: {",
        "properties: {done: {",
        [("client", "NK614", "drop-book")],
    ),
    "an answer as it comes": (
        "{type: object, properties: {gone: {type: boolean, mapping: $.gone}}}",
        "{type: object, mapping: $.}",
        [("client", "NK614", "drop-book")],
    ),
    "an answer of a shape": (
        "{author: library-rest.who, pages: library-rest.limit}\n",
        "{author: library-rest.who, pages: library-rest.limit}\n"
        "        outputParameters:\n"
        "        - {type: array, mapping: $.found, items: {type: string, mapping: $.}}\n",
        [("wire", "NK614", "GET")],
    ),
    "another description of a route": ("Books that are found", "What is found", []),
}


def test_there_are_enough_pairs_and_each_rule_has_one() -> None:
    assert len(PAIRS) >= 40
    found = {code for _, _, changes in PAIRS.values() for _, code, _ in changes}
    assert found == {rule.code for rule in RULES}


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair(name: str) -> None:
    before, after, expected = PAIRS[name]
    assert before in OLD
    text = OLD.replace(before, after) if before else OLD
    old = read_version("old.yaml", OLD.encode(), "library").surface
    new = read_version("new.yaml", text.encode(), "library")
    assert old
    assert new.surface, new.diagnostics
    changes = compare(old, new.surface)
    said = [
        (c.level.value, c.found.code, text[c.found.span.start : c.found.span.end]) for c in changes
    ]
    assert sorted(said) == sorted(expected)
    assert all(
        OLD[c.before.start : c.before.end] for c in changes if c.found.span.end > c.found.span.start
    )


def test_a_new_name_is_guessed() -> None:
    old = read_version("old.yaml", OLD.encode(), "library").surface
    new = read_version("new.yaml", OLD.replace("find-books", "search").encode(), "library").surface
    assert old
    assert new
    (change,) = compare(old, new)
    assert change.found.help == "`search` makes the same call: it may be the new name"


def test_rules_are_explained_where_the_command_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (NK6\d\d) \| (\S+) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(rule.code, rule.name, rule.__doc__) for rule in RULES]
    assert [level.value for level in Level] == ["wire", "client", "model"]
