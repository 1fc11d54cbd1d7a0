"""Hints say what a tool does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.checks.examples import from_operation
from naftiko_gen.checks.surface import tools, words
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity, Span
from naftiko_gen.spec.model import Flag

_HINTS = "      hints:\n        readOnly: true\n"


def _example(method: str, name: str, description: str, hints: str) -> Example:
    return from_operation(
        f"        method: {method}\n        inputParameters:\n        - name: id\n"
        "          in: path\n",
        f"    - name: {name}\n      description: {description}\n"
        f"      hints: {{{hints}}}\n      call: shop.get-item\n      with:\n"
        "        id: first\n",
    )


#: First words of names that say that something changes. A noun of the same form is none here.
_WRITES = frozenset(
    """
    add append approve archive assign attach buy cancel create deactivate decline delete deploy
    detach disable enable erase insert install invite modify move mute pay publish purge put
    reboot reject remove rename replace restart restore revoke rotate save send set stop submit
    suspend terminate unblock uninstall update upload upsert void wipe write
    """.split()
)
#: First words of names that say that something is only looked at.
_READS = frozenset(
    """
    analyze analyse calculate check classify compare compute convert count describe detect
    discover estimate evaluate extract fetch find generate get inspect list look lookup parse
    predict preview query quote read retrieve scan search show summarize transcribe translate
    validate verify view
    """.split()
)
#: What is created without a trace: the answer itself.
_ANSWERS = frozenset(
    "completion completions embedding embeddings response transcription translation".split()
)


def _writes(name: str) -> bool:
    """Say whether a tool's name tells that it changes something."""
    spelt = words(name)
    if not _ANSWERS.isdisjoint(spelt):
        return False
    for word in spelt:
        stem = word.removesuffix("s")
        if word in _READS or stem in _READS:
            return False
        if word in _WRITES or stem in _WRITES:
            return True
    return False


def _true(flag: Flag | None) -> Span | None:
    return flag.span if flag and flag.value else None


def _false(flag: Flag | None) -> Span | None:
    return flag.span if flag and not flag.value else None


class ReadOnlyDelete(Check):
    """Tool hinted read-only that deletes.

    ## What it does
    Looks for `readOnly: true` at tools that call an operation with the method DELETE.

    ## Why is this bad?
    Clients run read-only tools without asking. Here one call deletes, and nobody was asked.

    ## What to write instead
    `readOnly: false` and `destructive: true`.
    """

    code = "NK801"
    name = "read-only-delete"
    severity = Severity.ERROR
    bad: ClassVar[Example] = _example(
        "DELETE", "delete-item", "Deletes the first item.", "readOnly: true"
    )
    good: ClassVar[Example] = _example(
        "DELETE",
        "delete-item",
        "Deletes the first item.",
        "readOnly: false, destructive: true",
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool."""
        for _, tool, target in tools(context):
            span = _true(tool.hints.read_only)
            if span and target and target.operation.method.value == "DELETE":
                yield cls.at(
                    span,
                    f"`{tool.name}` sends a DELETE and is not read-only",
                    help="write `readOnly: false` and `destructive: true`",
                    related=(Label(target.operation.method.span, "the method"),),
                )


class ReadOnlyWrite(Check):
    """Tool hinted read-only that writes.

    ## What it does
    Looks for `readOnly: true` at tools that call a PUT or PATCH, or a POST where the tool's name
    begins with a verb like `create`, `update` or `send`. A POST that searches, queries or
    computes an answer is no write.

    ## Why is this bad?
    Clients run read-only tools without asking, and as often as they like.

    ## What to write instead
    `readOnly: false`.
    """

    code = "NK802"
    name = "read-only-write"
    severity = Severity.WARNING
    bad: ClassVar[Example] = _example(
        "POST", "create-item", "Puts a new item on sale.", "readOnly: true"
    )
    good: ClassVar[Example] = _example(
        "POST", "search-items", "Finds items by what they are made of.", "readOnly: true"
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool."""
        for _, tool, target in tools(context):
            span = _true(tool.hints.read_only)
            if not span or not target:
                continue
            method = target.operation.method
            if method.value in ("PUT", "PATCH") or (
                method.value == "POST" and _writes(tool.name.value)
            ):
                yield cls.at(
                    span,
                    f"`{tool.name}` sends a {method} and looks like a write",
                    help="write `readOnly: false`",
                    related=(Label(method.span, "the method"),),
                )


class ContradictoryHints(Check):
    """Tool hinted both read-only and destructive.

    ## What it does
    Looks for `destructive: true` beside `readOnly: true`.

    ## Why is this bad?
    MCP gives `destructive` a meaning only where `readOnly` is false. A client that goes by
    `readOnly` does not ask before it destroys.

    ## What to write instead
    One of the two.
    """

    code = "NK803"
    name = "contradictory-hints"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      hints:\n        readOnly: true\n        destructive: true\n", _HINTS
    )
    good: ClassVar[Example] = Example(_HINTS, _HINTS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool, unless its method shows which hint is wrong."""
        for _, tool, target in tools(context):
            read_only, span = _true(tool.hints.read_only), _true(tool.hints.destructive)
            deletes = target is not None and target.operation.method.value == "DELETE"
            if span and read_only and not deletes:
                yield cls.at(
                    span,
                    f"`{tool.name}` cannot be read-only and destructive",
                    help="leave one of the two hints out",
                    related=(Label(read_only, "hinted read-only here"),),
                )


class HarmlessDelete(Check):
    """Tool hinted harmless that deletes.

    ## What it does
    Looks for `destructive: false` at tools that call an operation with the method DELETE.
    Where the hint is left out, MCP takes the tool for destructive.

    ## Why is this bad?
    Clients ask before they destroy. This hint tells them that they need not.

    ## What to write instead
    `destructive: true`.
    """

    code = "NK804"
    name = "harmless-delete"
    severity = Severity.WARNING
    bad: ClassVar[Example] = _example(
        "DELETE",
        "delete-item",
        "Deletes the first item.",
        "readOnly: false, destructive: false",
    )
    good: ClassVar[Example] = _example(
        "DELETE",
        "delete-item",
        "Deletes the first item.",
        "readOnly: false, destructive: true",
    )

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool, unless it is hinted read-only, which is worse."""
        for _, tool, target in tools(context):
            span = _false(tool.hints.destructive)
            deletes = target is not None and target.operation.method.value == "DELETE"
            if span and target and deletes and not _true(tool.hints.read_only):
                yield cls.at(
                    span,
                    f"`{tool.name}` sends a DELETE and is destructive",
                    help="write `destructive: true`",
                    related=(Label(target.operation.method.span, "the method"),),
                )


class HintBeyondMethod(Check):
    """Tool whose hint and HTTP method disagree.

    ## What it does
    Looks for tools that call a GET or HEAD and are hinted `readOnly: false` or
    `destructive: true`, and for those that call a PUT and are hinted `idempotent: false`.

    ## Why is this bad?
    RFC 9110 (section 9.2) lets caches answer, and clients repeat, what is safe or idempotent by
    its method. If the hint is right, the API does more than its method says.

    ## What to write instead
    Nothing if the API is like that, else the hint that goes with the method.
    """

    code = "NK805"
    name = "hint-beyond-method"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example("      hints:\n        readOnly: false\n", _HINTS)
    good: ClassVar[Example] = Example(_HINTS, _HINTS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool."""
        for _, tool, target in tools(context):
            if not target:
                continue
            hints, method = tool.hints, target.operation.method
            span, what = None, ""
            if method.value in ("GET", "HEAD") and not _true(hints.read_only):
                span = _true(hints.destructive) or _false(hints.read_only)
                what = "changes something by"
            elif method.value == "PUT":
                span = _false(hints.idempotent)
                what = "is not idempotent, unlike"
            if span:
                label = Label(method.span, "the method")
                yield cls.at(span, f"`{tool.name}` {what} a {method}", related=(label,))
