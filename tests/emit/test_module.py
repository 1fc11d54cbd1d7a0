"""A module as templates write it: docs are built in Python or in place, and laid out."""

from jinja2 import DictLoader

from naftiko_gen.emit.doc import Value, annotated, call, function
from naftiko_gen.emit.environment import CodeEnvironment
from naftiko_gen.emit.guard import check_template
from naftiko_gen.emit.languages import Language
from naftiko_gen.emit.layout import import_from
from naftiko_gen.emit.python import dotted, fixed, name, phrase
from tests.emit.texts import assert_formatted

MACROS = """\
{% macro method(operation) %}
    {{ operation.signature | layout(4) }}
        {{ operation.description | docstring(8) }}
        {{ statement(fixed("return "), operation.call, 8) }}
{% endmacro %}
"""

TEMPLATE = '''\
{% from "macros.py.jinja" import method %}
{{ description | docstring(0) }}

{{ imports }}

TOOLS = [
{% for tool in tools %}
    Tool(
        name={{ tool.name | layout(8, 5, 1) }},
        description={{ tool.description | layout(8, 12, 1) }},
        input_schema={{ tool.schema | layout(8, 13, 1) }},
    ),
{% endfor %}
]


class {{ class_name | name }}(Client):
    """One method an operation."""
{% for operation in operations %}

{{ method(operation) }}
{%- endfor %}
'''

EXPECTED = '''\
"""Rooms "of" 100ms: \\u202e"""

from mcp.types import Client, Tool

TOOLS = [
    Tool(
        name="list-rooms",
        description="List rooms.",
        input_schema={"type": "object"},
    ),
    Tool(
        name="hms-update-room",
        description=(
            "Update a 100ms room: its name, its description, and whether it is enabled "
            "or not."
        ),
        input_schema={
            "type": "object",
            "properties": {"room_id": {"type": "string"}, "body": {"type": "object"}},
            "required": ["room_id", "body"],
        },
    ),
]


class RoomsClient(Client):
    """One method an operation."""

    async def listrooms(self) -> Answer:
        """List Rooms."""
        return await self.send("GET", "/rooms")

    async def updateroom(
        self, *, room_id: str, name: str, description: str | None = None
    ) -> Answer:
        """Update Room."""
        return await self.send(
            "POST",
            "/rooms/",
            segment(room_id),
            body={"name": name, "a": ["b", 1.5, None]},
        )
'''


def _operation(title: str, *parameters: str, **values: object) -> dict[str, object]:
    optional = annotated(name("description"), fixed("str | None"), fixed("None"))
    typed = [annotated(name(parameter), fixed("str")) for parameter in parameters]
    head = phrase(fixed("async def "), name(title))
    after = [fixed("*"), *typed, optional] if typed else []
    return {"signature": function(head, [fixed("self"), *after], fixed("Answer")), **values}


def test_a_module() -> None:
    send = fixed("await self.send")
    body: dict[str, Value] = {"name": name("name"), "a": ["b", 1.5, None]}
    room = call(fixed("segment"), name("room_id"))
    properties = {"room_id": {"type": "string"}, "body": {"type": "object"}}
    rendered = _render(
        description='Rooms "of" 100ms: \u202e',
        imports=import_from(dotted("mcp.types"), [name("Tool"), name("Client")]),
        class_name="RoomsClient",
        tools=[
            {"name": "list-rooms", "description": "List rooms.", "schema": {"type": "object"}},
            {
                "name": "hms-update-room",
                "description": "Update a 100ms room: its name, its description, and whether it "
                "is enabled or not.",
                "schema": {
                    "type": "object",
                    "properties": properties,
                    "required": list(properties),
                },
            },
        ],
        operations=[
            _operation("listrooms", call=call(send, "GET", "/rooms"), description="List\nRooms."),
            _operation(
                "updateroom",
                "room_id",
                "name",
                call=call(send, "POST", "/rooms/", room, body=body),
                description="Update Room.",
            ),
        ],
    )
    assert rendered == EXPECTED
    assert_formatted(rendered, "F821")


def _render(**values: object) -> str:
    environment = CodeEnvironment(Language.PYTHON)
    environment.loader = DictLoader({"macros.py.jinja": MACROS, "module.py.jinja": TEMPLATE})
    return environment.render("module.py.jinja", **values).text


def test_the_guard_lets_it_pass() -> None:
    assert check_template(MACROS, Language.PYTHON) == []
    assert check_template(TEMPLATE, Language.PYTHON) == []
