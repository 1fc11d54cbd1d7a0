"""How much a capability asks for: small parts, each of them repeated by many others."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.diagnostics.source_rules import TooLarge
from naftiko_gen.spec.model import (
    Capability,
    ConsumedOperation,
    HttpClient,
    ListTemplate,
    ObjectTemplate,
    RestAdapter,
    Template,
    Text,
)

#: What the operations and calls of a capability may take up, in inputs. Two hundred tools of ten
#: inputs each take up some thousands.
LIMIT = 250_000
#: Characters of a path or a text that weigh as much as an input.
_CHARACTERS = 100


def too_large(capability: Capability) -> Diagnostic | None:
    """Return what is to be said of a capability whose calls repeat too much, or None.

    Each operation carries its path, and each call all inputs of the called operation: a
    thousand calls of an operation with a thousand inputs are a small file, but a large package.
    """
    extents: dict[tuple[str, str], int] = {}
    total = 0
    for client in capability.clients:
        for resource in client.resources:
            path = _of_path(resource.path)
            for operation in resource.operations:
                extent = path + _of_operation(client, operation)
                extents.setdefault((client.namespace.value, operation.name.value), extent)
                total += extent
    for adapter in capability.adapters:
        if isinstance(adapter, RestAdapter):
            for exposed in adapter.resources:
                own = len(exposed.inputs) + _of_path(exposed.path)
                total += sum(own + _of_call(each.call, extents) for each in exposed.operations)
        else:
            total += sum(_of_call(tool.call, extents) for tool in adapter.tools)
    if total <= LIMIT:
        return None
    message = "the calls repeat more inputs, paths and texts than a capability can have"
    return TooLarge.at(capability.span, message, help=TooLarge.remedy)


def _of_call(call: Text | None, extents: dict[tuple[str, str], int]) -> int:
    if call is None:
        return 0
    namespace, _, name = call.value.rpartition(".")
    return extents.get((namespace, name), 0)


def _of_operation(client: HttpClient, operation: ConsumedOperation) -> int:
    named = len(client.namespace.value) + len(operation.name.value)
    values = [each.value for each in operation.inputs if each.value]
    body = [operation.body.data] if operation.body and operation.body.data else []
    inputs = len(operation.inputs) + sum(_of_template(value) for value in (*values, *body))
    return named // _CHARACTERS + inputs


def _of_path(path: Text) -> int:
    placeholders = min(path.value.count("{"), path.value.count("}"))
    return len(path.value) // _CHARACTERS + placeholders


def _of_template(template: Template) -> int:
    match template:
        case Text(value=text):
            return 1 + len(text) // _CHARACTERS + min(text.count("{{"), text.count("}}"))
        case ObjectTemplate(members=members):
            return 1 + sum(_of_template(member) for _, member in members)
        case ListTemplate(items=items):
            return 1 + sum(_of_template(item) for item in items)
        case _:
            return 1
