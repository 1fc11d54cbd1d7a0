"""Write Python expressions so that ``ruff format`` has nothing to change.

The rule is one: all on one line if it fits in 88 columns together with what stands before and
behind it there, else one item a line with a comma behind each. Between the two, the arguments
of a call and the parameters of a function may share a line of their own.
"""

import re
from collections.abc import Iterable

from naftiko_gen.emit.characters import width
from naftiko_gen.emit.code import PyCode, joined
from naftiko_gen.emit.doc import Comma, Doc, Group, Str, Value, brackets, data
from naftiko_gen.emit.python import LINE, fixed, literal_text, phrase

_STEP = 4
_NOTHING = fixed("")
_PIECE = re.compile("[^ \n]*(?:[ \n]+|$)")


def layout(value: Value, indent: int, lead: int = 0, trail: int = 0) -> PyCode:
    """Write an expression that begins on a line indented by ``indent`` columns.

    ``lead`` columns of code stand before it on its first line, ``trail`` behind it on its
    last. A string that is followed by something is taken for an item of brackets that the
    template wrote, and may become several literals; one at the end of a statement stays whole.

    Raises:
        ValueError: an atom of the expression holds a line break.
    """
    return joined(PyCode, [_write(data(value), indent, lead, trail, item=trail > 0)])


def statement(head: PyCode, value: Value, indent: int = 0, tail: PyCode = _NOTHING) -> PyCode:
    """Write ``head``, an expression and ``tail``, such as ``return `` and a call."""
    lead, trail = width(phrase(head).text), width(phrase(tail).text)
    return phrase(head, layout(value, indent, lead, trail), tail)


def import_from(module: PyCode, names: Iterable[PyCode]) -> PyCode:
    """Write ``from module import names``, sorted as ruff and isort sort."""
    head = phrase(fixed("from "), module, fixed(" import "))
    ordered: list[PyCode] = sorted(set(names), key=_import_order)
    return statement(head, brackets(ordered))


def _write(doc: Doc, indent: int, lead: int, trail: int, item: bool) -> str:
    flat = _flat(doc)
    if indent + lead + width(flat) + trail <= LINE or isinstance(doc, PyCode):
        return flat
    if isinstance(doc, Group) and not item and _is_long_await(doc, indent, lead):
        inside = _write(doc, indent + _STEP, 0, 0, item=True)
        parts, opening, closing = [inside], "(", ")"
    elif isinstance(doc, Str):
        parts = _parts(doc.value, indent, lead) if item else _whole(flat, indent)
        opening, closing = "(", ")"
    else:
        inner = _inner(doc)
        packed = doc.packed and inner and indent + _STEP + width(inner) <= LINE
        parts = [inner] if packed else list(_item_lines(doc, indent + _STEP))
        opening, closing = doc.open.text, doc.close.text
    if not any(parts):
        return flat
    margin = "\n" + " " * indent
    return opening + "".join(f"{margin}    {part}" for part in parts) + margin + closing


def _is_long_await(group: Group, indent: int, lead: int) -> bool:
    """Whether brackets go round an await: they make it fit, and its own would not."""
    head = group.open.text
    line = head if group.items else _flat(group)
    if not head.startswith("await ") or indent + _STEP + width(line) > LINE:
        return False
    return not group.items or indent + lead + width(head) > LINE


def _item_lines(group: Group, indent: int) -> Iterable[str]:
    comma = "" if group.comma is Comma.NEVER else ","
    for item in group.items:
        head = item.head.text
        yield head + _write(item.value, indent, width(head), len(comma), item=True) + comma


def _flat(doc: Doc) -> str:
    match doc:
        case PyCode(text=text):
            if "\n" in text:
                raise ValueError(f"a line break inside of an expression: {text[:60]!r}")
            return text
        case Str(value=value):
            return literal_text(value)
        case Group():
            inner = _inner(doc)
            return inner if doc.bare else doc.open.text + inner + doc.close.text


def _inner(group: Group) -> str:
    inner = ", ".join(item.head.text + _flat(item.value) for item in group.items)
    return inner + "," if group.comma is Comma.ALWAYS else inner


def _whole(flat: str, indent: int) -> list[str]:
    """Brackets round a string at the end of a statement, only where they make it fit."""
    return [flat] if indent + _STEP + width(flat) <= LINE else []


def _parts(value: str, indent: int, lead: int) -> list[str]:
    """Cut a string behind spaces and line breaks, into literals that fit on their line.

    An item without a head gains nothing from brackets round a sole literal; nor does one
    that is too long even so.
    """
    room = LINE - indent - _STEP
    if lead and width(literal_text(value)) <= room:
        return [literal_text(value)]
    parts: list[str] = []
    text = ""
    for piece in _PIECE.findall(value):
        if text and width(literal_text(text + piece)) > room:
            parts.append(literal_text(text))
            text = ""
        text += piece
    if text:
        parts.append(literal_text(text))
    return parts if len(parts) > 1 else []


def _import_order(code: PyCode) -> tuple[int, list[tuple[int, str]], list[tuple[int, str]]]:
    text = code.text
    constant = len(text) > 1 and text.isupper()
    kind = 0 if constant else 1 if text[0].isupper() else 2
    return kind, _natural(text.lower()), _natural(text)


def _natural(text: str) -> list[tuple[int, str]]:
    """Sort key: numbers by value; what starts with a zero comes first, digit by digit."""
    return [
        (0 if run.startswith("0") or not run.isdigit() else len(run), run)
        for run in re.findall("[0-9]+|[^0-9]+", text)
    ]
