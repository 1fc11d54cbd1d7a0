"""Where a file says what its routes and tools are made of, and which reading took it so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from naftiko_gen import lowering
from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.dialect.rewrites.rest_required import RestInputRequired
from naftiko_gen.dialect.rewrites.typed_input import TypedConsumedInput
from naftiko_gen.ir import InputRef, Place
from naftiko_gen.lowering.clients import display_path
from naftiko_gen.lowering.parameters import json_type
from naftiko_gen.lowering.plans import Plan, PlannedInput
from naftiko_gen.overview import Overview, ReasonData
from naftiko_gen.pipeline import Analysis
from naftiko_gen.spec.model import ConsumedInput, ExposedInput, ExposedOperation, Tool, WithEntry
from naftiko_gen.spec.templates import nameless, path_names, template_names

Fact: TypeAlias = Literal["input", "type", "place", "required", "method", "path", "hint"]

#: Readings that take facts about an input, and stand at the first of their keys.
_OF_FACTS = (TypedConsumedInput.code, RestInputRequired.code)

#: How the codes start of what decides what a route or tool is. Other rules only judge, and may
#: stand at the same places.
_DECIDING = ("NK1", "NK30", "NK50", "NK9")

#: Adapter, and name of a tool or method and path of a route.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one fact of a route or tool, or of one ``input`` of it, is as it is.

    ``span`` is the place that says so; ``code`` that of the reading or rule that took it so,
    or None where the file says it plainly.
    """

    input: str | None
    fact: Fact
    text: str
    span: Span
    code: str | None


def reasons(analysis: Analysis) -> dict[Key, list[Reason]]:
    """Return the reasons of each route and tool of a sound file, in the order of the file.

    They are told from the plans that the package is made of and from the diagnostics of the
    file; nothing is decided here.

    Raises:
        ValueError: the file has an error.
    """
    if analysis.capability is None or analysis.package is None:
        raise ValueError("the file has an error")
    said: dict[Span, list[Diagnostic]] = {}
    for diagnostic in analysis.diagnostics:
        if diagnostic.code.startswith(_DECIDING):
            said.setdefault(diagnostic.span, []).append(diagnostic)
    typed = sorted(
        (each.span.start, each.code) for each in analysis.diagnostics if each.code in _OF_FACTS
    )
    found: dict[Key, list[Reason]] = {}
    for plan in lowering.plans(analysis.capability):
        # Where two answer the same, the first one does.
        found.setdefault(_key(plan), list(_Explained(plan, said, typed).all()))
    return found


def explain(data: Overview, analysis: Analysis) -> None:
    """Write the reasons of each route and tool of a sound file into its overview.

    Raises:
        ValueError: the file has an error.
    """
    found = reasons(analysis)
    document = analysis.document

    def plain(key: Key) -> list[ReasonData]:
        result: list[ReasonData] = []
        for each in found[key]:
            line, column = document.position(each.span.start)
            result.append(
                {
                    "input": each.input,
                    "fact": each.fact,
                    "text": each.text,
                    "file": document.path,
                    "line": line,
                    "column": column,
                    "code": each.code,
                }
            )
        return result

    for adapter in data["adapters"]:
        for route in adapter["routes"]:
            key = _route_key(adapter["namespace"], route["method"], route["path"])
            route["why"] = plain(key)
        for tool in adapter["tools"]:
            tool["why"] = plain((adapter["namespace"], tool["name"]))


def _route_key(namespace: str, method: str, path: str) -> Key:
    """Return the key of a route; what its path parameters are called does not tell it apart."""
    return namespace, f"{method} {nameless(path)}"


def _key(plan: Plan) -> Key:
    if isinstance(plan.exposed, ExposedOperation):
        assert plan.resource is not None
        method, path = plan.exposed.method.value, plan.resource.path.value
        return _route_key(plan.adapter.namespace.value, method, path)
    return plan.adapter.namespace.value, plan.exposed.name.value


@dataclass(frozen=True, slots=True)
class _Input:
    """An input of a plan, and what the file says of it.

    ``parameter`` names the parameter that it feeds, ``consumed`` is where that is declared.
    """

    planned: PlannedInput
    parameter: str | None
    declared: ExposedInput | None
    consumed: ConsumedInput | None
    use: WithEntry | None


class _Explained:
    """The reasons of one plan; ``typed`` are the places of `_OF_FACTS` and their codes, sorted."""

    def __init__(
        self, plan: Plan, said: Mapping[Span, list[Diagnostic]], typed: Sequence[tuple[int, str]]
    ) -> None:
        self._plan = plan
        self._said = said
        self._typed_at = typed
        self._operation = plan.target.operation
        self._path = plan.target.resource.path
        self._reference = f"`{plan.target.reference}`"
        call = plan.exposed.call
        assert call is not None
        self._call = call

    def all(self) -> Iterator[Reason]:
        """Yield inputs first, then the request, then hints."""
        plan = self._plan
        for index, planned in enumerate(plan.inputs):
            fed = (name for name, value in plan.feeds if value == InputRef(index))
            each = self._input(planned, next(fed, None))
            yield from self._of_input(each)
            yield self._of_type(each)
            if planned.place is not None:
                yield self._of_place(each, planned.place)
            yield self._of_required(each)
            yield from self._of_parameter(each)
        yield from self._of_request()
        if isinstance(plan.exposed, Tool):
            yield from self._of_hints(plan.exposed)

    def _input(self, planned: PlannedInput, parameter: str | None) -> _Input:
        plan = self._plan
        declared = (*plan.exposed.inputs, *(plan.resource.inputs if plan.resource else ()))
        return _Input(
            planned,
            parameter,
            next((each for each in declared if each.name.value == planned.wire), None),
            next((each for each in self._operation.inputs if each.name.value == parameter), None),
            next((each for each in plan.exposed.arguments if each.name.value == parameter), None),
        )

    def _of_input(self, each: _Input) -> Iterator[Reason]:
        wire = each.planned.wire
        if each.declared:
            span = each.declared.name.span
            yield Reason(wire, "input", "declared", span, self._code(span))
        if each.use:
            span = each.use.value.span
            # What `with` says is read first, and then taken as an input.
            for said in self._said.get(span, ()):
                yield Reason(wire, "input", said.message, span, said.code)
        if each.declared or each.use:
            return
        # Of what the call needs several things may be said at its place, each with a name.
        call = self._call.span
        code = self._code(call, wire) or self._code(call, each.parameter or wire)
        if each.planned.place is Place.PATH and self._plan.resource:
            span = self._plan.resource.path.span
            yield Reason(wire, "input", "an input, for the path names it", span, code)
        else:
            text = f"an input, for {self._reference} needs `{each.parameter}`"
            yield Reason(wire, "input", text, call, code)

    def _of_type(self, each: _Input) -> Reason:
        wire, type = each.planned.wire, each.planned.type
        if each.declared and each.declared.type:
            return Reason(wire, "type", f"{type.value}, as declared", each.declared.type.span, None)
        if each.consumed and each.consumed.type and json_type(each.consumed.type.value) is type:
            text = f"{type.value}, as {self._reference} says"
            return Reason(
                wire, "type", text, each.consumed.type.span, self._typed(each.consumed.span)
            )
        text, span = self._silence(each)
        return Reason(wire, "type", f"{type.value}, {text}", span, None)

    def _of_place(self, each: _Input, place: Place) -> Reason:
        plan, wire = self._plan, each.planned.wire
        assert plan.resource is not None
        assert isinstance(plan.exposed, ExposedOperation)
        word = "body" if place is Place.MEMBER else place.value
        if each.declared and each.declared.place:
            span = each.declared.place.span
            return Reason(wire, "place", f"{word}, as declared", span, self._code(span))
        if place is Place.PATH:
            return Reason(wire, "place", "path, which names it", plan.resource.path.span, None)
        if each.consumed and each.consumed.place.value == word:
            span = each.consumed.place.span
            text = f"{word}, as for {self._reference}"
            return Reason(wire, "place", text, span, self._code(span))
        text = f"{word}, for a {plan.exposed.method}"
        if place is Place.QUERY and any(each.place is Place.BODY for each in plan.inputs):
            text = f"{word}, for the body is passed on whole"
        return Reason(wire, "place", text, plan.exposed.method.span, None)

    def _of_required(self, each: _Input) -> Reason:
        wire, needed = each.planned.wire, each.planned.required
        word = "required" if needed else "optional"
        declared, consumed = each.declared, each.consumed
        if declared and declared.required and declared.required.value is needed:
            span = declared.required.span
            return Reason(
                wire, "required", f"{word}, as declared", span, self._typed(declared.span)
            )
        if each.planned.place is Place.PATH and self._plan.resource:
            span = self._plan.resource.path.span
            return Reason(wire, "required", f"{word}, for it stands in the path", span, None)
        if consumed and consumed.required and consumed.required.value is needed:
            text = f"{word}, as {self._reference} says"
            return Reason(
                wire, "required", text, consumed.required.span, self._typed(consumed.span)
            )
        if needed and each.parameter in path_names(self._path.value):
            text = f"{word}, for the path of {self._reference} needs it"
            at = each.use.value.span if each.use else self._call.span
            return Reason(wire, "required", text, self._path.span, self._code(at, wire))
        if declared:
            text = f"{word}, for `required` is not declared"
            return Reason(wire, "required", text, declared.name.span, None)
        text, span = self._silence(each)
        return Reason(wire, "required", f"{word}, {text}", span, None)

    def _of_parameter(self, each: _Input) -> Iterator[Reason]:
        """Yield what was read to get the parameter that an input feeds."""
        places: list[Span] = []
        if each.use:
            places.append(each.use.name.span)
        if each.consumed and each.consumed.place.value != "path":  # of that, the path tells
            places.append(each.consumed.name.span)
            if each.planned.place is None:  # else its place tells
                places.append(each.consumed.place.span)
        for span in dict.fromkeys(places):
            for said in self._said.get(span, ()):
                yield Reason(each.planned.wire, "input", said.message, span, said.code)

    def _of_request(self) -> Iterator[Reason]:
        method = self._operation.method
        yield Reason(None, "method", method.value, method.span, self._code(method.span))
        shown = display_path(self._path.value)
        places = [self._path.span]
        places += [i.name.span for i in self._operation.inputs if i.place.value == "path"]
        read = [each for place in places for each in self._said.get(place, ())]
        for each in read:
            yield Reason(None, "path", f"{shown}: {each.message}", each.span, each.code)
        if not read:
            yield Reason(None, "path", shown, self._path.span, None)

    def _of_hints(self, tool: Tool) -> Iterator[Reason]:
        hints = tool.hints
        for name, flag in (
            ("readOnly", hints.read_only),
            ("destructive", hints.destructive),
            ("idempotent", hints.idempotent),
            ("openWorld", hints.open_world),
        ):
            if flag:
                text = f"{name} {'true' if flag.value else 'false'}"
                yield Reason(None, "hint", text, flag.span, self._code(flag.span))

    def _silence(self, each: _Input) -> tuple[str, Span]:
        """Return what an input is where the file says no more than its name, and where that is."""
        if each.consumed:
            return f"for {self._reference} says no more", each.consumed.name.span
        named = dict(template_names(self._operation))
        if each.parameter in named:
            return f"for only a template of {self._reference} names it", named[each.parameter]
        if each.declared:
            return "for no more is declared", each.declared.name.span
        return f"for the path of {self._reference} names it", self._path.span

    def _code(self, span: Span, name: str | None = None) -> str | None:
        """Return the code of what is said at a place, of a name if one is given."""
        said = self._said.get(span, ())
        return next((d.code for d in said if name is None or f"`{name}`" in d.message), None)

    def _typed(self, inside: Span) -> str | None:
        """Return the code of the reading that took the facts of an input, if one did."""
        place = bisect_left(self._typed_at, (inside.start, ""))
        if place == len(self._typed_at):
            return None
        start, code = self._typed_at[place]
        return code if start < inside.end else None
