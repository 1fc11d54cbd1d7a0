"""What a generated service reads from its environment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from naftiko_gen.ir.values import Identifier


class SettingKind(Enum):
    """How the text of a variable is read and checked."""

    TEXT = "text"
    URL = "url"
    SECONDS = "seconds"
    COUNT = "count"
    LISTEN = "listen"
    HOSTS = "hosts"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable and the field of ``Settings`` that holds it.

    ``default`` is None where the variable must be set. ``secret`` values never appear in
    a repr or a message. ``help`` is one line for README and ``.env.example``.
    """

    field: Identifier
    variable: str
    kind: SettingKind
    default: str | int | None
    help: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class SettingRef:
    """The value of a setting, by the name of its field."""

    field: Identifier
