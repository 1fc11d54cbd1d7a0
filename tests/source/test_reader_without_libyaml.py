"""PyYAML's own parser gives the same trees and places as libyaml."""

from __future__ import annotations

import pytest
import yaml

from naftiko_gen.source import Document, Fault, Mapping, Node, Scalar, Sequence, read

TEXTS = [
    "a: 1\n'b': [c, {d: e}, f: g]\n\"h\": |\n  i\n\n# j\nk:\n- l\n-\n- m: n\n  o:\n",
    "\ufeff# c\r\na: é𝄞\r\nb:\r\n  c\x85\u2028: d\r\n\r\n",
    "a: &A !!str 12\nb: *A\n? c\n? |\n  d\n: e\n<<: {f: 1}\n!x g: ~\n",
    "&a # b\n!!map\nc: !foo\nd: &e\nf: []\n",
    "{a, b: , 'c':1, ? d}",
    "a: b\n--- c\n",
    "# nothing\n",
    "[*a]",
    "&a [*a]",
    "a: 012\nb: yes\na: 2\n",
]


def outline(node: Node) -> object:
    match node:
        case Scalar(span=span, value=value, plain=plain):
            return span, value, plain
        case Sequence(span=span, items=items, flow=flow):
            return span, [outline(item) for item in items], flow
        case Mapping(span=span, entries=entries, flow=flow):
            return span, [(outline(e.key), outline(e.value)) for e in entries], flow


def both(text: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Document, tuple[Fault, ...]]]:
    assert yaml.__with_libyaml__
    data = text.encode()
    with_libyaml = read("x.yaml", data)
    monkeypatch.delattr(yaml, "CSafeLoader")
    return [with_libyaml, read("x.yaml", data)]


@pytest.mark.parametrize("text", TEXTS)
def test_trees_and_faults(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = both(text, monkeypatch)

    assert one[1] == other[1]
    assert (one[0].root and outline(one[0].root)) == (other[0].root and outline(other[0].root))


@pytest.mark.parametrize(
    "text", ["a: [1, 2\nb: 3\n", "a: 1\nfoo\nb: 2\n", "a: b: c", "a: 'b", "a: @"]
)
def test_syntax(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (_, (fault,)), (_, (other,)) = both(text, monkeypatch)

    # The wording differs where PyYAML's own differs from libyaml's.
    assert (other.kind, other.span) == (fault.kind, fault.span)
