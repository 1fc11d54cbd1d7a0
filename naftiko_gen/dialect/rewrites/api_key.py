"""Other spellings of an API key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.dialect.rewrite import Rewrite, at, plain, text, with_key, with_value
from naftiko_gen.source import Entry, Mapping, Node, Scalar

_OFFICIAL = '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n'
_GOOD = Example(
    '      type: apikey\n      key: X-Key\n      value: "{{SHOP_TOKEN}}"\n'
    "      placement: header\n",
    _OFFICIAL,
)


def _each(root: Node, kind: str | None, change: Callable[[Mapping], Node]) -> Node:
    def authentication(node: Node) -> Node:
        if not isinstance(node, Mapping):
            return node
        written = text(node, "type")
        if written is None or (kind is not None and written.value != kind):
            return node
        return change(node)

    return at(root, "capability/consumes/*/authentication", authentication)


class ApiKeyKind(Rewrite):
    """Kind `apiKey` for `apikey`.

    ## What it does
    Reads the authentication kinds `apiKey`, `api_key` and `api-key` as `apikey`.

    ## Why is this bad?
    The reference engine refuses to load the file.

    ## What to write instead
    `apikey`.
    """

    code = "NK111"
    name = "api-key-kind"
    severity = Severity.WARNING
    remedy = "correct the spelling"
    bad: ClassVar[Example] = Example(
        '      type: apiKey\n      key: X-Key\n      value: "{{SHOP_TOKEN}}"\n'
        "      placement: header\n",
        _OFFICIAL,
    )
    good: ClassVar[Example] = _GOOD

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Write the kind in its official spelling."""

        def rename(node: Mapping) -> Node:
            written = text(node, "type")
            assert written is not None
            word = str(written.value)
            if word == "apikey" or plain(word) != "apikey":
                return node
            message = f"`{word}` is read as `apikey`"
            found.append(cls.at(written.span, message))
            return with_value(node, "type", replace(written, value="apikey"))

        return _each(root, None, rename)


class ApiKeyNameIn(Rewrite):
    """API key in the words of OpenAPI.

    ## What it does
    Reads `name` and `in` of an API key as `key` and `placement`, and `token` as `value`.

    ## Why is this bad?
    The specification has other words for them; the reference engine finds no placement and
    refuses every call.

    ## What to write instead
    `key`, `value` and `placement`.
    """

    code = "NK112"
    name = "api-key-name-in"
    severity = Severity.WARNING
    remedy = "write the official words"
    bad: ClassVar[Example] = Example(
        '      type: apikey\n      name: X-Key\n      value: "{{SHOP_TOKEN}}"\n      in: header\n',
        _OFFICIAL,
    )
    good: ClassVar[Example] = _GOOD

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Rename the keys."""

        def rename(node: Mapping) -> Node:
            if node.get("header") or node.get("headers"):
                return node
            renamed = node
            first: Entry | None = None
            for old, new in (("name", "key"), ("in", "placement"), ("token", "value")):
                entry = node.entry(old)
                if entry is not None and node.get(new) is None:
                    renamed = with_key(renamed, old, new)
                    first = first or entry
            if first is not None:
                message = f"`{first.name}` of an API key in the words of OpenAPI"
                help = "the official words are `key`, `value` and `placement`"
                found.append(cls.at(first.key.span, message, help=help))
            return renamed

        return _each(root, "apikey", rename)


class ApiKeyHeader(Rewrite):
    """API key with `header`.

    ## What it does
    Reads `header` of an API key as the name of the header that carries it, and `key`, `value`
    or `token` beside it as its value.

    ## Why is this bad?
    The specification knows no `header`; the reference engine finds no placement and refuses
    every call.

    ## What to write instead
    `key`, `value` and `placement: header`.
    """

    code = "NK113"
    name = "api-key-header"
    severity = Severity.WARNING
    remedy = "write the official form"
    bad: ClassVar[Example] = Example(
        '      type: apikey\n      header: X-Key\n      key: "{{SHOP_TOKEN}}"\n', _OFFICIAL
    )
    good: ClassVar[Example] = _GOOD

    @classmethod
    def apply(cls, root: Node, found: list[Diagnostic]) -> Node:
        """Name header and value as the specification does."""

        def rename(node: Mapping) -> Node:
            entry = node.entry("header")
            value = next((key for key in ("value", "token", "key") if node.get(key)), None)
            if entry is None or value is None:
                return node
            message = "`header` names the header that carries the API key"
            help = "the official form is `key`, `value` and `placement: header`"
            found.append(cls.at(entry.key.span, message, help=help))
            renamed = with_key(with_key(node, value, "value"), "header", "key")
            if renamed.get("placement"):
                return renamed
            placement = Entry(Scalar(entry.key.span, "placement"), Scalar(entry.key.span, "header"))
            return replace(renamed, entries=(*renamed.entries, placement))

        return _each(root, "apikey", rename)
