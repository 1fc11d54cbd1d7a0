"""Unified diffs that are safe to show."""

from __future__ import annotations

import difflib
from typing import Final

from naftiko_gen.workspace.manifest import normalise

# What a terminal or a reader's eye would obey instead of show: the control characters, and
# the characters that end lines or turn the direction of writing. A fixed list: the answer
# must not depend on the Unicode table of the running Python.
_OBEYED = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A)),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_VISIBLE: Final = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _OBEYED}


def unified(path: str, before: bytes | None, after: bytes | None) -> str:
    """Return the diff between two contents of a file; None stands for no file.

    Line ends are compared as LF. Content that is no text is named, not shown. Control
    characters are written as escapes, so the diff of such a file is for reading only.
    """
    if before is not None and after is not None and normalise(before) == normalise(after):
        return ""
    source = "/dev/null" if before is None else f"a/{path}"
    target = "/dev/null" if after is None else f"b/{path}"
    try:
        old, new = _lines(before or b""), _lines(after or b"")
    except ValueError:
        return f"Binary files {source} and {target} differ\n"
    # difflib says nothing at all about an empty file that comes or goes.
    lines = [f"--- {source}\n", f"+++ {target}\n", *list(difflib.unified_diff(old, new))[2:]]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(content: bytes) -> list[str]:
    """Split at LF only: str.splitlines knows a dozen further line ends."""
    if b"\0" in content:
        raise ValueError("no text")
    text = normalise(content).decode("utf-8").translate(_VISIBLE)
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
