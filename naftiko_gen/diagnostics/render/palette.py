"""The colours of terminal output, all in one place."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from naftiko_gen.diagnostics.model import Severity


class Style(Enum):
    """What a piece of output is; the value holds its SGR parameters (ECMA-48, 8.3.117)."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    FRAME = "1;34"
    STRONG = "1"


SEVERITY_STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}

#: Colours one piece of text; it must be harmless already (see ``visible``).
Paint: TypeAlias = Callable[[str, Style], str]


def painter(color: bool) -> Paint:
    """Return a function that paints, or, without ``color``, one that leaves text as it is."""
    return _paint if color else _leave


def _paint(text: str, style: Style) -> str:
    return f"\x1b[{style.value}m{text}\x1b[0m"


def _leave(text: str, style: Style) -> str:
    return text
