"""What ``outputs.py`` needs: a function for each shape of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Value, call, data
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.emit.views.python import own_import
from naftiko_gen.ir import Call, Given, ListOf, ObjectOf, Package, Selected, Shape

_TAKEN = frozenset("answer json outputs root shaped value".split())


@dataclass(frozen=True, slots=True)
class FunctionView:
    """One function: its name, and the expression that it returns."""

    name: PyCode
    value: Doc


@dataclass(frozen=True, slots=True)
class OutputsView:
    """The functions, those first that others call; ``follows`` and the like: what they use."""

    upstream_import: PyCode
    functions: tuple[FunctionView, ...]
    follows: bool
    several: bool
    lists: bool


def outputs_view(package: Package) -> OutputsView:
    """Return the view of a package's shapes."""
    functions: list[FunctionView] = []
    names = shape_names(package)
    for each, function in names.items():
        writer = _Writer(function)
        value = data(writer.value(each))
        functions += [*writer.inner, FunctionView(name(function), value)]
    parts = [part for each in names for part in _parts(each)]
    paths = [part.path for part in parts if isinstance(part, Selected) and part.path]
    return OutputsView(
        upstream_import=own_import(
            package, fixed(".upstream"), fixed("Answer"), fixed("UpstreamError")
        ),
        functions=tuple(functions),
        follows=any(None not in path for path in paths),
        several=any(None in path for path in paths),
        lists=any(isinstance(part, ListOf) for part in parts),
    )


def has_outputs(package: Package) -> bool:
    """Return whether any answer gets a shape."""
    return bool(shape_names(package))


def shape_names(package: Package) -> dict[Shape, str]:
    """Return the function of each shape, named after the operation that first needs it."""
    names: dict[Shape, str] = {}
    for made, shape in _shapes(package):
        if shape not in names:
            base, number = str(made.method), 2
            function = base
            while function in names.values() or function in _TAKEN:
                function, number = f"{base[:50]}_{number}", number + 1
            names[shape] = function
    return names


def with_shape(names: Mapping[Shape, str], made: Doc, shape: Shape | None) -> Doc:
    """Return the expression for an answer in its shape; ``names`` are `shape_names`."""
    if shape is None:
        return made
    function = phrase(fixed("outputs."), name(names[shape]))
    return call(fixed("outputs.shaped"), made, function)


def _shapes(package: Package) -> Iterator[tuple[Call, Shape]]:
    for rest in package.rest:
        yield from ((o.call, o.output) for o in rest.operations if o.output)
    for mcp in package.mcp:
        yield from ((tool.call, tool.output) for tool in mcp.tools if tool.output)


class _Writer:
    """Writes the expression of a shape; the elements of a list get functions of their own."""

    def __init__(self, function: str) -> None:
        self._function = function
        self.inner: list[FunctionView] = []

    def value(self, shape: Shape) -> Value:
        match shape:
            case Given(value=value):
                return value
            case ObjectOf(members=members):
                return {key: self.value(member) for key, member in members}
            case ListOf(source=source, item=item):
                made = data(self.value(item))
                function = name(f"_{self._function[:50]}_{len(self.inner) + 1}")
                self.inner.append(FunctionView(function, made))
                return call(fixed("_each"), self.value(source), function)
            case Selected(path=()):
                return fixed("root")
            case Selected(path=path) if None in path:
                return call(fixed("_all"), fixed("root"), *path)
            case Selected(path=path):
                return call(fixed("_at"), fixed("root"), *path)


def _parts(shape: Shape) -> Iterator[Shape]:
    yield shape
    match shape:
        case ObjectOf(members=members):
            for _, member in members:
                yield from _parts(member)
        case ListOf(source=source, item=item):
            yield source
            yield from _parts(item)
        case _:
            pass
