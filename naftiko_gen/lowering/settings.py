"""What the package reads from its environment."""

from __future__ import annotations

import re

from naftiko_gen.diagnostics import Diagnostic, Label, Span
from naftiko_gen.ir import Identifier, Setting, SettingKind, SettingRef, TextTemplate
from naftiko_gen.lowering.names import LONGEST, snake
from naftiko_gen.lowering.reserved import FIELD_NAMES
from naftiko_gen.lowering.rules import NotCarriedOut, SettingClash, UnboundVariable
from naftiko_gen.spec.model import Bind, Capability, Text
from naftiko_gen.spec.templates import split_text

_UPPER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


#: What shells and containers take for a variable (POSIX, section 8.1).
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def field_name(variable: str) -> Identifier:
    """Return the field of `Settings` that holds a variable: its name in lower case."""
    plain = _VARIABLE.fullmatch(variable) and len(variable) <= LONGEST and variable[0] != "_"
    text = variable.lower() if plain else snake(variable, FIELD_NAMES)
    return Identifier(f"{text}_" if text in FIELD_NAMES or text == "l" else text)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


class Settings:
    """The settings of a package, in the order in which they are first needed."""

    def __init__(self, capability: Capability, found: list[Diagnostic]) -> None:
        self._found = found
        self._settings: dict[str, tuple[Setting, Span]] = {}
        #: The variables that share a field, in order.
        self._variables: dict[Identifier, dict[str, None]] = {}
        self._bound: dict[str, Text] = {}
        #: The bound names by what is left of them without case and separators.
        self._alike: dict[str, str] = {}
        for bind in capability.binds:
            self._bind(bind)

    def _bind(self, bind: Bind) -> None:
        if bind.location:
            message = "binds from another source than the environment are not carried out yet"
            self._found.append(NotCarriedOut.at(bind.location.span, message))
        for variable in bind.variables:
            self._bound[variable.name.value] = variable.key
            self._alike.setdefault(_plain(variable.name.value), variable.name.value)

    def add(self, setting: Setting, span: Span) -> Identifier:
        """Add a setting that the place at ``span`` needs; return its field."""
        if not _VARIABLE.fullmatch(setting.variable):
            message = f"`{setting.variable}` is no name of an environment variable"
            self._found.append(NotCarriedOut.at(span, message))
        for variable in self._variables.setdefault(setting.field, {}):
            other, place = self._settings[variable]
            if other.variable != setting.variable:
                message = f"`{setting.variable}` and `{other.variable}` are hard to tell apart"
                related = (Label(place, f"`{other.variable}` is needed here"),)
                self._found.append(SettingClash.at(span, message, related=related))
        present = self._settings.get(setting.variable)
        shared = present and setting.secret and present[0].secret  # one token for two APIs
        if present and present[0] != setting and not shared:
            message = f"the environment variable `{setting.variable}` is needed twice"
            label = Label(present[1], "first needed here")
            self._found.append(SettingClash.at(span, message, related=(label,)))
        self._settings.setdefault(setting.variable, (setting, span))
        self._variables[setting.field][setting.variable] = None
        return setting.field

    def is_bound(self, name: str) -> bool:
        """Return whether a bind declares a variable of that name."""
        return name in self._bound

    def source(self, name: str) -> str:
        """Return the environment variable that a bound variable is read from."""
        return self._bound[name].value

    def is_variable(self, name: str) -> bool:
        """Return whether a placeholder of that name is a variable: bound, or all capitals."""
        capitals = bool(name) and set(name) <= _UPPER and name[0] not in "_0123456789"
        return self.is_bound(name) or (capitals and len(name) > 1)

    def reference(self, name: str, span: Span, help: str) -> SettingRef:
        """Return the setting that holds a variable's value."""
        return SettingRef(self._secret(name, span, help))

    def template(self, text: Text, help: str) -> TextTemplate:
        """Return a text with its variables as settings; ``help`` says what they are for."""
        parts: list[str | SettingRef] = []
        for part in split_text(text.value):
            if isinstance(part, str):
                parts.append(part)
            elif self.is_variable(part.name):
                parts.append(self.reference(part.name, text.span, help))
            else:
                message = f"`{{{{{part.name}}}}}` is no variable of the environment"
                help = "variables are written in capitals: `{{API_TOKEN}}`"
                self._found.append(NotCarriedOut.at(text.span, message, help=help))
        return tuple(parts)

    def _secret(self, name: str, span: Span, help: str) -> Identifier:
        key = self._bound.get(name)
        if key is None:
            message = f"`{name}` is not bound; the environment variable of that name is read"
            near = self._alike.get(_plain(name))
            meant = f"did you mean `{near}`?" if near else None
            self._found.append(UnboundVariable.at(span, message, help=meant))
        # The engine reads the key of the bind from the environment, not the variable's name.
        variable = key.value if key else name
        setting = Setting(field_name(variable), variable, SettingKind.TEXT, None, help, secret=True)
        return self.add(setting, span)

    @property
    def all(self) -> tuple[Setting, ...]:
        """Every setting."""
        return tuple(setting for setting, _ in self._settings.values())
