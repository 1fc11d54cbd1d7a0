"""What a rule is: a code, a name, an explanation, and two examples that run as tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from naftiko_gen.diagnostics.model import Diagnostic, Fix, Label, Severity
from naftiko_gen.source.nodes import Span

#: A small capability that lints clean. Examples are fragments that replace some of its lines.
SKELETON = """\
naftiko: 1.0.0-alpha2
info:
  label: Shop
  description: Items of a shop.
binds:
- namespace: env
  keys:
    SHOP_TOKEN: SHOP_TOKEN
capability:
  consumes:
  - type: http
    namespace: shop
    description: The shop's API.
    baseUri: https://shop.test/v1
    authentication:
      type: bearer
      token: "{{SHOP_TOKEN}}"
    resources:
    - name: item
      path: /items/{{id}}
      operations:
      - name: get-item
        method: GET
        inputParameters:
        - name: id
          in: path
  exposes:
  - type: rest
    namespace: shop-rest
    port: 8080
    resources:
    - path: /items/{{id}}
      name: item
      description: One item.
      operations:
      - method: GET
        name: get-item
        inputParameters:
        - name: id
          in: path
          type: string
          description: Number of the item.
        call: shop.get-item
        with:
          id: shop-rest.id
  - type: mcp
    namespace: shop-mcp
    port: 9090
    description: Items of a shop.
    tools:
    - name: get-item
      description: Gets one item of the shop by its number.
      hints:
        readOnly: true
      inputParameters:
      - name: id
        type: string
        description: Number of the item.
      call: shop.get-item
      with:
        id: shop-mcp.id
"""


#: Characters of a message or a help that are shown.
_LONGEST = 1000


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class Example:
    """A fragment of a capability, shown to people and run as a test.

    ``replaces`` names the lines of ``SKELETON`` whose place ``text`` takes (each as it stands
    there, indentation included; the last occurrence counts); where it is None, ``text`` is a
    whole document. Bytes that are no UTF-8 stand in ``text`` as surrogates (PEP 383: the byte
    E9 is ``\\udce9``). A rule about size has its text stand there many ``times``.
    """

    text: str
    replaces: str | None = None
    times: int = 1

    def document(self) -> str:
        """Return the whole document in which the fragment stands."""
        text = self.text * self.times
        if self.replaces is None:
            return text
        before, found, after = SKELETON.rpartition(self.replaces)
        if not found:
            raise ValueError(f"the skeleton has no {self.replaces!r}")
        return before + text + after

    def data(self) -> bytes:
        """Return the document as the bytes of a file."""
        return self.document().encode("utf-8", "surrogateescape")


class Rule:
    """Base of all rules.

    A rule is never instantiated: its class is the record, its docstring the page that
    ``naftiko-gen rule CODE`` prints. The docstring's first line is the title; the sections
    ``What it does``, ``Why is this bad?`` and ``What to write instead`` follow, each heading
    on a line of its own behind ``## ``.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    since: ClassVar[str] = "0.1.0"
    #: Whether the rule points to secrets, which no output shows.
    secret: ClassVar[bool] = False
    bad: ClassVar[Example]
    good: ClassVar[Example]

    @classmethod
    def at(
        cls,
        span: Span,
        message: str,
        *,
        help: str | None = None,
        related: tuple[Label, ...] = (),
        fix: Fix | None = None,
    ) -> Diagnostic:
        """Make this rule's diagnostic at a place.

        A message names parts of the file, whose length nothing limits: it is cut short where
        no reader would follow it.
        """
        message, help = _cut(message), help and _cut(help)
        return Diagnostic(
            cls.code, cls.name, cls.severity, message, span, related, help, fix, cls.secret
        )
