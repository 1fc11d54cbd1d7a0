"""Skill adapters become fixed documents: they describe tools, they never run one."""

from __future__ import annotations

from urllib.parse import quote

from naftiko_gen.diagnostics import Diagnostic
from naftiko_gen.ir import Document, Identifier, JsonValue, RestAdapter
from naftiko_gen.lowering.adapters import listen
from naftiko_gen.lowering.rules import SkillFiles
from naftiko_gen.lowering.settings import Settings
from naftiko_gen.spec import model


def lower_skills(
    adapter: model.SkillAdapter,
    module: Identifier,
    capability: model.Capability,
    settings: Settings,
    found: list[Diagnostic],
) -> RestAdapter:
    """Return a skill adapter as the documents that it serves (the engine's `/skills`)."""
    modes = {a.namespace.value: _mode(a) for a in capability.adapters}
    descriptions = _descriptions(capability)
    documents: list[Document] = []
    listing: list[JsonValue] = []
    for skill in adapter.skills:
        if skill.location:
            message = "the files of a skill are not served; their paths answer 404"
            found.append(SkillFiles.at(skill.location.span, message))
        description = skill.description.value if skill.description else ""
        head: dict[str, JsonValue] = {"name": skill.name.value, "description": description}
        facts = dict(skill.facts)
        tools: list[JsonValue] = [
            _tool(tool, modes.get(tool.source.value, "mcp"), descriptions) for tool in skill.tools
        ]
        names: list[JsonValue] = [tool.name.value for tool in skill.tools]
        entry: dict[str, JsonValue] = {**head, "tools": names}
        if "license" in facts:
            entry["license"] = facts["license"]
        listing.append(entry)
        path = f"/skills/{quote(skill.name.value, safe='')}"
        documents.append(Document(path, {**head, **facts, "tools": tools}))
    whole: JsonValue = {"count": len(listing), "skills": listing}
    return RestAdapter(
        namespace=adapter.namespace.value,
        module=module,
        openapi_file="",
        description=adapter.description.value if adapter.description else "",
        listen=listen(adapter.namespace, adapter.address, adapter.port, settings),
        routes=(),
        serves_openapi=False,
        documents=(Document("/skills", whole), *documents),
    )


def _mode(adapter: model.Adapter) -> str:
    return "rest" if isinstance(adapter, model.RestAdapter) else "mcp"


def _descriptions(capability: model.Capability) -> dict[tuple[str, str], str]:
    """Return the description of each tool and operation, by adapter and name."""
    result: dict[tuple[str, str], str] = {}
    for adapter in capability.adapters:
        exposed: list[model.Exposed] = []
        if isinstance(adapter, model.RestAdapter):
            exposed += [o for resource in adapter.resources for o in resource.operations]
        else:
            exposed += adapter.tools
        for each in exposed:
            if each.name and each.description:
                key = (adapter.namespace.value, each.name.value)
                result[key] = each.description.value
    return result


def _tool(tool: model.SkillTool, mode: str, descriptions: dict[tuple[str, str], str]) -> JsonValue:
    key = (tool.source.value, tool.action.value)
    description = tool.description.value if tool.description else descriptions.get(key, "")
    reference: dict[str, JsonValue] = {
        "targetNamespace": tool.source.value,
        "action": tool.action.value,
        "mode": mode,
    }
    return {
        "name": tool.name.value,
        "description": description,
        "type": "derived",
        "invocationRef": reference,
    }
