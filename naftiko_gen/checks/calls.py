"""Calls lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.diagnostics import Diagnostic, Example, Label, Severity
from naftiko_gen.spec.model import Text
from naftiko_gen.spec.templates import path_names, template_names

#: How many of a called operation's inputs a message lists.
_SHOWN = 30
_CALL = "      call: shop.get-item\n"
_WITH = "        id: shop-mcp.id\n"
_SKILL = """\
  - type: skill
    namespace: shop-skills
    port: 3010
    skills:
    - name: shopping
      description: Finds items of the shop.
      tools:
      - name: get-item
        description: Gets one item.
        from:
          sourceNamespace: shop-mcp
          action: {action}
"""


class UnresolvedCall(Check):
    """Call of an operation that is not consumed.

    ## What it does
    Looks up each `call` among the consumed operations, by `namespace.operation`.

    ## Why is this bad?
    There is nothing to call. The reference engine notices at the first request only.

    ## What to write instead
    The namespace of a consumed API, a dot, and the name of one of its operations.
    """

    code = "NK301"
    name = "unresolved-call"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example("      call: shop.get-itm\n", _CALL)
    good: ClassVar[Example] = Example(_CALL, _CALL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each call that leads nowhere."""
        references = context.calls.references
        known = ", ".join(f"`{name}`" for name in references[:8])
        for _, _, exposed in context.exposed():
            call = exposed.call
            if call and context.calls.resolve(call) is None:
                near = context.nearest(call.value, references)
                help = f"did you mean `{near}`?" if near else f"consumed operations: {known}"
                message = f"`{call.value}` is not a consumed operation"
                yield cls.at(call.span, message, help=help)


class UnresolvedSkillTool(Check):
    """Tool of a skill that no adapter has.

    ## What it does
    Looks up `from` of each tool of a skill: the namespace among the REST and MCP adapters, the
    action among the operations or tools of that adapter.

    ## Why is this bad?
    An agent is told of a tool that is not there.

    ## What to write instead
    `sourceNamespace` of an adapter, and the name of one of its operations or tools.
    """

    code = "NK305"
    name = "unresolved-skill-tool"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(_WITH + _SKILL.format(action="get-itm"), _WITH)
    good: ClassVar[Example] = Example(_WITH + _SKILL.format(action="get-item"), _WITH)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each tool that leads nowhere."""
        actions: dict[str, set[str]] = {}
        for adapter, _, exposed in context.exposed():
            names = actions.setdefault(adapter.namespace.value, set())
            names.add(exposed.name.value if exposed.name else "")
        for offering in context.capability.skills:
            for skill in offering.skills:
                for tool in skill.tools:
                    if not tool.source.value:
                        continue  # made of an instruction, which is refused at its key
                    known = actions.get(tool.source.value)
                    if known is None:
                        near = context.nearest(tool.source.value, actions)
                        message = f"`{tool.source}` is no REST or MCP adapter"
                        help = f"did you mean `{near}`?" if near else None
                        yield cls.at(tool.source.span, message, help=help)
                    elif tool.action.value not in known:
                        near = context.nearest(tool.action.value, known)
                        message = f"`{tool.source}` has no tool or operation `{tool.action}`"
                        help = f"did you mean `{near}`?" if near else None
                        yield cls.at(tool.action.span, message, help=help)


class UnknownTarget(Check):
    """Value in `with` for nothing.

    ## What it does
    Compares the keys of `with` with the inputs and path parameters of the called operation. To
    a GET or HEAD, a key that resembles none of them is an input in the query (NK132).

    ## Why is this bad?
    The value has nowhere to go: the request is sent without it.

    ## What to write instead
    The name of an input of the called operation, or declare the input there.
    """

    code = "NK302"
    name = "unknown-with-target"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example("        idd: shop-mcp.id\n", _WITH)
    good: ClassVar[Example] = Example(_WITH, _WITH)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each key without a target."""
        for _, _, exposed, target in context.resolved():
            known = {i.name.value for i in target.operation.inputs}
            known.update(path_names(target.resource.path.value))
            known.update(name for name, _ in template_names(target.operation))
            names = ", ".join(f"`{name}`" for name in sorted(known)[:_SHOWN])
            for entry in exposed.arguments:
                if entry.name.value not in known:
                    near = context.nearest(entry.name.value, known)
                    yield cls.at(
                        entry.name.span,
                        f"`{target.reference}` has no input `{entry.name.value}`",
                        help=f"did you mean `{near}`?"
                        if near
                        else f"its inputs: {names or 'none'}",
                        related=(Label(target.operation.name.span, "the called operation"),),
                    )


class ForeignInputRoot(Check):
    """Value from another adapter.

    ## What it does
    Looks in `with` for values that start with the namespace of another adapter, or with
    `rest.` in a tool and `tools.` in a REST operation.

    ## Why is this bad?
    A call has the inputs of its own adapter only; the reference engine sends the text itself.

    ## What to write instead
    The namespace of the adapter at hand: `shop-mcp.id` in a tool of `shop-mcp`.
    """

    code = "NK304"
    name = "foreign-input-root"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example("        id: rest.id\n", _WITH)
    good: ClassVar[Example] = Example(_WITH, _WITH)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each value that another adapter would have to supply."""
        namespaces = {adapter.namespace.value for adapter in context.capability.adapters}
        for adapter, _, exposed in context.exposed():
            own = adapter.namespace.value
            for entry in exposed.arguments:
                if not isinstance(entry.value, Text):
                    continue
                first, dot, rest = entry.value.value.partition(".")
                if dot and rest and first != own and first in namespaces | {"rest", "tools"}:
                    yield cls.at(
                        entry.value.span,
                        f"`{first}` is not the adapter of this call",
                        help=f"write `{own}.{rest}`",
                    )


class UnsuppliedPathParameter(Check):
    """Path parameter that nobody supplies.

    ## What it does
    Looks at each REST operation for the path parameters of the called operation: they have a
    value in `with`, or a path parameter or declared input of the same name. Where one has none
    and one parameter of the exposed path is of no use, this one is taken. Else an input is
    added: a required one, in the query or in the JSON body of a POST, PUT or PATCH.

    ## Why is this bad?
    The reference engine sends the request without the value, to the collection instead of the
    item: a DELETE could empty it. Callers have to learn of an input that the file hides.

    ## What to write instead
    Name the parameter in the exposed path, or give it a value in `with`.
    """

    code = "NK303"
    name = "unsupplied-path-parameter"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    - path: /items\n      name: item\n      description: One item.\n      operations:\n"
        "      - method: GET\n        name: get-item\n        call: shop.get-item\n",
        "    - path: /items/{{id}}\n      name: item\n      description: One item.\n"
        "      operations:\n      - method: GET\n        name: get-item\n"
        "        inputParameters:\n        - name: id\n          in: path\n"
        "          type: string\n          description: Number of the item.\n"
        "        call: shop.get-item\n        with:\n          id: shop-rest.id\n",
    )
    good: ClassVar[Example] = Example(_CALL, _CALL)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each REST operation and parameter."""
        # Of a tool's inputs lowering says which it adds.
        for _, call, target, values in context.routes:
            for name in values.missing:
                taken = f"an input `{name}` is added"
                if values.pair:
                    taken = f"`{values.pair[1]}` of the exposed path is taken for it"
                yield cls.at(
                    call.span,
                    f"nothing is said to be the path parameter `{name}` of "
                    f"`{target.reference}`; {taken}",
                    help=f"give `{name}` a value in `with`",
                    related=(Label(target.resource.path.span, "the path that needs it"),),
                )
