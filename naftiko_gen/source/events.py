"""The events of a YAML text, from libyaml, with the line breaks of YAML 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

# YAML 1.1 breaks lines at these too, and so does libyaml; YAML 1.2 does not (section 5.4).
_BREAKS_OF_1_1 = "\x85\u2028\u2029"

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_PRIVATE_USE = range(0xE000, 0xF900)


def events(text: str) -> Iterator[tuple[yaml.Event, int, int]]:
    """Yield the events of ``text``, each with its start and end in code points.

    Raises:
        yaml.MarkedYAMLError: the text is not YAML. All characters must be printable in the
            sense of YAML (see ``decoding``).
    """
    masked, unmask = _mask(text)
    # A PyYAML without libyaml has a parser of its own, twenty times slower.
    parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(masked)
    while (event := parser.get_event()) is not None:
        start, end = event.start_mark.index, event.end_mark.index
        if unmask and isinstance(event, yaml.ScalarEvent):
            event.value = event.value.translate(unmask)
        yield event, start, end


def _mask(text: str) -> tuple[str, dict[int, int]]:
    """Replace the breaks of YAML 1.1 by characters that occur nowhere, as literal or escape.

    Offsets stay as they are. The second result translates values back. Where a text uses
    every private character, libyaml's reading stays.
    """
    present = [character for character in _BREAKS_OF_1_1 if character in text]
    if not present:
        return text, {}
    used = {ord(character) for character in set(text)}
    used.update(int(match[1] or match[2], 16) for match in _ESCAPE.finditer(text))
    unused = (code for code in _PRIVATE_USE if code not in used)
    mask = {ord(character): code for character, code in zip(present, unused, strict=False)}
    return text.translate(mask), {code: original for original, code in mask.items()}
