"""Names of further parts that must be unique are: of binds, resources, functions, skills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from naftiko_gen.checks.check import DocumentCheck
from naftiko_gen.checks.duplicates import repeated
from naftiko_gen.checks.outline import Outline, Part
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.source import Mapping
from naftiko_gen.spec.model import Text

_BINDS = "    SHOP_TOKEN: SHOP_TOKEN\n"
_EXPOSES = "  exposes:\n"
_PLACE = "          in: path\n  exposes:\n"
_LAST = "        id: shop-mcp.id\n"
_OTHER_RESOURCE = """\
          in: path
    - name: {name}
      path: /items
      operations:
      - name: list-items
        method: GET
  exposes:
"""
_ROUTES = """\
          id: shop-rest.id
      - method: DELETE
        name: {name}
        inputParameters:
        - name: id
          in: path
          type: string
          description: Number of the item.
        call: shop.get-item
        with:
          id: shop-rest.id
"""
_AGGREGATE = """\
  aggregates:
  - label: Items
    namespace: items
    functions:
    - name: get
      description: Gets one item.
      call: shop.get-item
    - name: {name}
      description: Gets one item again.
      call: shop.get-item
  exposes:
"""
_SKILLS = """\
  - type: skill
    namespace: shop-skills
    port: 3010
    skills:
    - name: shopping
      description: Finds items of the shop.
    - name: {name}
      description: Finds more items of the shop.
"""
_READABLE = """\
        id: shop-mcp.id
    resources:
    - name: items
      label: Items
      uri: shop://items
      description: All items.
      call: shop.get-item
    - name: {name}
      label: Items
      uri: {uri}
      description: All items again.
      call: shop.get-item
"""


class DuplicateVariable(DocumentCheck):
    """Variable that two binds declare.

    ## What it does
    Compares the variable names of all binds.

    ## Why is this bad?
    `{{NAME}}` cannot say which one is meant: in the reference engine the later one wins.

    ## What to write instead
    A name of its own for each variable.
    """

    code = "NK406"
    name = "duplicate-variable"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _BINDS + "- namespace: more\n  keys:\n    SHOP_TOKEN: OTHER_TOKEN\n", _BINDS
    )
    good: ClassVar[Example] = Example(_BINDS, _BINDS)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated variable."""
        keys = (bind.node.get("keys") for bind in outline.section("binds"))
        entries = (entry for each in keys if isinstance(each, Mapping) for entry in each.entries)
        names = (Text(entry.name, entry.key.span) for entry in entries)
        for first, again in repeated((name.value, name) for name in names):
            message = f"two binds declare `{again.value}`"
            yield cls.at(again.span, message, related=(Label(first.span, "first declared here"),))


class BindNamespace(DocumentCheck):
    """Namespace of a bind that something else has.

    ## What it does
    Compares the namespaces of binds with each other and with those of consumed APIs and adapters.

    ## Why is this bad?
    The specification has one pool of namespaces; its validator refuses the file.

    ## What to write instead
    A namespace of its own for each bind.
    """

    code = "NK407"
    name = "bind-namespace"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("- namespace: shop\n", "- namespace: env\n")
    good: ClassVar[Example] = Example("- namespace: environment\n", "- namespace: env\n")

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated namespace."""
        others = {n.value: n for part in (*outline.clients, *outline.adapters) if (n := _of(part))}
        binds = [name for bind in outline.section("binds") if (name := _of(bind))]
        twice = {again: first for first, again in repeated((name.value, name) for name in binds)}
        for name in binds:
            if first := others.get(name.value) or twice.get(name):
                label = Label(first.span, "also here")
                yield cls.at(name.span, f"`{name}` is also another namespace", related=(label,))


class DuplicateResource(DocumentCheck):
    """Two resources of one name.

    ## What it does
    Compares the names of the resources of each consumed API and each REST adapter.

    ## Why is this bad?
    The specification demands unique names. Nothing refers to a resource yet, so only readers
    and documentation take the two for one.

    ## What to write instead
    A name of its own for each resource, or one resource with the operations of both.
    """

    code = "NK408"
    name = "duplicate-resource"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(_OTHER_RESOURCE.format(name="item"), _PLACE)
    good: ClassVar[Example] = Example(_OTHER_RESOURCE.format(name="items"), _PLACE)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated name."""
        for owner in (*outline.clients, *outline.adapters_of("rest")):
            yield from _twice(cls, owner.parts("resources"), "resources")


class DuplicateRestOperation(DocumentCheck):
    """Two REST operations of one name.

    ## What it does
    Compares the operation names of a REST adapter, over all its resources.

    ## Why is this bad?
    OpenAPI demands unique operation ids: generated packages add the route to both, and skills
    cannot say which operation they mean.

    ## What to write instead
    A name of its own for each operation.
    """

    code = "NK409"
    name = "duplicate-rest-operation"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _ROUTES.format(name="get-item"), "          id: shop-rest.id\n"
    )
    good: ClassVar[Example] = Example(
        _ROUTES.format(name="take-item"), "          id: shop-rest.id\n"
    )

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated name."""
        for adapter in outline.adapters_of("rest"):
            resources = adapter.parts("resources")
            operations = (each for resource in resources for each in resource.parts("operations"))
            yield from _twice(cls, operations, "operations")


class DuplicateFunction(DocumentCheck):
    """Two aggregate functions of one name.

    ## What it does
    Compares the functions of all aggregates by `namespace.function`.

    ## Why is this bad?
    `ref: namespace.function` cannot say which one is meant; the reference engine does not start.

    ## What to write instead
    A name of its own for each function.
    """

    code = "NK410"
    name = "duplicate-function"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(_AGGREGATE.format(name="get"), _EXPOSES)
    good: ClassVar[Example] = Example(_AGGREGATE.format(name="find"), _EXPOSES)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated function."""
        names = [
            ((str(aggregate.text("namespace")), function.name.value), function.name)
            for aggregate, function in outline.functions
            if function.name
        ]
        for first, again in repeated(names):
            message = f"two functions are named `{again.value}`"
            yield cls.at(again.span, message, related=(Label(first.span, "first named here"),))


class DuplicateSkill(DocumentCheck):
    """Two skills of one name, or two tools of one name in a skill.

    ## What it does
    Compares the names of the skills of an adapter, and of the tools of each skill.

    ## Why is this bad?
    Skills are served by their names: only one of the two can be.

    ## What to write instead
    A name of its own for each.
    """

    code = "NK411"
    name = "duplicate-skill"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_LAST + _SKILLS.format(name="shopping"), _LAST)
    good: ClassVar[Example] = Example(_LAST + _SKILLS.format(name="browsing"), _LAST)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated name."""
        for adapter in outline.adapters_of("skill"):
            yield from _twice(cls, adapter.parts("skills"), "skills")
            for skill in adapter.parts("skills"):
                yield from _twice(cls, skill.parts("tools"), "tools of this skill")


class DuplicateMcpResource(DocumentCheck):
    """Two MCP resources of one name or URI, or two prompts of one name.

    ## What it does
    Compares the names and URIs of the resources of an MCP adapter, and the names of its prompts.

    ## Why is this bad?
    Clients ask for them by URI and by name: only one of the two can answer.

    ## What to write instead
    A name, and a URI, of its own for each.
    """

    code = "NK412"
    name = "duplicate-mcp-resource"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_READABLE.format(name="more", uri="shop://items"), _LAST)
    good: ClassVar[Example] = Example(_READABLE.format(name="more", uri="shop://more"), _LAST)

    @classmethod
    def run(cls, outline: Outline) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each repeated name and URI."""
        for adapter in outline.adapters_of("mcp"):
            yield from _twice(cls, adapter.parts("prompts"), "prompts")
            yield from _twice(cls, adapter.parts("resources"), "resources")
            uris = [uri for each in adapter.parts("resources") if (uri := each.text("uri"))]
            for first, again in repeated((uri.value, uri) for uri in uris):
                message = f"two resources have the URI `{again.value}`"
                yield cls.at(again.span, message, related=(Label(first.span, "first used here"),))


def _of(part: Part) -> Text | None:
    return part.text("namespace")


def _twice(rule: type[DocumentCheck], parts: Iterable[Part], what: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each part whose name another one of ``parts`` has before it."""
    # A rewrite may make several parts of one: they stand in the same place.
    names = {part.name.span: part.name for part in parts if part.name}.values()
    for first, again in repeated((name.value, name) for name in names):
        label = Label(first.span, "first named here")
        yield rule.at(again.span, f"two {what} are named `{again.value}`", related=(label,))
