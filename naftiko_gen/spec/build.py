"""Canonical nodes become a ``Capability``."""

from __future__ import annotations

from naftiko_gen.source import Mapping, Node, Scalar, Span, to_data
from naftiko_gen.spec.fields import Fields, as_template, as_text, as_value
from naftiko_gen.spec.model import (
    Adapter,
    Authentication,
    Bind,
    Body,
    Capability,
    ConsumedInput,
    ConsumedOperation,
    ExposedInput,
    ExposedOperation,
    ExposedResource,
    Hints,
    HttpClient,
    McpAdapter,
    Output,
    Resource,
    RestAdapter,
    Skill,
    SkillAdapter,
    SkillTool,
    Text,
    Tool,
    Unread,
    Variable,
    WithEntry,
)

#: Keys of a skill that only describe it.
_SKILL_FACTS = (
    "license",
    "compatibility",
    "argument-hint",
    "allowed-tools",
    "user-invocable",
    "disable-model-invocation",
    "metadata",
)


def build(root: Node) -> Capability:
    """Return the capability that ``root`` describes.

    ``root`` is a canonical document that the schema has accepted. Keys that the model has no
    room for are in ``Capability.unread``.
    """
    return _Builder().capability(root)


class _Builder:
    def __init__(self) -> None:
        self.unread: list[Unread] = []

    def fields(self, node: Node, owner: str) -> Fields:
        return Fields(node, owner, self.unread)

    def capability(self, root: Node) -> Capability:
        document = self.fields(root, "a capability document")
        document.ignore("naftiko", "ikanos")
        info = self.fields(document.node("info") or _nothing(root), "`info`")
        label, description = info.text("label"), info.text("description")
        info.ignore("tags", "created", "modified", "stakeholders")
        info.finish()
        body = self.fields(document.node("capability") or _nothing(root), "`capability`")
        binds = tuple(self.bind(node) for node in document.items("binds"))
        clients = tuple(self.client(node) for node in body.items("consumes"))
        exposed = [self.adapter(node) for node in body.items("exposes")]
        adapters = tuple(a for a in exposed if isinstance(a, RestAdapter | McpAdapter))
        skills = tuple(a for a in exposed if isinstance(a, SkillAdapter))
        body.finish()
        span = document.finish()
        unread = tuple(self.unread)
        return Capability(label, description, binds, clients, adapters, skills, unread, span)

    def bind(self, node: Node) -> Bind:
        bind = self.fields(node, "a bind")
        bind.ignore("description")
        variables = tuple(
            Variable(name, as_text(value) or name) for name, value in bind.members("keys")
        )
        namespace, location = bind.text("namespace"), bind.text("location")
        bind.finish()
        return Bind(namespace, location, variables)

    def client(self, node: Node) -> HttpClient:
        client = self.fields(node, "a consumed API")
        client.ignore("type")
        namespace = client.required_text("namespace")
        base_uri = client.required_text("baseUri")
        description = client.text("description")
        authentication = client.node("authentication")
        resources = tuple(self.resource(item) for item in client.items("resources"))
        return HttpClient(
            namespace,
            base_uri,
            description,
            self.authentication(authentication) if authentication else None,
            resources,
            client.finish(),
        )

    def authentication(self, node: Node) -> Authentication:
        authentication = self.fields(node, "`authentication`")
        kind = authentication.required_text("type")
        keys: list[tuple[Text, Text]] = []
        for key in ("token", "key", "value", "placement", "username", "password"):
            if text := authentication.text(key):
                keys.append((Text(key, text.span), text))
        members = authentication.members("headers")
        headers = tuple((name, as_text(value) or name) for name, value in members)
        return Authentication(kind, tuple(keys), authentication.finish(), headers)

    def resource(self, node: Node) -> Resource:
        resource = self.fields(node, "a consumed resource")
        resource.ignore("label", "description")
        name, path = resource.text("name"), resource.required_text("path")
        operations = tuple(self.operation(item) for item in resource.items("operations"))
        return Resource(name, path, operations, resource.finish())

    def operation(self, node: Node) -> ConsumedOperation:
        operation = self.fields(node, "a consumed operation")
        # Consumed outputs shape step results only, and no step is carried out yet.
        operation.ignore("label", "outputParameters")
        name = operation.required_text("name")
        method = operation.text("method") or Text("GET", name.span)
        description = operation.text("description")
        inputs = tuple(self.consumed_input(item) for item in operation.items("inputParameters"))
        body = operation.node("body")
        raw_format = operation.text("outputRawFormat")
        return ConsumedOperation(
            name,
            method,
            description,
            inputs,
            self.body(body) if body else None,
            raw_format,
            operation.finish(),
        )

    def body(self, node: Node) -> Body:
        if not isinstance(node, Mapping):
            return Body(None, as_template(node), node.span)
        body = self.fields(node, "a body")
        kind, data = body.text("type"), body.node("data")
        return Body(kind, as_template(data) if data else None, body.finish())

    def consumed_input(self, node: Node) -> ConsumedInput:
        fields = self.fields(node, "a consumed input")
        name, place = fields.required_text("name"), fields.required_text("in")
        return ConsumedInput(
            name,
            place,
            fields.text("type"),
            fields.flag("required"),
            fields.text("description"),
            fields.text("value"),
            fields.finish(),
        )

    def adapter(self, node: Node) -> Adapter | SkillAdapter | None:
        adapter = self.fields(node, "an adapter")
        kind = adapter.text("type")
        match kind.value if kind else None:
            case "rest":
                return self.rest(adapter)
            case "mcp":
                return self.mcp(adapter)
            case "skill":
                return self.skill_adapter(adapter)
            case other:
                span = kind.span if kind else node.span
                self.unread.append(Unread(f"type: {other}", "an adapter", span))
                return None

    def rest(self, adapter: Fields) -> RestAdapter | None:
        namespace, port = adapter.required_text("namespace"), adapter.number("port")
        address, description = adapter.text("address"), adapter.text("description")
        resources = tuple(self.exposed_resource(item) for item in adapter.items("resources"))
        span = adapter.finish()
        if port is None:  # the schema has said so
            return None
        return RestAdapter(namespace, port, address, description, resources, span)

    def exposed_resource(self, node: Node) -> ExposedResource:
        resource = self.fields(node, "an exposed resource")
        resource.ignore("label")
        path, name = resource.required_text("path"), resource.text("name")
        description = resource.text("description")
        inputs = tuple(self.exposed_input(item) for item in resource.items("inputParameters"))
        operations = tuple(self.exposed_operation(item) for item in resource.items("operations"))
        return ExposedResource(path, name, description, inputs, operations, resource.finish())

    def exposed_operation(self, node: Node) -> ExposedOperation:
        operation = self.fields(node, "an exposed operation")
        operation.ignore("label", "outputRawFormat")
        method = operation.required_text("method")
        name, description = operation.text("name"), operation.text("description")
        inputs, call, arguments, outputs = self.exposed(operation)
        span = operation.finish()
        return ExposedOperation(method, name, description, inputs, call, arguments, outputs, span)

    def mcp(self, adapter: Fields) -> McpAdapter:
        namespace, port = adapter.required_text("namespace"), adapter.number("port")
        address, transport = adapter.text("address"), adapter.text("transport")
        description = adapter.text("description")
        tools = tuple(self.tool(item) for item in adapter.items("tools"))
        span = adapter.finish()
        return McpAdapter(namespace, port, address, transport, description, tools, span)

    def tool(self, node: Node) -> Tool:
        tool = self.fields(node, "a tool")
        name, label = tool.required_text("name"), tool.text("label")
        description = tool.text("description")
        hints_node = tool.node("hints")
        hints = Hints()
        if hints_node:
            fields = self.fields(hints_node, "`hints`")
            hints = Hints(
                fields.flag("readOnly"),
                fields.flag("destructive"),
                fields.flag("idempotent"),
                fields.flag("openWorld"),
            )
            fields.finish()
        inputs, call, arguments, outputs = self.exposed(tool)
        return Tool(
            name, label, description, hints, inputs, call, arguments, outputs, tool.finish()
        )

    def skill_adapter(self, adapter: Fields) -> SkillAdapter | None:
        namespace, port = adapter.required_text("namespace"), adapter.number("port")
        address, description = adapter.text("address"), adapter.text("description")
        skills = tuple(self.skill(item) for item in adapter.items("skills"))
        span = adapter.finish()
        if port is None:  # the schema has said so
            return None
        return SkillAdapter(namespace, port, address, description, skills, span)

    def skill(self, node: Node) -> Skill:
        skill = self.fields(node, "a skill")
        name, description = skill.required_text("name"), skill.text("description")
        facts = [(key, skill.node(key)) for key in _SKILL_FACTS]
        location = skill.text("location")
        tools = tuple(self.skill_tool(item) for item in skill.items("tools"))
        skill.finish()
        given = tuple((key, to_data(value)) for key, value in facts if value is not None)
        return Skill(name, description, given, location, tools)

    def skill_tool(self, node: Node) -> SkillTool:
        tool = self.fields(node, "a tool of a skill")
        name, description = tool.required_text("name"), tool.text("description")
        source = self.fields(tool.node("from") or _nothing(node), "`from`")
        namespace, action = source.required_text("sourceNamespace"), source.required_text("action")
        source.finish()
        tool.finish()
        return SkillTool(name, description, namespace, action)

    def exposed(
        self, fields: Fields
    ) -> tuple[tuple[ExposedInput, ...], Text | None, tuple[WithEntry, ...], tuple[Output, ...]]:
        inputs = tuple(self.exposed_input(item) for item in fields.items("inputParameters"))
        call = fields.text("call")
        arguments = tuple(WithEntry(name, as_value(v)) for name, v in fields.members("with"))
        outputs = tuple(self.output(item) for item in fields.items("outputParameters"))
        return inputs, call, arguments, outputs

    def exposed_input(self, node: Node) -> ExposedInput:
        fields = self.fields(node, "an input")
        fields.ignore("label")
        name = fields.required_text("name")
        return ExposedInput(
            name,
            fields.text("in"),
            fields.text("type"),
            fields.flag("required"),
            fields.text("description"),
            fields.finish(),
        )

    def output(self, node: Node) -> Output:
        output = self.fields(node, "an output")
        kind, mapping = output.text("type"), output.text("mapping")
        shapes = [output.node(key) for key in ("properties", "items", "value", "name")]
        shaped = any(shape is not None for shape in shapes)
        members, items, value, _ = shapes
        entries = members.entries if isinstance(members, Mapping) else ()
        return Output(
            kind,
            mapping,
            shaped,
            output.finish(),
            tuple((Text(e.name, e.key.span), self.output(e.value)) for e in entries),
            self.output(items) if items is not None else None,
            as_text(value),
        )


def _nothing(root: Node) -> Scalar:
    """Return an empty value at the start of the document."""
    return Scalar(Span(root.span.start, root.span.start), None)
