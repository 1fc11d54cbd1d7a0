"""Decide: a capability becomes the package to be written."""

from __future__ import annotations

from collections import Counter

from naftiko_gen.diagnostics import Diagnostic, Label, Severity, Span
from naftiko_gen.ir import (
    Client,
    Handle,
    Identifier,
    McpAdapter,
    Method,
    Package,
    RestAdapter,
    Setting,
    SettingKind,
)
from naftiko_gen.lowering.adapters import lower_mcp, lower_rest
from naftiko_gen.lowering.clients import lower_client
from naftiko_gen.lowering.examples import rest_examples, tool_example
from naftiko_gen.lowering.names import identifiers, snake
from naftiko_gen.lowering.parameters import Parameter, parameters
from naftiko_gen.lowering.plans import Plan, plan
from naftiko_gen.lowering.reserved import (
    BUILTINS,
    CLIENT_NAMES,
    DEPENDENCIES,
    KEYWORDS,
    MODULES,
    STDLIB,
)
from naftiko_gen.lowering.rules import RULES, NotCarriedOut, NothingToServe, UsedUpPort
from naftiko_gen.lowering.settings import Settings, field_name
from naftiko_gen.lowering.skills import lower_skills
from naftiko_gen.spec import model
from naftiko_gen.spec.templates import (
    CallIndex,
    Target,
    bound_names,
    lost_path_inputs,
    path_shape,
    path_values,
)

__all__ = ["RULES", "is_package_name", "lower", "package_name"]


def package_name(stem: str) -> Identifier:
    """Return the import package for a file's stem: ``100ms-rooms`` → ``x_100ms_rooms``."""
    return Identifier(snake(stem, KEYWORDS | STDLIB | DEPENDENCIES))


def is_package_name(name: str) -> bool:
    """Return whether a package may have that import name."""
    plain = name.isascii() and name.isidentifier() and name.islower() and name[0] != "_"
    return plain and name not in KEYWORDS | STDLIB | DEPENDENCIES


def lower(
    capability: model.Capability, name: Identifier, *, sound: bool
) -> tuple[Package | None, list[Diagnostic]]:
    """Return the package that carries out ``capability``, and what is to be said of it.

    ``name`` is the import package; ``sound`` says that no check has found an error. There is
    no package where it is false, or where a diagnostic is an error.
    """
    found: list[Diagnostic] = []
    for unread in capability.unread:
        message = f"`{unread.key}` of {unread.owner} is not carried out yet"
        found.append(NotCarriedOut.at(unread.span, message))
    package = _Lowering(capability, name, sound, found).package()
    return package, found


def plans(capability: model.Capability) -> list[Plan]:
    """Return what each call of a capability takes and passes on, for those who ask why."""
    return _Lowering(capability, Identifier("package"), True, []).plans()


class _Lowering:
    def __init__(
        self,
        capability: model.Capability,
        name: Identifier,
        sound: bool,
        found: list[Diagnostic],
    ) -> None:
        self._sound = sound
        self._capability = capability
        self._name = name
        self._found = found
        self._calls = CallIndex(capability)
        self._bound = bound_names(capability)
        self._settings = Settings(capability, found)
        self._parameters: dict[Span, tuple[Parameter, ...]] = {}

    def package(self) -> Package | None:
        capability = self._capability
        plans = self.plans()
        if not plans:
            self._nothing()
            return None
        self._ports()
        attributes = identifiers(
            (client.namespace.value for client in capability.clients), CLIENT_NAMES
        )
        methods: dict[str, tuple[Identifier, Method]] = {}
        clients: list[Client] = []
        callers: dict[str, list[Plan]] = {}
        for each in plans:
            callers.setdefault(each.target.reference, []).append(each)
        for client in capability.clients:
            targets = self._targets(client, callers)
            attribute = attributes[client.namespace.value]
            lowered = lower_client(client, attribute, targets, self._settings, self._found)
            clients.append(lowered)
            for (target, _, _), method in zip(targets, lowered.methods, strict=True):
                methods[target.reference] = (attribute, method)
        handle = Handle(Identifier("upstreams"), Identifier("Upstreams"))
        if len(clients) == 1:
            handle = Handle(clients[0].attribute, clients[0].class_name)
        rest, mcp = self._adapters(plans, methods, handle.variable)
        allowed = self._allowed_hosts()
        if not self._sound or any(each.severity is Severity.ERROR for each in self._found):
            return None
        label = capability.label.value if capability.label else self._name
        everything = tuple(clients)
        return Package(
            name=self._name,
            distribution=self._name.replace("_", "-").strip("-"),
            label=label,
            summary=f"{label}, served over {_kinds(rest, mcp)}",
            description=capability.description.value if capability.description else "",
            handle=handle,
            clients=everything,
            rest=rest,
            mcp=mcp,
            settings=self._settings.all,
            allowed_hosts=allowed,
            rest_examples=tuple((a.module, rest_examples(a, everything)) for a in rest),
            tool_examples=tuple(
                (a.module, tuple(tool_example(tool, everything) for tool in a.tools)) for a in mcp
            ),
        )

    def _nothing(self) -> None:
        """Say that there is nothing to serve, unless a check says why each call leads nowhere."""
        for adapter in self._capability.adapters:
            if adapter.resources if isinstance(adapter, model.RestAdapter) else adapter.tools:
                return
        label = self._capability.label
        message = "there is no REST operation and no tool"
        self._found.append(
            NothingToServe.at(label.span if label else self._capability.span, message)
        )

    def plans(self) -> list[Plan]:
        """Return the plan of each call, in the order of the file."""
        plans: list[Plan] = []
        for adapter in self._capability.adapters:
            if isinstance(adapter, model.RestAdapter):
                answered: set[tuple[str, tuple[str | None, ...]]] = set()
                for resource in adapter.resources:
                    for operation in resource.operations:
                        route = (operation.method.value, path_shape(resource.path.value))
                        if route in answered:
                            continue  # another operation answers; a check has said so
                        answered.add(route)
                        plans += self._plan(adapter, resource, operation)
            else:
                for tool in adapter.tools:
                    plans += self._plan(adapter, None, tool)
        return plans

    def _plan(
        self,
        adapter: model.RestAdapter | model.McpAdapter,
        resource: model.ExposedResource | None,
        exposed: model.Exposed,
    ) -> list[Plan]:
        for output in () if exposed.call else exposed.outputs:
            if not output.is_whole_answer:
                message = "outputs other than the whole answer are not carried out yet"
                self._found.append(NotCarriedOut.at(output.span, message))
        if exposed.call is None and all(output.is_whole_answer for output in exposed.outputs):
            self._callless(exposed)
        target = self._calls.resolve(exposed.call) if exposed.call else None
        if target is None:
            return []  # a check has said so
        known = self._known(target)
        pair: tuple[str, str] | None = None
        if resource:
            namespace = adapter.namespace.value
            pair = path_values(namespace, resource, exposed, target, self._bound).pair
        return [plan(adapter, resource, exposed, target, known, pair, self._found)]

    def _callless(self, exposed: model.Exposed) -> None:
        """Refuse what calls nothing, unless a key of it that is refused says so already."""
        inside = exposed.span
        if not any(inside.start <= u.span.start < inside.end for u in self._capability.unread):
            message = "an operation that calls nothing is not carried out yet"
            place = (
                exposed.name or exposed.method
                if isinstance(exposed, model.ExposedOperation)
                else exposed.name
            )
            self._found.append(NotCarriedOut.at(place.span, message, help="give it a `call`"))

    def _known(self, target: Target) -> tuple[Parameter, ...]:
        place = target.operation.span  # two operations may share a name; a check says so
        if place not in self._parameters:
            self._parameters[place] = parameters(target, self._settings, self._found)
        return self._parameters[place]

    def _targets(
        self, client: model.HttpClient, callers: dict[str, list[Plan]]
    ) -> list[tuple[Target, tuple[Parameter, ...], list[Plan]]]:
        targets = [
            Target(client, resource, operation)
            for resource in client.resources
            for operation in resource.operations
        ]
        # An operation that would lose a part of its path is left out; a check says so.
        targets = [
            t
            for t in targets
            if t.reference in callers or not lost_path_inputs(t.resource, t.operation)
        ]
        return [(t, self._known(t), callers.get(t.reference, [])) for t in targets]

    def _adapters(
        self,
        plans: list[Plan],
        methods: dict[str, tuple[Identifier, Method]],
        handle: Identifier,
    ) -> tuple[tuple[RestAdapter, ...], tuple[McpAdapter, ...]]:
        counts = Counter(type(adapter) for adapter in self._capability.adapters)
        namespaces = [a.namespace.value for a in self._capability.adapters]
        namespaces += [a.namespace.value for a in self._capability.skills]
        modules = identifiers(
            namespaces,
            MODULES | BUILTINS | STDLIB | DEPENDENCIES | {self._name},
        )
        rest: list[RestAdapter] = []
        mcp: list[McpAdapter] = []
        by_adapter: dict[int, list[Plan]] = {}
        for each in plans:
            by_adapter.setdefault(id(each.adapter), []).append(each)
        for adapter in self._capability.adapters:
            own = by_adapter.get(id(adapter), [])
            alone = counts[type(adapter)] == 1
            if not own:
                continue  # nothing to serve here; a check or the schema has said so
            if isinstance(adapter, model.RestAdapter):
                module = Identifier("rest") if alone else modules[adapter.namespace.value]
                document = "openapi.json" if alone else f"{module}_openapi.json"
                rest.append(
                    lower_rest(
                        adapter, module, document, handle, own, methods, self._settings, self._found
                    )
                )
            else:
                module = Identifier("mcp_server") if alone else modules[adapter.namespace.value]
                mcp.append(lower_mcp(adapter, module, own, methods, self._settings, self._found))
        for skills in self._capability.skills:
            single = len(self._capability.skills) == 1
            module = Identifier("skill") if single else modules[skills.namespace.value]
            rest.append(lower_skills(skills, module, self._capability, self._settings, self._found))
        return tuple(rest), tuple(mcp)

    def _allowed_hosts(self) -> Identifier:
        variable = f"{self._name.strip('_').upper()}_ALLOWED_HOSTS"
        setting = Setting(
            field=field_name(variable),
            variable=variable,
            kind=SettingKind.HOSTS,
            default="",
            help="further names by which the ports may be reached, separated by spaces",
        )
        return self._settings.add(setting, self._capability.span)

    def _ports(self) -> None:
        seen: dict[int, model.Number] = {}
        for adapter in (*self._capability.adapters, *self._capability.skills):
            port = adapter.port
            if port is None:
                continue
            if port.value in seen:
                message = f"port {port.value} is taken by another adapter"
                label = Label(seen[port.value].span, "by this one")
                self._found.append(UsedUpPort.at(port.span, message, related=(label,)))
            seen.setdefault(port.value, port)


def _kinds(rest: tuple[RestAdapter, ...], mcp: tuple[McpAdapter, ...]) -> str:
    kinds = (
        ("REST", any(not adapter.documents for adapter in rest)),
        ("MCP", bool(mcp)),
        ("Agent Skill", any(adapter.documents for adapter in rest)),
    )
    *most, last = [word for word, there in kinds if there]
    return f"{', '.join(most)} and {last}" if most else last
