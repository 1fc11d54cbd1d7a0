"""Names that are used, and used for what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from naftiko_gen.checks.check import Check, Context
from naftiko_gen.diagnostics import Diagnostic, Example, Severity
from naftiko_gen.spec.model import (
    Exposed,
    ExposedResource,
    HttpClient,
    ListTemplate,
    ObjectTemplate,
    Output,
    Template,
    Text,
)
from naftiko_gen.spec.templates import bound_names, has_variable, path_names

#: What a reference may have been meant to look like: `id`, `$id`, `input.id`, `{id}`.
_REFERENCE = re.compile(r"\$?\{?([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)\}?")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]+")
_BRACES = re.compile(r"\{([^{}]+)\}")
#: How many names a message lists, and how many idle operations are worth one.
_SHOWN, _MANY = 8, 10
_WITH = "        id: shop-mcp.id\n"
_CLIENT = "  exposes:\n  - type: rest\n"
_KEYS = "    SHOP_TOKEN: SHOP_TOKEN\n"


class NameForValue(Check):
    """Name in `with` where a value was meant.

    ## What it does
    Looks in `with` for texts that name the very input that stands before the colon, or end in
    it behind a dot, where a declared input has that name: `id: id`, `id: $id`, `id: input.id`.

    ## Why is this bad?
    The text itself is sent: `GET /items/id`.

    ## What to write instead
    The namespace of the adapter, a dot, and the input: `id: shop-mcp.id`.
    """

    code = "NK306"
    name = "name-for-value"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("        id: id\n", _WITH)
    good: ClassVar[Example] = Example(_WITH, _WITH)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each such value."""
        namespaces = {adapter.namespace.value for adapter in context.capability.adapters}
        for adapter, resource, exposed in context.exposed():
            for entry in exposed.arguments:
                if not isinstance(entry.value, Text):
                    continue
                match = _REFERENCE.fullmatch(entry.value.value)
                root, _, name = match[1].rpartition(".") if match else ("", "", "")
                if name != entry.name.value or name not in _inputs(resource, exposed):
                    continue
                if root and root.partition(".")[0] in namespaces | {"rest", "tools"}:
                    continue  # a reference, or another rule says so
                yield cls.at(
                    entry.value.span,
                    f"the text `{entry.value}` is sent, not the input `{name}`",
                    help=f"write `{adapter.namespace}.{name}`",
                )


class UnusedApi(Check):
    """Consumed API that nothing calls.

    ## What it does
    Looks for consumed APIs none of whose operations is called.

    ## Why is this bad?
    The package asks for the API's credentials and never needs them. Often a call was forgotten.

    ## What to write instead
    A tool or operation that calls it, or leave the API out.
    """

    code = "NK307"
    name = "unused-api"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "  - type: http\n    namespace: bank\n    description: The bank's API.\n"
        "    baseUri: https://bank.test\n    resources:\n    - name: account\n"
        "      path: /account\n      operations:\n      - name: get-account\n"
        "        method: GET\n" + _CLIENT,
        _CLIENT,
    )
    good: ClassVar[Example] = Example(_CLIENT, _CLIENT)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each API, unless a call leads nowhere: it may have been meant."""
        calls, capability = context.called, context.capability
        if not calls or capability.unread or not calls.issubset(context.calls.references):
            return
        called = {call.rpartition(".")[0] for call in calls}
        for client in capability.clients:
            if client.namespace.value not in called and _operations(client):
                yield cls.at(client.namespace.span, f"nothing calls `{client.namespace}`")


class UncalledOperations(Check):
    """Many consumed operations that nothing calls.

    ## What it does
    Counts the operations of each consumed API that no tool and no REST operation calls, and
    reports ten or more.

    ## Why is this bad?
    It is not: an API may be described whole. Each operation is a method of the generated
    client, to be read and reviewed.

    ## What to write instead
    Nothing, or leave out what is not needed.
    """

    code = "NK308"
    name = "uncalled-operations"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "".join(
            f"      - name: list-part-{number}\n        method: GET\n"
            for number in range(1, _MANY + 1)
        )
        + "      - name: get-item\n",
        "      - name: get-item\n",
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each API with such operations, unless nothing calls it."""
        called = context.called
        for client in context.capability.clients:
            names = _operations(client)
            idle = [name for name in names if f"{client.namespace}.{name}" not in called]
            if _MANY <= len(idle) < len(names):
                shown = ", ".join(f"`{name}`" for name in idle[:_SHOWN])
                message = f"nothing calls {len(idle)} of {len(names)} operations: {shown}, …"
                yield cls.at(client.namespace.span, message)


class UnusedVariable(Check):
    """Bound variable that nothing uses.

    ## What it does
    Looks for the variables of `binds` in base URIs, credentials, paths, inputs, bodies, `with`
    and outputs.

    ## Why is this bad?
    Somebody meant to use it. Where it is a key or a secret, requests may go out without it.

    ## What to write instead
    `{{NAME}}` where it belongs, or leave it out of `binds`.
    """

    code = "NK309"
    name = "unused-variable"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(_KEYS + "    SHOP_KEY: SHOP_KEY\n", _KEYS)
    good: ClassVar[Example] = Example(_KEYS, _KEYS)

    @classmethod
    def run(cls, context: Context) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each variable, unless another rule knows where it was meant."""
        capability = context.capability
        if capability.unread or any(_lacks_variable(each) for each in capability.clients):
            return
        used: set[str] = set()
        for text in _templates(context):
            if "{" in text:
                used.update(name.strip().rpartition(".")[2] for name in _BRACES.findall(text))
        bound = bound_names(capability)
        if any(_CAPITALS.fullmatch(name) for name in used - bound):
            return
        for bind in capability.binds:
            for variable in bind.variables:
                if variable.name.value not in used:
                    yield cls.at(variable.name.span, f"nothing uses `{variable.name}`")


def _lacks_variable(client: HttpClient) -> bool:
    """Say whether an API's credentials are written out or missing."""
    credentials = client.authentication
    if credentials is None:
        return False
    values = (*credentials.keys, *credentials.headers)
    return not any(has_variable(text.value) for _, text in values)


def _inputs(resource: ExposedResource | None, exposed: Exposed) -> set[str]:
    """Return the names of an exposed operation's inputs."""
    names = {each.name.value for each in exposed.inputs}
    if resource:
        names.update(each.name.value for each in resource.inputs)
        names.update(path_names(resource.path.value))
    return names


def _operations(client: HttpClient) -> list[str]:
    return [each.name.value for resource in client.resources for each in resource.operations]


def _templates(context: Context) -> Iterator[str]:
    """Yield every text in which a variable may stand."""
    capability = context.capability
    for client in capability.clients:
        yield client.base_uri.value
        if client.authentication:
            for _, text in (*client.authentication.keys, *client.authentication.headers):
                yield text.value
        for resource in client.resources:
            yield resource.path.value
            for operation in resource.operations:
                for each in operation.inputs:
                    yield each.value.value if each.value else ""
                if operation.body and operation.body.data:
                    yield from _of_template(operation.body.data)
    for adapter in (*capability.adapters, *capability.skills):
        yield adapter.address.value if adapter.address else ""
    for _, _, exposed in context.exposed():
        for entry in exposed.arguments:
            yield str(entry.value) if isinstance(entry.value, Text) else ""
        for output in exposed.outputs:
            yield from _of_output(output)


def _of_template(template: Template) -> Iterator[str]:
    match template:
        case Text(value=text):
            yield text
        case ObjectTemplate(members=members):
            for name, member in members:
                yield name.value
                yield from _of_template(member)
        case ListTemplate(items=items):
            for item in items:
                yield from _of_template(item)
        case _:
            pass


def _of_output(output: Output) -> Iterator[str]:
    yield output.value.value if output.value else ""
    yield output.mapping.value if output.mapping else ""
    for _, member in output.members:
        yield from _of_output(member)
    if output.items:
        yield from _of_output(output.items)
