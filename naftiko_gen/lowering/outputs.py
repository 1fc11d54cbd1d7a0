"""`outputParameters` of what is exposed become the shapes of answers."""

from __future__ import annotations

import re

from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import Given, ListOf, ObjectOf, Selected, Shape
from naftiko_gen.lowering.rules import NotCarriedOut
from naftiko_gen.spec.model import Output, Text
from naftiko_gen.spec.templates import Target

#: The part of JSONPath that is carried out: `.name`, `['name']`, `[0]`, `[*]` (RFC 9535).
_STEP = re.compile(r"""\.([^.\[\]()*?'"\s,]+)|\[(?:'([^'\\]*)'|"([^"\\]*)"|(-?\d{1,9})|(\*))\]""")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")


def shape(outputs: tuple[Output, ...], target: Target, found: list[Diagnostic]) -> Shape | None:
    """Return the shape of the answers of a call; None where they pass through as they are."""
    first = next((output for output in outputs if not output.is_whole_answer), None)
    if first is None:
        return None
    lowering = _Outputs(found)
    if len(outputs) > 1:
        lowering.refuse(first.span, "more than one output", "give one object its properties")
    raw = target.operation.raw_format
    if raw and raw.value.lower() != "json":
        lowering.refuse(first.span, f"an output made of a `{raw}` answer", "leave it out")
    return lowering.shape(first)


class _Outputs:
    def __init__(self, found: list[Diagnostic]) -> None:
        self._found = found

    def refuse(self, span: Span, what: str, help: str) -> None:
        message = f"{what} is not carried out yet"
        self._found.append(NotCarriedOut.at(span, message, help=help))

    def shape(self, output: Output) -> Shape:
        """Return the shape of one output."""
        kind = output.type.value if output.type else "string"
        if output.value is not None:
            return self._given(kind, output.value)
        source = self._path(output.mapping) if output.mapping else Selected(())
        if output.members:
            if source.path:
                help = "write whole paths in `properties`, and leave `mapping` out"
                self.refuse(output.span, "an object with a `mapping` and `properties`", help)
            return ObjectOf(tuple((key.value, self.shape(each)) for key, each in output.members))
        if output.items is not None:
            return ListOf(source, self.shape(output.items))
        if output.mapping is None:
            self.refuse(output.span, "an output without `mapping` and `value`", "say where it is")
        return source

    def _given(self, kind: str, value: Text) -> Given:
        text = value.value
        if "{{" in text or text.startswith("$"):
            self.refuse(value.span, "a template as an output", "`mapping` takes a path")
        match kind:
            case "boolean" if text in ("true", "false"):
                return Given(text == "true")
            case "number" if _NUMBER.fullmatch(text):
                return Given(float(text) if "." in text else int(text))
            case "integer" if _NUMBER.fullmatch(text) and "." not in text:
                return Given(int(text))
            case "string":
                return Given(text)
            case _:
                self.refuse(value.span, f"this value of type {kind}", "write one of that type")
                return Given(text)

    def _path(self, mapping: Text) -> Selected:
        text = mapping.value.strip()
        if text in ("$", "$."):
            return Selected(())
        rest = text.removeprefix("$") if text.startswith("$") else f".{text}"
        steps: list[str | int | None] = []
        end = 0
        for match in _STEP.finditer(rest):
            if match.start() != end:
                break
            end = match.end()
            name, single, double, index, _ = match.groups()
            key = next((each for each in (name, single, double) if each is not None), None)
            steps.append(int(index) if index is not None else key)
        if end != len(rest):
            help = "`$.name`, `['name']`, `[0]` and `[*]` are"
            self.refuse(mapping.span, f"the path `{text}`", help)
        return Selected(tuple(steps))
