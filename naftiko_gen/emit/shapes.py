"""The JSON Schema of the answers that a spec shapes, for MCP and for OpenAPI."""

from __future__ import annotations

from naftiko_gen.ir import Given, JsonValue, ListOf, ObjectOf, Shape


def schema(shape: Shape) -> dict[str, JsonValue]:
    """Return the JSON Schema that every answer of a shape satisfies.

    Members are always there, but nothing is known of their types: the upstream decides.
    """
    match shape:
        case ObjectOf(members=members):
            properties: dict[str, JsonValue] = {key: schema(member) for key, member in members}
            required: list[JsonValue] = [key for key, _ in members]
            return {"type": "object", "properties": properties, "required": required}
        case ListOf(item=item):
            kinds: list[JsonValue] = ["array", "null"]
            return {"type": kinds, "items": schema(item)}
        case Given(value=value):
            return {"const": value}
        case _:
            return {}
