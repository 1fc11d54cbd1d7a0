"""Names that Python, the standard library or a generated package wants for itself."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from naftiko_gen.emit import render
from naftiko_gen.lowering.reserved import DEPENDENCIES, STDLIB
from naftiko_gen.pipeline import analyse
from tests.hostile.documents import bases
from tests.hostile.yamltext import written

#: Names that become one, or differ in case only, once they are Python's.
CLASHES = (
    *("get-item", "get_item", "getItem", "GetItem", "GETITEM", "getitem", "get--item", "get-item_"),
    *("a", "A", "l", "L", "O", "o", "I", "i", "a1", "A1", "a-1"),
    *("-", "_", "--", "__", "-_", "1", "01", "1-1"),
    *("x" * 300, "x" * 301, "x" * 299 + "y", "X" * 300, "-" * 300),
)
DUNDERS = ("__init__", "__class__", "__main__", "__name__", "__slots__", "__del__", "__all__")
OFTEN = ("self", "cls", "match", "case", "type", "_", "main", "test", "None", "true", "null")


@cache
def generated() -> tuple[str, ...]:
    """Return every name that a generated module binds or reads: each may be in another's way."""
    found: set[str] = set()
    for name, data in bases():
        package = analyse(name, written(data).encode(), "hostile").package
        assert package
        for path, content in render(package).items():
            if path.endswith(".py"):
                found.update(_names(ast.parse(content)))
    return tuple(sorted(found))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.ImportFrom(module=str(name)):
                yield name.rpartition(".")[2]
            case ast.alias(name=name):
                yield name.partition(".")[0]
            case _:
                pass


@cache
def hard() -> tuple[str, ...]:
    """Return all hard names, each once."""
    names = (
        *keyword.kwlist,
        *keyword.softkwlist,
        *(name for name in dir(builtins) if name.islower()),
        *DUNDERS,
        *OFTEN,
        *CLASHES,
        *sorted(DEPENDENCIES),
        *generated(),
    )
    return tuple(dict.fromkeys(names))


@cache
def modules() -> tuple[str, ...]:
    """Return the names that are hard for a module or a variable."""
    some = [*sorted(STDLIB)[::12], "http", "json", "types", "typing", "ssl", "logging", "asyncio"]
    names = (*some, *sorted(DEPENDENCIES)[::4], *keyword.kwlist, *DUNDERS, *OFTEN, *generated())
    return tuple(dict.fromkeys(names))


Data = dict[str, Any]

#: Into how many packages the namespaces of APIs are shared.
PARTS = 16


def document(apis: Sequence[Data], adapters: Sequence[Data]) -> bytes:
    """Return a capability."""
    data = {
        "naftiko": "1.0.0-alpha2",
        "info": {"label": "Names", "description": "Names."},
        "capability": {"consumes": list(apis), "exposes": list(adapters)},
    }
    return written(data).encode()


def api(namespace: str, operations: Sequence[Data], path: str = "/items") -> Data:
    """Return a consumed API."""
    return {
        "type": "http",
        "namespace": namespace,
        "baseUri": "https://names.test",
        "resources": [{"name": "items", "path": path, "operations": list(operations)}],
    }


def operation(name: str, inputs: Iterable[str] = (), place: str = "query") -> Data:
    """Return a consumed operation."""
    fields = [{"name": each, "in": place} for each in inputs]
    return {"name": name, "method": "GET", "inputParameters": fields}


def tool(name: str, call: str, inputs: Iterable[str] = ()) -> Data:
    """Return a tool whose inputs go to those of the same names."""
    fields = [{"name": each, "type": "string", "description": "One."} for each in inputs]
    return {"name": name, "description": "Does it.", "inputParameters": fields, "call": call}


def mcp(namespace: str, tools: Sequence[Data], port: int = 9090) -> Data:
    """Return an MCP adapter."""
    return {"type": "mcp", "namespace": namespace, "port": port, "tools": list(tools)}


def rest(namespace: str, resources: Sequence[Data], port: int = 8080) -> Data:
    """Return a REST adapter."""
    return {"type": "rest", "namespace": namespace, "port": port, "resources": list(resources)}


def route(path: str, name: str, call: str, inputs: Iterable[str] = ()) -> Data:
    """Return an exposed resource with one operation."""
    fields = [{"name": each, "in": "query", "type": "string"} for each in inputs]
    made = {"method": "GET", "name": name, "inputParameters": fields, "call": call}
    return {"path": path, "operations": [made]}


def names_of_operations() -> list[str]:
    """Return the names that an operation may have, and a tool and a route too."""
    return [name for name in hard() if _is_name(name)]


def names_of_inputs() -> list[str]:
    """Return the names that an input may have: any."""
    return [*hard(), "$filter", "filter[a]", "a b", "é", "名", "a.b", "@", "x" * 5000]


def names_of_paths() -> list[str]:
    """Return the names that a placeholder may have."""
    return [name for name in hard() if name.strip()][::16]


def of_operations() -> bytes:
    """Each name is an operation, a REST operation and a tool."""
    names = names_of_operations()
    calls = [f"names.{name}" for name in names]
    return document(
        [api("names", [operation(name) for name in names])],
        [
            rest(
                "r",
                [route(f"/{n}", *each) for n, each in enumerate(zip(names, calls, strict=True))],
            ),
            mcp("m", list(map(tool, names, calls))),
        ],
    )


def of_inputs() -> bytes:
    """Each name is an input of one operation, of a REST operation and of a tool."""
    names = names_of_inputs()
    return document(
        [api("names", [operation("find", names)])],
        [
            rest("r", [route("/items", "find", "names.find", names)]),
            mcp("m", [tool("find", "names.find", names)]),
        ],
    )


def of_paths() -> bytes:
    """Each name is a parameter of a path, consumed and exposed."""
    names = names_of_paths()
    apis = [api(f"n{n}", [operation("find")], f"/{{{{{name}}}}}") for n, name in enumerate(names)]
    routes = [
        {"path": f"/{n}/{{{{{name}}}}}", "operations": [{"method": "GET", "call": f"n{n}.find"}]}
        for n, name in enumerate(names)
    ]
    return document(apis, [rest("r", routes)])


def of_namespaces(part: int) -> bytes:
    """Each name is the namespace of an API; a part of them."""
    names = _apart([name for name in modules() if _is_name(name)])[part::PARTS]
    calls = [tool(f"t{n}", f"{name}.find") for n, name in enumerate(names)]
    return document([api(name, [operation("find")]) for name in names], [mcp("m-m", calls)])


def of_adapters() -> bytes:
    """Each name is the namespace of an adapter, and so of a module."""
    names = _apart([name for name in modules() if _is_name(name)])
    adapters = [
        mcp(name, [tool("find", "a-p-i.find")], 9000 + n)
        if n % 2
        else rest(name, [route("/items", "find", "a-p-i.find")], 9000 + n)
        for n, name in enumerate(names)
    ]
    return document([api("a-p-i", [operation("find")])], adapters)


def _apart(names: Iterable[str]) -> list[str]:
    """Return the names without those that need an environment variable twice."""
    found: dict[str, str] = {}
    for name in names:
        key = "".join(character for character in name.lower() if character.isalnum())
        if key:
            found.setdefault(key, name)
    return list(found.values())


def _is_name(name: str) -> bool:
    return name.isascii() and all(c.isalnum() or c in "_-" for c in name)


BATCHES: dict[str, Callable[[], bytes]] = {
    "operations": of_operations,
    "inputs": of_inputs,
    "paths": of_paths,
    **{f"namespaces_{part}": partial(of_namespaces, part) for part in range(PARTS)},
    "adapters": of_adapters,
}
