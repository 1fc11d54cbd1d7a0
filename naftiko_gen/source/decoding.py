"""Bytes become text, or a fault says which byte or character is none of YAML's."""

from __future__ import annotations

import codecs
import re

from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.nodes import Span

# YAML 1.2.2, section 5.1: the complement of c-printable.
_FORBIDDEN = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_FORBIDDEN_IN_ASCII = r"[^\t\n\r\x20-\x7e]"

# UTF-32 first: the mark of UTF-16LE is how that of UTF-32LE begins.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)

# Which bytes of a unit are zero when all characters are ASCII (YAML 1.2.2, section 5.2).
_NUL_PATTERNS = (
    (b"\1\0\0\0", "UTF-32LE"),
    (b"\0\0\0\1", "UTF-32BE"),
    (b"\1\0", "UTF-16LE"),
    (b"\0\1", "UTF-16BE"),
)


def decode(data: bytes) -> tuple[str, Fault | None]:
    """Return the text of ``data`` without its byte order mark, and what is wrong with it.

    With a fault the text is a best effort to show its place: every offset up to the fault is
    right.
    """
    wide = _wide_encoding(data)
    if wide is not None:
        text = data.decode(wide, "replace").removeprefix("\ufeff")
        message = f"the file is encoded in {wide}; save it as UTF-8"
        return text, Fault(FaultKind.ENCODING, message, Span(0, min(1, len(text))))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        offset = len(data[: error.start].decode())
        return text, Fault(
            FaultKind.ENCODING, _bad_byte(data[error.start]), Span(offset, offset + 1)
        )
    # Most texts are ASCII, and the long class of characters is slow to compile.
    match = re.search(_FORBIDDEN_IN_ASCII if text.isascii() else _FORBIDDEN, text)
    if match is None:
        return text, None
    code = ord(match.group())
    escape = f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
    message = (
        f"YAML forbids the character U+{code:04X}; remove it, "
        f"or write it as {escape} in double quotes"
    )
    return text, Fault(FaultKind.CHARACTER, message, Span(*match.span()))


def _wide_encoding(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    for pattern, name in _NUL_PATTERNS:
        width = len(pattern)
        head = data[: 16 * width]
        if head and len(head) % width == 0 and _follows(head, pattern):
            return name
    return None


def _follows(head: bytes, pattern: bytes) -> bool:
    return all(
        (byte == 0) == (pattern[index % len(pattern)] == 0) for index, byte in enumerate(head)
    )


def _bad_byte(byte: int) -> str:
    message = f"the byte 0x{byte:02X} is not UTF-8 here; save the file as UTF-8"
    try:
        character = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return message
    return f"{message} (in Windows-1252 it is '{character}')"
