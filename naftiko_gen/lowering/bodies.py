"""Templates of a consumed operation: its body, and values with placeholders."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote_plus

from naftiko_gen.diagnostics import Diagnostic, Span
from naftiko_gen.ir import (
    Body,
    BodyValue,
    Elements,
    Filled,
    Fixed,
    FormBody,
    Identifier,
    JsonBody,
    JsonValue,
    Members,
    MultipartBody,
    ParamRef,
    Part,
    Place,
    SettingRef,
    TextBody,
)
from naftiko_gen.lowering.markup import holds_only_text
from naftiko_gen.lowering.parameters import Parameter
from naftiko_gen.lowering.rules import NotCarriedOut
from naftiko_gen.lowering.settings import Settings
from naftiko_gen.spec.model import (
    ConsumedOperation,
    ListTemplate,
    ObjectTemplate,
    Template,
    Text,
    Value,
)
from naftiko_gen.spec.templates import Placeholder, split_text

#: A media type with parameters (RFC 9110, 8.3.1).
_MEDIA_TYPE = re.compile(
    r"[\w.+-]+/[\w.+-]+([ \t]*;[ \t]*[\w-]+=([\w.+-]+|\"[ !#-\[\]-~]*\"))*", re.ASCII
)

#: Kinds of body that are text, and the content type of each.
_TEXTS = {
    "text": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "sparql": "application/sparql-query",
}


class Templates:
    """The templates of one operation; ``names`` are its parameters' identifiers."""

    def __init__(
        self,
        api: str,
        names: Mapping[str, Identifier],
        settings: Settings,
        found: list[Diagnostic],
    ) -> None:
        self._api = api
        self._names = names
        self._settings = settings
        self._found = found

    def body(self, operation: ConsumedOperation, parameters: tuple[Parameter, ...]) -> Body | None:
        """Return what the operation sends as its body."""
        written = operation.body
        if written is None or written.data is None:
            return self._of_inputs(operation, parameters)
        kind = written.kind.value if written.kind else "json"
        match kind, written.data:
            case "json", Text() as text if not _is_alone(text.value):
                return self._json_text(text)
            case "json", data:
                return JsonBody(self.value(data))
            case "formUrlEncoded", ObjectTemplate(members=members):
                return FormBody(tuple((k.value, self.value(v)) for k, v in members))
            case "formUrlEncoded", Text() as text if not _is_alone(text.value):
                # Written as it is sent: what stands in the place of a value is encoded like one.
                pairs = [pair.partition("=") for pair in text.value.split("&") if pair]
                return FormBody(
                    tuple(
                        (unquote_plus(name), self.text(Text(unquote_plus(value), text.span)))
                        for name, _, value in pairs
                    )
                )
            case "multipartForm", ListTemplate(items=items):
                return MultipartBody(tuple(part for item in items if (part := self._part(item))))
            case "xml", Text() as text if not _is_alone(text.value):
                return TextBody(self._markup(text), _TEXTS[kind])
            case str(), Text() as text if kind in _TEXTS:
                if kind == "sparql" and "{{" in text.value and not _is_alone(text.value):
                    # A value could bring a query of its own.
                    self._refuse(text.span, f"a placeholder in a body of kind `{kind}`")
                return TextBody(self.text(text), _TEXTS[kind])
            case _:
                span = written.kind.span if written.kind else written.span
                self._refuse(span, f"a body of kind `{kind}` with this data")
                return None

    def _of_inputs(
        self, operation: ConsumedOperation, parameters: tuple[Parameter, ...]
    ) -> Body | None:
        # What only the value of another input names is no member of the body.
        declared = {each.name.value for each in operation.inputs}
        parameters = tuple(p for p in parameters if p.wire in declared)
        whole = [p for p in parameters if p.place is Place.BODY]
        members = [p for p in parameters if p.place is Place.MEMBER]
        if whole:
            return JsonBody(ParamRef(self._names[whole[0].wire]))
        if members:
            return JsonBody(
                Members(tuple((p.wire, ParamRef(self._names[p.wire])) for p in members))
            )
        return None

    def _part(self, template: Template) -> Part | None:
        written = dict[str, Text]()
        for key, value in template.members if isinstance(template, ObjectTemplate) else ():
            if isinstance(value, Text):
                written[key.value] = value
        kind = written.get("contentType")
        if "name" not in written or "value" not in written:
            self._refuse(template.span, "a part of a form without a `name` and a `value`")
            return None
        for fixed in (written["name"], kind):
            if fixed and "{{" in fixed.value:
                self._refuse(fixed.span, "a placeholder in a part's name or type")
        if kind and not _MEDIA_TYPE.fullmatch(kind.value):
            self._refuse(kind.span, f"the media type `{kind.value}`")
        filename = self.text(written["filename"]) if "filename" in written else None
        return Part(
            written["name"].value,
            self.text(written["value"]),
            filename,
            kind.value if kind else None,
        )

    def _markup(self, text: Text) -> ParamRef | SettingRef | Filled | Fixed:
        value = self.text(text)
        if not isinstance(value, Filled):
            return value
        if not holds_only_text(value.parts):
            message = "a placeholder that stands in the markup of an XML body"
            self._refuse(text.span, message)
        return replace(value, markup=True)

    def _json_text(self, text: Text) -> Body | None:
        """Read a body that is written as JSON text: placeholders stand in its strings."""
        try:
            data = json.loads(text.value)
        except (ValueError, RecursionError):
            self._refuse(text.span, "a text that is no JSON as a JSON body")
            return None
        return JsonBody(self.value(_template(data, text.span)))

    def value(self, template: Template) -> BodyValue:
        """Return a value of any shape."""
        match template:
            case Text():
                return self.text(template)
            case Value(value=value):
                return Fixed(value)
            case ObjectTemplate(members=members):
                for key, _ in members:
                    if "{{" in key.value:
                        self._refuse(key.span, "a placeholder in a key")
                values = tuple((key.value, self.value(member)) for key, member in members)
                if all(isinstance(value, Fixed) for _, value in values):
                    return Fixed({k: v.value for k, v in values if isinstance(v, Fixed)})
                return Members(values)
            case ListTemplate(items=items):
                elements = tuple(map(self.value, items))
                if all(isinstance(element, Fixed) for element in elements):
                    return Fixed([e.value for e in elements if isinstance(e, Fixed)])
                return Elements(elements)

    def text(self, text: Text) -> ParamRef | SettingRef | Filled | Fixed:
        """Return a text; a placeholder that stands alone is the value itself."""
        parts: list[str | ParamRef | SettingRef] = []
        for part in split_text(text.value):
            if isinstance(part, str):
                parts.append(part)
            elif part.name in self._names:
                parts.append(ParamRef(self._names[part.name]))
            elif self._settings.is_variable(part.name):
                parts.append(
                    self._settings.reference(part.name, text.span, f"part of calls of {self._api}")
                )
            else:
                self._refuse(text.span, f"the placeholder `{{{{{part.name}}}}}`")
        match parts:
            case [ParamRef() | SettingRef() as alone]:
                return alone
            case _ if all(isinstance(part, str) for part in parts):
                return Fixed("".join(str(part) for part in parts))
            case _:
                return Filled(tuple(parts))

    def _refuse(self, span: Span, what: str) -> None:
        self._found.append(NotCarriedOut.at(span, f"{what} is not carried out yet"))


def _is_alone(text: str) -> bool:
    parts = split_text(text.strip())
    return len(parts) == 1 and isinstance(parts[0], Placeholder)


def _template(data: JsonValue, span: Span) -> Template:
    match data:
        case str():
            return Text(data, span)
        case dict():
            members = tuple((Text(k, span), _template(v, span)) for k, v in data.items())
            return ObjectTemplate(members, span)
        case list():
            return ListTemplate(tuple(_template(item, span) for item in data), span)
        case _:
            return Value(data, span)
