"""Documents of Naftiko 1.0.0-alpha2 with everything that has another form in Ikanos."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml
from hypothesis import strategies as st

from naftiko_gen.source import PlainData

Data: TypeAlias = dict[str, Any]
Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]

NAMES = ("a", "b2", "get-item", "X-Key", "name", "label", "items")
#: Names that stand in quotes, as a key or as a value.
ODD_NAMES = ("yes", "2nd", "-")
TEXTS = ("One.", "name: x", "- name: x", "two\n  lines\n\n# three", "'", "{{a}}", "ü 𝄞")


@st.composite
def documents(draw: Draw, *, odd: bool = False) -> Data:
    """Draw the data of a document that the official form accepts."""
    return _Drawer(draw, NAMES + ODD_NAMES if odd else NAMES).document()


class _Drawer:
    def __init__(self, draw: Draw, names: tuple[str, ...]) -> None:
        self._draw = draw
        self._names = names

    def document(self) -> Data:
        capability: Data = {"consumes": [self._client(), {"location": "./a.yaml", "import": "b"}]}
        if self._maybe():
            capability["aggregates"] = [self._aggregate()]
        capability["exposes"] = [
            make() for make in (self._rest, self._mcp, self._skill) if self._maybe()
        ] or [self._rest()]
        return {"naftiko": "1.0.0-alpha2", "info": self._said(), "capability": capability}

    def _maybe(self) -> bool:
        return bool(self._draw(st.booleans()))

    def _text(self) -> str:
        return str(self._draw(st.sampled_from(TEXTS)))

    def _said(self) -> Data:
        return {"label": self._text(), "description": self._text()}

    def _named(self, make: Callable[[], Data], least: int = 1) -> list[Data]:
        names = st.lists(st.sampled_from(self._names), unique=True, min_size=least, max_size=2)
        return [{"name": name, **make()} for name in self._draw(names)]

    def _client(self) -> Data:
        client = {"type": "http", "namespace": "shop", "baseUri": "https://shop.test"}
        inputs = self._named(lambda: {"in": "query"}, 0)
        return {**client, "inputParameters": inputs, "resources": self._named(self._resource)}

    def _resource(self) -> Data:
        return {"path": "/a", "operations": self._named(self._call)}

    def _call(self) -> Data:
        outputs = self._named(lambda: {"type": "string", "value": self._text()}, 0)
        return {"label": self._text(), "method": "GET", "outputParameters": outputs}

    def _inputs(self) -> list[Data]:
        return self._named(lambda: {"type": "string", "description": self._text()}, 0)

    def _work(self) -> Data:
        if self._maybe():
            mapped = {"type": "object", "properties": {"name": {"type": "string", "value": "x"}}}
            return {"call": "shop.a", "with": {"name": "x"}, "outputParameters": [mapped]}
        return {
            "steps": self._named(lambda: {"type": "call", "call": "shop.a"}),
            "mappings": [{"targetName": "a.b", "value": self._text()}],
            "outputParameters": self._named(self._output, 0),
        }

    def _output(self, levels: int = 2) -> Data:
        kinds = ("string", "array", "object") if levels else ("string",)
        match self._draw(st.sampled_from(kinds)):
            case "array":
                return {"type": "array", "items": self._named(lambda: self._output(levels - 1))}
            case "object":
                members = self._named(lambda: self._output(levels - 1), 0)
                return {"type": "object", "properties": {each["name"]: each for each in members}}
            case kind:
                return {"type": kind}

    def _rest(self) -> Data:
        def operation() -> Data:
            inputs = self._named(lambda: {"in": "query", "type": "string", "description": "A."}, 0)
            return {
                "method": "GET",
                "label": self._text(),
                "inputParameters": inputs,
            } | self._work()

        def resource() -> Data:
            return {"path": "/a", "label": "A", "operations": self._named(operation)}

        adapter = {"type": "rest", "namespace": "r", "port": 8080}
        return {**adapter, "resources": self._named(resource)}

    def _mcp(self) -> Data:
        def tool() -> Data:
            return {**self._said(), "inputParameters": self._inputs()} | self._work()

        def resource() -> Data:
            return {**self._said(), "uri": "data://a", **self._work()}

        def prompt() -> Data:
            arguments = self._named(self._said)
            template = [{"role": "user", "content": self._text()}]
            return {**self._said(), "arguments": arguments, "template": template}

        adapter: Data = {"type": "mcp", "namespace": "m", "port": 9090, "tools": self._named(tool)}
        if self._maybe():
            adapter |= {"resources": self._named(resource), "prompts": self._named(prompt)}
        return adapter

    def _skill(self) -> Data:
        def tool() -> Data:
            return {"description": self._text(), "instruction": "a.md"}

        def skill() -> Data:
            return {"description": self._text(), "tools": self._named(tool)}

        adapter = {"type": "skill", "namespace": "s", "port": 9091}
        return {**adapter, "skills": self._named(skill)}

    def _aggregate(self) -> Data:
        def function() -> Data:
            work: Data = {"outputParameters": self._named(lambda: {"type": "string", "value": "x"})}
            work = work if self._maybe() else self._work()
            return {"description": self._text(), "inputParameters": self._inputs(), **work}

        return {"label": "A", "namespace": "a", "functions": self._named(function)}


class _Dumper(yaml.SafeDumper):
    """Writes lists to the right of their keys, and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


class _FlushDumper(yaml.SafeDumper):
    """Writes lists below their keys."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


for _each in (_Dumper, _FlushDumper):
    _each.add_representer(str, _represent)
    # An equal part that occurs twice would become an alias.
    _each.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]


def write(data: PlainData, *, flush: bool, braces: bool | None) -> str:
    """Write data as YAML: in blocks, with the innermost in braces, or all in braces."""
    dumper = _FlushDumper if flush else _Dumper
    return yaml.dump(
        data,
        Dumper=dumper,
        sort_keys=False,
        default_flow_style=braces,
        width=200,
        allow_unicode=True,
    )


_KEY = re.compile(r"( *)(- )?[a-zA-Z0-9]+:( [^|>]*)?$")


def commented(text: str, draw: Draw) -> str:
    """Put comments above and behind some lines, wherever YAML takes them."""
    lines: list[str] = []
    block: int | None = None
    for line in text.splitlines():
        indentation = len(line) - len(line.lstrip())
        if block is not None and (not line.strip() or indentation > block):
            lines.append(line)
            continue
        block = indentation if line.endswith(("|", "|-", "|+")) else None
        where = draw(st.sampled_from(("", "", "", "above", "behind", "left")))
        if any(each.lstrip().startswith("name: ") for each in (line, *lines[-1:])):
            # A member's name goes, and comes back below the comments before the next key.
            where = ""
        plain = bool(_KEY.match(line)) and not line.endswith(("'", '"'))
        if where == "above":
            lines.append(f"{' ' * indentation}# above")
        elif where == "left":
            lines.append("# left")
        lines.append(f"{line}  # behind" if where == "behind" and plain else line)
    return "\n".join(lines) + "\n"
