"""What the ruleset of the specification demands of documents beyond their schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import DocumentCheck
from naftiko_gen.checks.outline import Caller, Outline, Part
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.source import Span
from naftiko_gen.spec.model import Text

_API = "    description: The shop's API.\n"
_RESOURCE = "      description: One item.\n"
_TOOL = "      description: Gets one item of the shop by its number.\n"
_MCP = "    port: 9090\n    description: Items of a shop.\n"
_EXPOSES = "  exposes:\n"
_CALL = "      call: shop.get-item\n      with:\n        id: shop-mcp.id\n"
_AUTHENTICATION = '    authentication:\n      type: bearer\n      token: "{{SHOP_TOKEN}}"\n'
_SCRIPT = """\
      steps:
      - type: script
        name: pick
        file: pick.py
{more}\
      outputParameters:
      - name: pick
        type: string
"""
_FUNCTION = """\
      ref: items.get
  aggregates:
  - label: Items
    namespace: items
    functions:
    - name: get
      description: Gets one item.
      semantics:
        safe: {safe}
      call: shop.get-item
"""
#: Keys that say where an answer comes from.
_MODES = ("ref", "call", "steps")
_ACTIVE = re.compile(r"<script\b|\beval\(", re.IGNORECASE)
_PROSE = ("label", "display", "description")


class UndescribedApi(DocumentCheck):
    """Consumed API without a description.

    ## What it does
    Demands a `description` of each consumed API, imported ones too.

    ## Why is this bad?
    Nobody learns from the file, or from the generated client, what the API is for.

    ## What to write instead
    One sentence about what the API offers.
    """

    code = "NK760"
    name = "undescribed-api"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    baseUri: https://shop.test/v1\n", _API + "    baseUri: https://shop.test/v1\n"
    )
    good: ClassVar[Example] = Example("    description: Items and prices.\n", _API)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each API."""
        for client in outline.section("consumes"):
            if not _says(client.text("description")):
                name = client.text("namespace") or client.text("import")
                yield cls.at(name.span if name else client.place, "this API has no description")


class UndescribedResource(DocumentCheck):
    """REST resource without a description.

    ## What it does
    Demands a `description` of each resource of a REST adapter.

    ## Why is this bad?
    The resource stands in OpenAPI documents without a word about what it is.

    ## What to write instead
    One sentence about what the resource is.
    """

    code = "NK761"
    name = "undescribed-resource"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example("      name: item\n", "      name: item\n" + _RESOURCE)
    good: ClassVar[Example] = Example("      description: An item.\n", _RESOURCE)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each resource."""
        for adapter in outline.adapters_of("rest"):
            for resource in adapter.parts("resources"):
                if not _says(resource.text("description")):
                    path = resource.text("path")
                    span = path.span if path else resource.place
                    yield cls.at(span, "this resource has no description")


class StdioAuthentication(DocumentCheck):
    """Authentication of an adapter that is no server.

    ## What it does
    Looks for `authentication` beside `transport: stdio`.

    ## Why is this bad?
    Over standard input there is no request that could carry credentials: nobody asks for them.

    ## What to write instead
    Leave it out: who may start the process may use it.
    """

    code = "NK762"
    name = "stdio-authentication"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    transport: stdio\n    description: Items of a shop.\n" + _AUTHENTICATION, _MCP
    )
    good: ClassVar[Example] = Example(
        "    transport: stdio\n    description: Items of a shop.\n", _MCP
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such adapter."""
        for adapter in outline.adapters_of("mcp"):
            transport, span = adapter.text("transport"), adapter.key_span("authentication")
            if transport and transport.value == "stdio" and span:
                label = Label(transport.span, "the transport")
                message = "nothing carries credentials over `stdio`"
                yield cls.at(span, message, related=(label,))


class ScriptWithoutPlace(DocumentCheck):
    """Script step that does not say where its script is.

    ## What it does
    Demands `location` and `language` of each script step, unless `management.scripting` of the
    first control adapter has `defaultLocation` and `defaultLanguage`.

    ## Why is this bad?
    The reference engine refuses the call once a client makes it.

    ## What to write instead
    Both keys in the step, or both defaults.
    """

    code = "NK763"
    name = "script-without-place"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(_SCRIPT.format(more="        language: python\n"), _CALL)
    good: ClassVar[Example] = Example(
        _SCRIPT.format(more="        language: python\n        location: file:///opt/shop\n"),
        _CALL,
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each key that a step lacks."""
        control = next(outline.adapters_of("control"), None)
        management = control.part("management") if control else None
        defaults = management.part("scripting") if management else None
        owners = [each.part for each in outline.callers]
        owners += [function for _, function in outline.functions]
        for step in (step for owner in owners for step in owner.parts("steps")):
            kind = step.text("type")
            if kind and kind.value == "script":
                for key, default in _DEFAULTS:
                    if not step.text(key) and not (defaults and defaults.text(default)):
                        message = f"neither `{key}` nor a `{default}` says where the script is"
                        yield cls.at(step.place, _LACKS[key], help=message)


class SemanticsConflict(DocumentCheck):
    """Hint or method against the semantics of the function.

    ## What it does
    Compares what a function of an aggregate says of itself (`safe`, `idempotent`) with the
    hints of tools and the methods of REST operations that refer to it.

    ## Why is this bad?
    Clients decide by hints and methods what they may call unasked, and what they may repeat.

    ## What to write instead
    The hint or method that the semantics imply; tools without hints get them from there.
    """

    code = "NK764"
    name = "semantics-conflict"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_FUNCTION.format(safe="false"), _CALL)
    good: ClassVar[Example] = Example(_FUNCTION.format(safe="true"), _CALL)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each contradiction."""
        functions = {
            f"{aggregate.text('namespace')}.{function.name}": function.part("semantics")
            for aggregate, function in reversed(outline.functions)
        }
        for caller in outline.callers:
            reference = caller.part.text("ref")
            semantics = functions.get(reference.value) if reference else None
            if semantics:
                yield from cls._compare(caller, semantics)

    @classmethod
    def _compare(cls, caller: Caller, semantics: Part) -> Iterator[Diagnostic]:
        said = [*(_method(caller) if caller.resource else _hints(caller.part))]
        for fact in ("safe", "idempotent"):
            flag = semantics.flag(fact)
            if flag is None:
                continue
            for span, what, against in said:
                if (fact, flag.value) in against:
                    word = str(flag.value).lower()
                    label = Label(flag.span, f"the function is `{fact}: {word}`")
                    message = f"{what} contradicts `{fact}: {word}` of the function"
                    yield cls.at(span, message, related=(label,))


class SeveralModes(DocumentCheck):
    """Two ways to an answer.

    ## What it does
    Looks for more than one of `call`, `steps` and `ref` in a tool, REST operation or function.

    ## Why is this bad?
    Only one of them is carried out, and which one differs: in the reference engine tools prefer
    steps, REST operations the call.

    ## What to write instead
    One of them.
    """

    code = "NK765"
    name = "several-modes"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _CALL + _SCRIPT.format(more="        language: python\n        location: file:///opt\n"),
        _CALL,
    )
    good: ClassVar[Example] = Example(_CALL, _CALL)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such tool, operation or function."""
        owners = [each.part for each in outline.callers]
        owners += [function for _, function in outline.functions]
        for owner in owners:
            spans = sorted(span for key in _MODES if (span := owner.key_span(key)))
            if len(spans) > 1:
                label = Label(spans[0], "one answer comes from here")
                message = "another way to the answer; only one is carried out"
                yield cls.at(spans[1], message, related=(label,))


class ActiveText(DocumentCheck):
    """Script in a text for people.

    ## What it does
    Looks for `<script` and `eval(` in the labels and descriptions of the capability, of consumed
    APIs, adapters, REST resources, operations, tools and skills.

    ## Why is this bad?
    Such texts are shown as Markdown and HTML by API browsers and clients of models, and not all
    of them escape what they show.

    ## What to write instead
    The same in words.
    """

    code = "NK766"
    name = "active-text"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      description: Gets one item. <script>alert(1)</script>\n", _TOOL
    )
    good: ClassVar[Example] = Example("      description: Gets the script of a play.\n", _TOOL)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each text."""
        for part in _described(outline):
            for text in (part.text(key) for key in _PROSE):
                if text and (active := _ACTIVE.search(text.value)):
                    yield cls.at(text.span, f"`{active[0]}` in a text for people")


_DEFAULTS = (("location", "defaultLocation"), ("language", "defaultLanguage"))
_LACKS = {
    "location": "nothing says where the script of this step is",
    "language": "nothing says in which language the script of this step is",
}

#: What is said, and the facts that it contradicts.
_Said = tuple[Span, str, frozenset[tuple[str, bool]]]


def _hints(tool: Part) -> Iterator[_Said]:
    hints = tool.part("hints")
    for name, value, against in (
        ("readOnly", False, ("safe", True)),
        ("readOnly", True, ("safe", False)),
        ("destructive", True, ("safe", True)),
        ("idempotent", False, ("idempotent", True)),
        ("idempotent", True, ("idempotent", False)),
    ):
        flag = hints.flag(name) if hints else None
        if flag and flag.value is value:
            yield flag.span, f"the hint `{name}: {str(value).lower()}`", frozenset((against,))


def _method(operation: Caller) -> Iterator[_Said]:
    method = operation.part.text("method")
    if method:
        against = {("safe", method.value != "GET")}
        if method.value == "POST":
            against.add(("idempotent", True))
        yield method.span, f"the method {method}", frozenset(against)


def _described(outline: Outline) -> Iterator[Part]:
    if info := outline.root.part("info"):
        yield info
    yield from outline.section("consumes")
    for adapter in outline.section("exposes"):
        yield adapter
        yield from adapter.parts("skills")
        yield from adapter.parts("resources")
    yield from (caller.part for caller in outline.callers)


def _says(text: Text | None) -> bool:
    return text is not None and bool(text.value.strip())
