"""What libyaml's complaints mean, in words for the author of the file."""

from __future__ import annotations

import re

import yaml

from naftiko_gen.source.faults import Fault, FaultKind
from naftiko_gen.source.nodes import Span

_MESSAGES = {
    "block sequence entries are not allowed in this context": (
        "a list item cannot start here; put it on a line of its own"
    ),
    "mapping keys are not allowed in this context": "a '?' cannot stand here; quote the text",
    "mapping values are not allowed in this context": (
        "a ':' cannot stand here; quote the text that holds it, or check the indentation"
    ),
    "could not find expected ':'": "a ':' is missing behind this key",
    "did not find expected key": "a key is expected here; check indentation, quotes and brackets",
    "did not find expected '-' indicator": (
        "a list item, '- ', is expected here; check the indentation"
    ),
    "did not find expected ',' or ']'": "a ',' or ']' is missing here",
    "did not find expected ',' or '}'": "a ',' or '}' is missing here",
    "did not find expected node content": "a value or a closing bracket is missing here",
    "did not find expected <document start>": "this stands behind the end of the document",
    "found unexpected end of stream": "this quote is never closed",
    "found unexpected document indicator": "this quote is not closed within the document",
    "found unknown escape character": (
        "this backslash starts no escape of YAML; write \\\\ for a backslash, or use single quotes"
    ),
    "did not find expected hexdecimal number": "hexadecimal digits are missing in this escape",
    "found invalid Unicode character escape code": (
        "this escape names no character; write the character itself"
    ),
    "found a tab character that violates indentation": "a tab cannot indent; use spaces",
    "found a tab character where an indentation space is expected": (
        "a tab cannot indent; use spaces"
    ),
    "found an indentation indicator equal to 0": "an indentation is a digit from 1 to 9",
    "did not find expected comment or line break": "only a comment may stand here",
    "did not find expected alphabetic or numeric character": (
        "an anchor or alias needs a name; quote the text if it is none"
    ),
    "found unknown directive name": "this is no directive of YAML; quote a text that starts so",
    "found undefined tag handle": "this tag's handle is not declared",
    "found incompatible YAML document": "this version of YAML is not known",
}

# These are best shown where the key or the text starts; the parser sees them lines later.
_AT_CONTEXT = frozenset(
    (
        "could not find expected ':'",
        "found unexpected end of stream",
        "found unexpected document indicator",
    )
)

_CONTEXTS = {
    "while parsing a block mapping": "the mapping starts here",
    "while parsing a block collection": "the list starts here",
    "while parsing a flow mapping": "the mapping opens here",
    "while parsing a flow sequence": "the list opens here",
    "while parsing a quoted scalar": "the text opens here",
    "while scanning a plain scalar": "the text starts here",
    "while scanning a block scalar": "the text starts here",
}

_REST_OF_LINE = re.compile(r"[^\r\n]*")
_NO_START = "found character that cannot start any token"
_TOO_DEEP = "exceeded maximum nesting depth"

# How the collector of the public catalogue ends a file that it cut at 32 KB.
_CUT_OFF = "# --- truncated at"


def explain(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Return the fault for a text that the parser refused."""
    problem = error.problem or ""
    at = _offset(text, error.problem_mark)
    context = _offset(text, error.context_mark) if error.context_mark else None
    related: tuple[tuple[Span, str], ...] = ()
    if problem in _AT_CONTEXT and context is not None:
        span = _line_from(text, context)
    else:
        span = _character(text, at)
        words = _CONTEXTS.get(error.context or "")
        if words and context is not None:
            related = ((_character(text, context), words),)
    if problem == _TOO_DEEP:
        return Fault(FaultKind.TOO_DEEP, "the document is nested too deeply here", span)
    if _is_cut_off(text, at):
        message = "the file is cut off here: its last lines say that its collector truncated it"
        return Fault(FaultKind.SYNTAX, message, span)
    return Fault(FaultKind.SYNTAX, _message(text, at, error), span, related)


def _message(text: str, at: int, error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "this is not YAML"
    if problem == _NO_START and at < len(text):
        if text[at] == "\t":
            return "a tab cannot indent; use spaces"
        return f"'{text[at]}' cannot start a value; put the value in quotes"
    return _MESSAGES.get(problem) or ", ".join(filter(None, (error.context, problem)))


def _is_cut_off(text: str, at: int) -> bool:
    """Say whether nothing but the collector's note stands behind the place of the problem."""
    note = text.rfind("\n" + _CUT_OFF)
    return note >= 0 and not any(
        line.strip() and not line.startswith("#") for line in text[min(at, note) :].splitlines()
    )


def _offset(text: str, mark: object) -> int:
    index = getattr(mark, "index", 0)
    return min(index, len(text)) if isinstance(index, int) else 0


def _character(text: str, offset: int) -> Span:
    """Return the span of the character at an offset, empty at the end of a line."""
    at_end = offset >= len(text) or text[offset] in "\r\n"
    return Span(offset, offset if at_end else offset + 1)


def _line_from(text: str, offset: int) -> Span:
    match = _REST_OF_LINE.match(text, offset)
    return Span(offset, offset + len(match.group().rstrip()) if match else offset)
