"""Where values may stand in a text of XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

#: Stands for each value; no markup has it.
_MARK = "\ue000"


def holds_only_text(parts: Sequence[object]) -> bool:
    """Return whether an XML document is well-formed, and each value in it is text.

    ``parts`` are texts, and values between them. A value is text where it stands in an element
    or in an attribute's value: there it can be escaped (XML 1.0, 2.4). A declaration, a comment
    or a section of CDATA beside a value is not taken apart; there are other ways to write it.
    """
    document = "".join(part if isinstance(part, str) else _MARK for part in parts)
    texts = "".join(part for part in parts if isinstance(part, str))
    if "<!" in texts or _MARK in texts:
        return False
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = found.append
    parser.StartElementHandler = lambda _, attributes: found.extend(attributes.values())
    try:
        parser.Parse(document.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return "".join(found).count(_MARK) == document.count(_MARK)
