"""Expressions that several views of Python modules share."""

from __future__ import annotations

from collections.abc import Iterable

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Value, call
from naftiko_gen.emit.layout import import_from
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.ir import Call, Identifier, InputRef, JsonType, Package

#: What holds a value of a JSON type; of an array or object only what callers need.
_ANNOTATIONS = {
    JsonType.STRING: fixed("str"),
    JsonType.INTEGER: fixed("int"),
    JsonType.NUMBER: fixed("float"),
    JsonType.BOOLEAN: fixed("bool"),
    JsonType.OBJECT: fixed("Mapping[str, object]"),
    JsonType.ARRAY: fixed("Sequence[object]"),
    JsonType.ANY: fixed("object"),
}

#: The parameter of an application's factory beside the clients.
ALLOWED_HOSTS = fixed("allowed_hosts: Collection[str] = ()")


def annotation(type: JsonType, required: bool) -> PyCode:
    """Return the annotation of a value, which is None where it may be absent."""
    plain = _ANNOTATIONS[type]
    return plain if required else phrase(plain, fixed(" | None"))


def upstream_call(package: Package, made: Call, inputs: Iterable[Doc]) -> Group:
    """Return ``await client.method(…)``; ``inputs`` are the values of the adapter's inputs."""
    path = [name(package.handle.variable)]
    if len(package.clients) > 1:
        path += [fixed("."), name(made.client)]
    values = tuple(inputs)
    arguments: dict[str, Value] = {
        each.parameter: values[each.value.index]
        if isinstance(each.value, InputRef)
        else each.value.value
        for each in made.arguments
    }
    return call(phrase(fixed("await "), *path, fixed("."), name(made.method)), **arguments)


def verb_and_path(verb: str, path: str, description: str) -> str:
    """Return the docstring of what answers or makes a request."""
    return f"{verb} {path}: {sentence(description)}" if description.strip() else f"{verb} {path}."


def sentence(text: str) -> str:
    """Return ``text`` with a mark at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":", "…")) else f"{text}."


def setting(field: Identifier) -> PyCode:
    """Return ``settings.field``."""
    return phrase(fixed("settings."), name(field))


def upstream_import(package: Package, *, calls: bool = True) -> PyCode:
    """Return the line with which an adapter's module imports what it needs of the clients.

    ``calls`` is whether the adapter makes any call.
    """
    names: tuple[PyCode, ...] = ()
    if calls:
        names = (fixed("Answer"), fixed("ArgumentError"), fixed("UpstreamError"))
    return own_import(package, fixed(".upstream"), *names, name(package.handle.type))


def outputs_import(package: Package, *names: PyCode) -> PyCode:
    """Return the line that imports the module of shapes beside ``names``."""
    return import_from(name(package.name), [*names, fixed("outputs")])


def own_import(package: Package, module: PyCode, *names: PyCode) -> PyCode:
    """Return the line that imports from a module of the package, such as ``.settings``."""
    return import_from(phrase(name(package.name), module), names)
