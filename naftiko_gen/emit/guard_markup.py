"""Where a template of HTML puts out its values: as content, or as a whole attribute.

What stands in quotes, comments, scripts or styles that the template wrote itself has other rules
than content, and an attribute without quotes ends at the first space of its value.
"""

from __future__ import annotations

import re

from jinja2 import nodes

from naftiko_gen.emit.languages import Markup

#: Elements whose content is no text with character references.
_RAW = "script|style|iframe|noembed|noframes|noscript|plaintext|xmp|template"
#: Attributes that may have a value: names and words for people. Others hold addresses or code.
_PLAIN = re.compile("aria-[a-z]+|class|data-[a-z]+|datetime|dir|id|lang|title")
_ADDRESSES = frozenset({"href"})
_BEGIN = re.compile(r"<!--|</?[A-Za-z][A-Za-z0-9]*|<")
_IN_TAG = re.compile(r"[\"'>]")
_BEFORE_VALUE = re.compile(r"\s([A-Za-z][A-Za-z0-9:-]*)=\Z")
_REFERENCE = re.compile(r"&[#A-Za-z0-9]*\Z")


class MarkupScanner:
    """Follows the text of a template; knows at each place what a value would become part of.

    ``open`` is "" in content, ``<!--`` in a comment, ``<a`` in the tag of an element,
    ``<a"`` or ``<a'`` in a quoted attribute of it, and ``<style>`` in an element of raw text.
    """

    def __init__(self, syntax: Markup) -> None:
        self._syntax = syntax
        self.open = ""
        #: The known text right before the place: all since the last value.
        self.line = ""

    def feed(self, text: str) -> None:
        """Follow a piece of the template's own text."""
        self.line += text
        at = 0
        while at < len(text):
            at = self._step(text, at)

    def obscure(self) -> None:
        """Note that something unknown stands here."""
        self.line = ""

    def refusal(self, node: nodes.Node) -> str:
        """Return why ``node`` may not be put out here, or ""."""
        if not self.open:
            return "a value behind an &" if _REFERENCE.search(self.line) else ""
        if self.open == "<!--":
            return "a value in a comment"
        if self.open[-1] in "\"'>":
            return f"a value inside of {self.open}"
        before = _BEFORE_VALUE.search(self.line)
        if before is None:
            return f"a value in the tag {self.open}, and not directly behind name="
        name = before[1].lower()
        if name in _ADDRESSES:
            wanted = self._syntax.link
        elif _PLAIN.fullmatch(name):
            wanted = self._syntax.attribute
        else:
            return f"a value for the attribute {name}"
        if not (isinstance(node, nodes.Filter) and node.name == wanted):
            return f"the value of {name} is not made by {wanted}"
        return ""

    def _step(self, text: str, at: int) -> int:
        """Follow the text from ``at`` to its next turn; return the place behind that."""
        if self.open == "":
            found = _BEGIN.search(text, at)
            self.open = found[0].lower() if found else ""
        elif self.open == "<!--":
            found = re.compile("-->").search(text, at)
            self.open = "" if found else self.open
        elif self.open.endswith(">"):
            found = re.compile(rf"(?=</{self.open[1:-1]})", re.IGNORECASE).search(text, at)
            self.open = "" if found else self.open
        elif self.open[-1] in "\"'":
            found = re.compile(self.open[-1]).search(text, at)
            self.open = self.open[:-1] if found else self.open
        else:
            found = _IN_TAG.search(text, at)
            if found and found[0] == ">":
                self.open = f"{self.open}>" if re.fullmatch(f"<(?:{_RAW})", self.open) else ""
            elif found:
                self.open += found[0]
        return found.end() if found else len(text)
