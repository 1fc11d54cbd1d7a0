"""What a model sees of a capability: its tools, their inputs, and every text about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naftiko_gen.checks.check import Context
from naftiko_gen.spec.model import Capability, HttpClient, McpAdapter, RestAdapter, Text, Tool
from naftiko_gen.spec.templates import Target

#: The words of a name: `getHTTPStatus-v2` has `get`, `HTTP`, `Status`, `v`, `2`.
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")


def words(name: str) -> list[str]:
    """Return the words of a name or a text in small letters; ASCII only."""
    return [word.lower() for word in _WORD.findall(name)]


def plain(name: str) -> str:
    """Return what is left of a name without case and punctuation."""
    return _PUNCTUATION.sub("", name.lower()) or name


def mcp_adapters(context: Context) -> Iterator[McpAdapter]:
    """Yield the MCP adapters."""
    for adapter in context.capability.adapters:
        if isinstance(adapter, McpAdapter):
            yield adapter


def tools(context: Context) -> Iterator[tuple[McpAdapter, Tool, Target | None]]:
    """Yield every tool with its adapter and the consumed operation that it calls."""
    for adapter in mcp_adapters(context):
        for tool in adapter.tools:
            yield adapter, tool, context.calls.resolve(tool.call) if tool.call else None


def tool_inputs(adapter: McpAdapter, tool: Tool, target: Target | None) -> dict[str, Text]:
    """Return the names of a tool's inputs, declared or not, and where each comes from."""
    inputs = {each.name.value: each.name for each in tool.inputs}
    prefix = f"{adapter.namespace}."
    given = {entry.name.value for entry in tool.arguments}
    for entry in tool.arguments:
        if isinstance(entry.value, Text) and entry.value.value.startswith(prefix):
            inputs.setdefault(entry.value.value.removeprefix(prefix), entry.value)
    if target and tool.call:
        needed = [
            each.name.value
            for each in target.operation.inputs
            if each.required and each.required.value and not each.value
        ]
        for name in needed:
            if name not in given:
                inputs.setdefault(name, tool.call)
    return inputs


def described(tool: Tool) -> Iterator[tuple[Text, Text]]:
    """Yield name and description of a tool and of each of its inputs, where it has one."""
    if tool.description:
        yield tool.name, tool.description
    for each in tool.inputs:
        if each.description:
            yield each.name, each.description


def all_texts(capability: Capability) -> Iterator[Text]:
    """Yield each label and description that can reach a model or a reader."""
    found = [capability.label, capability.description]
    for client in capability.clients:
        found += _of_client(client)
    for adapter in capability.adapters:
        found.append(adapter.description)
        found += _of_rest(adapter) if isinstance(adapter, RestAdapter) else _of_mcp(adapter)
    for offering in capability.skills:
        found.append(offering.description)
        for skill in offering.skills:
            found.append(skill.description)
            found += [tool.description for tool in skill.tools]
    yield from (text for text in found if text)


def _of_client(client: HttpClient) -> Iterator[Text | None]:
    yield client.description
    for resource in client.resources:
        for operation in resource.operations:
            yield operation.description
            yield from (each.description for each in operation.inputs)


def _of_rest(adapter: RestAdapter) -> Iterator[Text | None]:
    for resource in adapter.resources:
        yield resource.description
        yield from (each.description for each in resource.inputs)
        for operation in resource.operations:
            yield operation.description
            yield from (each.description for each in operation.inputs)


def _of_mcp(adapter: McpAdapter) -> Iterator[Text | None]:
    for tool in adapter.tools:
        yield tool.label
        yield tool.description
        yield from (each.description for each in tool.inputs)
