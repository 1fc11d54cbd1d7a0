"""Where each exposed operation and tool takes the values of the call that it makes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import Constant, InputRef, JsonType, Place
from naftiko_gen.lowering.parameters import WHOLE_BODY, Parameter, join, json_type
from naftiko_gen.lowering.rules import (
    AddedInput,
    InferredInput,
    NotCarriedOut,
    OptionalPathInput,
    UnusedInput,
)
from naftiko_gen.spec.model import (
    Exposed,
    ExposedInput,
    ExposedOperation,
    ExposedResource,
    HttpClient,
    McpAdapter,
    RestAdapter,
    Text,
)
from naftiko_gen.spec.templates import PathNames, Target, path_name, path_names

_WRITES = ("POST", "PUT", "PATCH")
_OPTIONAL = (Place.QUERY, Place.HEADER, Place.COOKIE, Place.MEMBER)
_SCALARS = (JsonType.STRING, JsonType.INTEGER, JsonType.NUMBER, JsonType.BOOLEAN)


@dataclass(frozen=True, slots=True)
class PlannedInput:
    """An input of an exposed operation; tools have inputs without a place."""

    wire: str
    place: Place | None
    type: JsonType
    required: bool
    description: str


@dataclass(frozen=True)
class Plan:
    """One exposed operation or tool, what it takes and what it passes on.

    ``feeds`` has the names of the called operation's parameters with their values.
    """

    adapter: RestAdapter | McpAdapter
    resource: ExposedResource | None
    exposed: Exposed
    target: Target
    inputs: tuple[PlannedInput, ...]
    feeds: tuple[tuple[str, InputRef | Constant], ...]

    @cached_property
    def _by_parameter(self) -> dict[str, InputRef | Constant]:
        return dict(self.feeds)

    def feed(self, parameter: str) -> tuple[JsonType, bool] | None:
        """Return the type of the value for a parameter and whether there always is one."""
        match self._by_parameter.get(parameter):
            case None:
                return None
            case Constant() as constant:
                return type_of(constant), True
            case InputRef(index=index):
                source = self.inputs[index]
                return source.type, source.required


def type_of(constant: Constant) -> JsonType:
    """Return the type of a constant."""
    match constant.value:
        case bool():
            return JsonType.BOOLEAN
        case int():
            return JsonType.INTEGER
        case float():
            return JsonType.NUMBER
        case str():
            return JsonType.STRING
        case _:
            return JsonType.ANY


def plan(
    adapter: RestAdapter | McpAdapter,
    resource: ExposedResource | None,
    exposed: Exposed,
    target: Target,
    parameters: tuple[Parameter, ...],
    pair: tuple[str, str] | None,
    found: list[Diagnostic],
) -> Plan:
    """Decide where the values of one call come from.

    ``pair`` is a parameter of the called path and the one of the own path that stands for it.
    """
    planner = _Planner(adapter, resource, exposed, pair, found)
    feeds: list[tuple[str, InputRef | Constant]] = []
    by_name = {parameter.wire: parameter for parameter in parameters}
    for entry in exposed.arguments:
        parameter = by_name.get(entry.name.value)
        if parameter is None:
            continue  # a check has said so
        if isinstance(entry.value, Text):
            if planner.lacks_body(entry.value, parameter):
                continue
            feeds.append((parameter.wire, planner.text(entry.value, parameter)))
        elif isinstance(entry.value.value, bool | int | float):
            feeds.append((parameter.wire, Constant(entry.value.value)))
        else:
            message = "this kind of value in `with` is not carried out yet"
            found.append(NotCarriedOut.at(entry.value.span, message))
    fed = {name for name, _ in feeds}
    for parameter in parameters:
        if parameter.wire not in fed and parameter.fixed is None:
            index = planner.same_name(parameter)
            if index is not None:
                feeds.append((parameter.wire, InputRef(index)))
    inputs = planner.used(feeds, _filled(target.client))
    if any(each.place is Place.BODY for each in inputs):
        # The body is passed on whole: what else the call needs stands in the query.
        inputs = tuple(
            replace(each, place=Place.QUERY) if each.place is Place.MEMBER else each
            for each in inputs
        )
    return Plan(adapter, resource, exposed, target, inputs, tuple(feeds))


def _filled(client: HttpClient) -> set[str]:
    """Return the names, in lower case, that the authentication of an API gives values to."""
    secret = client.authentication
    if secret is None:
        return set()
    if secret.type.value != "apikey":
        return {"authorization"}
    names = [secret.get("key"), *(name for name, _ in secret.headers)]
    return {name.value.lower() for name in names if name}


class _Planner:
    def __init__(
        self,
        adapter: RestAdapter | McpAdapter,
        resource: ExposedResource | None,
        exposed: Exposed,
        pair: tuple[str, str] | None,
        found: list[Diagnostic],
    ) -> None:
        self._adapter = adapter
        self._pair = pair
        self._exposed = exposed
        self._found = found
        self._is_tool = resource is None
        self._writes = isinstance(exposed, ExposedOperation) and exposed.method.value in _WRITES
        self._path = path_names(resource.path.value) if resource else PathNames()
        planned: dict[str, PlannedInput] = {}
        self._declared_at: dict[str, Span] = {}
        for declared in (*(resource.inputs if resource else ()), *exposed.inputs):
            if each := self._declared(declared):
                self._declared_at[each.wire] = declared.name.span
                planned.pop(each.wire, None)  # operation beats resource
                planned[each.wire] = each
        self.inputs = list(planned.values())
        self._indexes = {wire: index for index, wire in enumerate(planned)}

    def _declared(self, declared: ExposedInput) -> PlannedInput | None:
        """Return a declared input as it is planned; None if it stands nowhere."""
        name = declared.name.value
        place: Place | None = None
        if not self._is_tool:
            word = declared.place.value if declared.place else "query"
            if word not in ("path", "query", "header", "cookie", "body"):
                assert declared.place is not None
                message = f"inputs in `{word}` are not carried out yet"
                self._found.append(NotCarriedOut.at(declared.place.span, message))
                return None
            place = Place(word)
        type = json_type(declared.type.value) if declared.type else JsonType.STRING
        structured = type in (JsonType.OBJECT, JsonType.ARRAY)
        if place is Place.BODY and not (structured and name in WHOLE_BODY):
            place = Place.MEMBER
        elif structured and place in (Place.PATH, Place.HEADER, Place.COOKIE):
            assert place is not None
            span = declared.type.span if declared.type else declared.name.span
            message = f"the type {type.value} in `{place.value}` is not carried out yet"
            self._found.append(NotCarriedOut.at(span, message))
        required = declared.required.value if declared.required else True
        if place in _OPTIONAL and declared.required is None:
            required = False
        description = declared.description.value if declared.description else ""
        return PlannedInput(name, place, type, required or place is Place.PATH, description)

    def lacks_body(self, value: Text, parameter: Parameter) -> bool:
        """Return whether a REST operation without a body would have to pass one on."""
        prefix = f"{self._adapter.namespace}."
        without = not self._is_tool and not self._writes and value.value.startswith(prefix)
        if not without or parameter.place is not Place.BODY or parameter.required:
            return False
        message = "this method has no body; the optional one is left out"
        self._found.append(UnusedInput.at(value.span, message))
        return True

    def text(self, value: Text, parameter: Parameter) -> InputRef | Constant:
        """Return what a text in `with` stands for."""
        prefix = f"{self._adapter.namespace}."
        if not value.value.startswith(prefix):
            if "{{" in value.value:
                message = "templates in `with` are not carried out yet"
                self._found.append(NotCarriedOut.at(value.span, message))
            return self._constant(value, parameter)
        name = value.value.removeprefix(prefix)
        if name not in self._indexes:
            name = path_name(name, self._path) or name
        index = self._indexes.get(name)
        if index is None and "." in name and name not in self._path:
            message = f"a part of an input (`{name}`) is not carried out yet"
            self._found.append(NotCarriedOut.at(value.span, message))
            return Constant(value.value)
        if index is None:
            message = f"`{name}` is an input, as its use in `with` shows"
            self._found.append(InferredInput.at(value.span, message))
            index = self._infer(name, parameter, value.span)
        return self._feeding(index, parameter, value.span)

    def _constant(self, value: Text, parameter: Parameter) -> Constant:
        """Return a fixed value; text that stands for a number or a boolean is read as one."""
        text = value.value
        match parameter.type:
            case None | JsonType.STRING | JsonType.ANY:
                return Constant(text)
            case JsonType.BOOLEAN if text in ("true", "false"):
                return Constant(text == "true")
            case JsonType.INTEGER | JsonType.NUMBER if re.fullmatch(r"-?\d{1,15}", text):
                return Constant(int(text))
            case wanted:
                message = f"`{parameter.wire}` takes a value of type {wanted.value}"
                self._found.append(NotCarriedOut.at(value.span, message))
                return Constant(text)

    def same_name(self, parameter: Parameter) -> int | None:
        """Return the input that feeds a parameter which `with` does not name."""
        call = self._exposed.call
        assert call is not None
        index = self._indexes.get(parameter.wire)
        own = path_name(parameter.wire, self._path)
        if self._pair and parameter.place is Place.PATH and parameter.wire == self._pair[0]:
            own = self._pair[1]
        if index is None and own:
            index = self._indexes.get(own)
        if index is None and own:
            message = f"`{own}` of the path feeds the called operation"
            self._found.append(InferredInput.at(call.span, message))
            index = self._infer(own, parameter, call.span)
        if index is None and parameter.required:
            if self._is_tool or parameter.place is not Place.PATH:  # else a check has said so
                message = f"`{call}` needs `{parameter.wire}`; an input of that name is added"
                self._found.append(AddedInput.at(call.span, message))
            index = self._infer(parameter.wire, parameter, call.span)
        return None if index is None else self._feeding(index, parameter, call.span).index

    def used(
        self, feeds: list[tuple[str, InputRef | Constant]], filled: Collection[str]
    ) -> tuple[PlannedInput, ...]:
        """Return the inputs that feed something; of a declared one that does not, say so.

        An input of a path stays: without its name there is no route. ``filled`` are the names
        that the authentication gives values to.
        """
        fed = {value.index for _, value in feeds if isinstance(value, InputRef)}
        kept = [i for i, each in enumerate(self.inputs) if i in fed or each.place is Place.PATH]
        words = {str(entry.value).rpartition(".")[2] for entry in self._exposed.arguments}
        for index in sorted({*range(len(self.inputs))} - {*kept}):
            each = self.inputs[index]
            if each.wire in words:
                continue  # `with` does not reach it; a check has said so
            message = f"`{self._exposed.call}` has nothing for `{each.wire}`; it is left out"
            if each.wire.lower() in filled:
                message = f"the authentication fills `{each.wire}`; this input is left out"
            self._found.append(UnusedInput.at(self._declared_at[each.wire], message))
        moved = {old: new for new, old in enumerate(kept)}
        for position, (name, value) in enumerate(feeds):
            if isinstance(value, InputRef):
                feeds[position] = (name, InputRef(moved[value.index]))
        return tuple(self.inputs[index] for index in kept)

    def _infer(self, name: str, parameter: Parameter, span: Span) -> int:
        place: Place | None = None
        type = parameter.type
        if not self._is_tool:
            writes = self._writes
            if name in self._path:
                place = Place.PATH
            elif parameter.place in (Place.BODY, Place.MEMBER) and not writes:
                place = Place.QUERY
                type = type if type in (None, *_SCALARS) else JsonType.STRING
            elif parameter.place is Place.PATH:
                place = Place.MEMBER if writes else Place.QUERY
            else:
                place = parameter.place
        if type is None and place in (Place.BODY, Place.MEMBER, None):
            in_body = parameter.place in (Place.BODY, Place.MEMBER)
            type = JsonType.ANY if in_body else JsonType.STRING
        type = type or JsonType.STRING
        required = parameter.required or place is Place.PATH
        index = self._indexes[name] = len(self.inputs)
        self.inputs.append(PlannedInput(name, place, type, required, parameter.description))
        return index

    def _feeding(self, index: int, parameter: Parameter, span: Span) -> InputRef:
        """Reconcile an input with a parameter that it feeds."""
        source = self.inputs[index]
        if not source.description and parameter.description:
            source = replace(source, description=parameter.description)
            self.inputs[index] = source
        structured = source.type in (JsonType.OBJECT, JsonType.ARRAY)
        if parameter.place in (Place.PATH, Place.HEADER, Place.COOKIE) and structured:
            message = (
                f"the type {source.type.value} in {parameter.place.value} is not carried out yet"
            )
            self._found.append(NotCarriedOut.at(span, message))
        if source.place not in (None, Place.BODY, Place.MEMBER) and parameter.place is Place.BODY:
            message = f"an input in {source.place.value} as the body is not carried out yet"
            self._found.append(NotCarriedOut.at(span, message))
        if parameter.place is Place.PATH and not source.required:
            message = f"`{source.wire}` feeds a path parameter and so is required"
            self._found.append(OptionalPathInput.at(span, message))
            self.inputs[index] = replace(source, required=True)
        elif parameter.required and not source.required:
            self.inputs[index] = replace(source, required=True)
        return InputRef(index)


def parameter_type(parameter: Parameter, plans: list[Plan]) -> tuple[JsonType, bool]:
    """Return the type of a client method's parameter, and whether callers always give it.

    The parameter must hold what the spec says of it and what every caller passes on.
    """
    feeds = [feed for plan in plans if (feed := plan.feed(parameter.wire))]
    missing = any(plan.feed(parameter.wire) is None for plan in plans)
    types = [type for type, _ in feeds]
    if parameter.type is not None:
        types.append(parameter.type)
    in_body = parameter.place in (Place.BODY, Place.MEMBER)
    fallback = JsonType.ANY if in_body else JsonType.STRING
    always = not missing and all(given for _, given in feeds)
    required = parameter.required or (bool(plans) and always)
    return join(types) if types else fallback, required
