"""What holds for any text, and for any data that is written as YAML."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from naftiko_gen.source import (
    Document,
    Fault,
    FaultKind,
    Mapping,
    Node,
    PlainData,
    Scalar,
    Sequence,
    find,
    read,
    to_data,
    walk,
)
from naftiko_gen.source.scalars import resolve

LEAVES_A_TREE = {
    FaultKind.DUPLICATE_KEY,
    FaultKind.COMPLEX_KEY,
    FaultKind.MERGE_KEY,
    FaultKind.TAG,
    FaultKind.NUMBER,
    FaultKind.AMBIGUOUS_SCALAR,
}

# Pieces that meet in YAML, so that random texts reach the parser's depths.
PLAIN_PIECES = (
    *"ab01:-?[]{}'\"#%@`~<,. \n\t\r\\_=é𝄞\ufeff",
    *(": ", "- ", "\n  ", "\n- ", "? ", "a: ", "b:\n  ", "[a, ", "{b: ", "# c\n", "'c'", '"\\n"'),
    *("012", ".inf", "..."),
)
PIECES = (
    *PLAIN_PIECES,
    *"&*!|>\x85\u2028\x00\x7f",
    *("&a ", "*a", "!!str ", "!x ", "<<: ", "--- ", "|\n  x\n"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def check(document: Document, faults: tuple[Fault, ...]) -> None:
    """Check what holds for every document."""
    end = len(document.text)
    for fault in faults:
        for span in (fault.span, *(span for span, _ in fault.related)):
            assert 0 <= span.start <= span.end <= end
            assert document.position(span.start) <= document.position(span.end)
        assert fault.message
    assert [fault.span for fault in faults] == sorted(fault.span for fault in faults)
    if document.root is None:
        assert any(fault.kind not in LEAVES_A_TREE for fault in faults)
        return
    assert all(fault.kind in LEAVES_A_TREE for fault in faults)
    to_data(document.root)
    for node in walk(document.root):
        assert 0 <= node.span.start <= node.span.end <= end
        if isinstance(node, Mapping):
            names = [entry.name for entry in node.entries]
            assert len(names) == len(set(names))
            assert all(find(node, [entry.name]).value is entry.value for entry in node.entries)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=60), st.text(max_size=40).map(lambda text: text.encode())))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
def test_any_bytes(data: bytes) -> None:
    check(*read("x.yaml", data))


@settings(max_examples=500)
@given(TEXTS)
@example("a: &a\n  b: *a")
@example("{? a, : b}")
@example("- &a [&a b, *a]\n- *a")
def test_any_text(text: str) -> None:
    check(*read("x.yaml", text.encode()))


# Characters that the dumper writes as they are, or escapes; the breaks of YAML 1.1 are left
# out, for PyYAML writes YAML 1.1 and folds lines at them.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")
STRINGS = st.one_of(
    st.text(CHARACTERS, max_size=30),
    st.sampled_from(
        ["", "~", "null", "012", "0o17", "1e3", "yes", "<<", "=", "a: b", "a #b", "-", "?"]
    ),
    st.text("ab \n\t'\"\\#:-é𝄞", max_size=60),
)
SCALARS = st.one_of(
    STRINGS,
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
DATA: st.SearchStrategy[PlainData] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(STRINGS, inner, max_size=4)
    ),
    max_leaves=20,
)


class Dumper(yaml.CSafeDumper):
    """Quotes what YAML 1.2 would read as something else than the text."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def represent(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = None if resolve(text) == (text, None, "") else '"'
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, represent)


@st.composite
def dumps(draw: st.DrawFn) -> tuple[PlainData, str]:
    data = draw(DATA)
    text = yaml.dump(
        data,
        Dumper=Dumper,
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        width=draw(st.sampled_from([10, 80])),
        indent=draw(st.sampled_from([2, 4])),
        line_break=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        explicit_start=draw(st.booleans()),
        sort_keys=False,
    )
    return data, text


@settings(max_examples=300)
@given(dumps())
def test_data_reads_back(case: tuple[PlainData, str]) -> None:
    data, text = case
    document, faults = read("x.yaml", text.encode())

    assert faults == ()
    assert document.root is not None
    assert repr(to_data(document.root)) == repr(data)


def scalars(node: Node) -> Iterator[tuple[Scalar, bool]]:
    """Yield all scalars, each with whether it is a key."""
    match node:
        case Scalar():
            yield node, False
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for entry in node.entries:
                yield entry.key, True
                yield from scalars(entry.value)


@settings(max_examples=300)
@given(dumps())
def test_each_scalar_reads_the_same_by_itself(case: tuple[PlainData, str]) -> None:
    document, _ = read("x.yaml", case[1].encode())
    assert document.root is not None
    for scalar, is_key in scalars(document.root):
        text = document.text[scalar.span.start : scalar.span.end]
        assert scalar.plain == (text[:1] not in ("'", '"', "|", ">"))
        if text.startswith(("|", ">")):
            # How far a block scalar is indented depends on what stands around it.
            continue
        # The space keeps a plain `---` from starting a document.
        alone = read("x.yaml", f" {text}".encode())[0].root
        if is_key and scalar.plain:
            assert text == scalar.value
        elif text:
            assert isinstance(alone, Scalar)
            assert repr(alone.value) == repr(scalar.value)
        else:
            assert scalar.value is None


def texts_of(node: yaml.Node) -> Iterator[tuple[str, int, int]]:
    """Yield text, start and end of all scalars, as PyYAML composes them."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value, node.start_mark.index, node.end_mark.index
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from texts_of(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from texts_of(key)
            yield from texts_of(value)


# Aliases and properties have other places there, and breaks of YAML 1.1 another meaning.
@settings(max_examples=500)
@given(st.lists(st.sampled_from(PLAIN_PIECES), max_size=12).map("".join))
@example("a: [b, 'c': d]\n? e\n")
def test_libyaml_sees_the_same_scalars(text: str) -> None:
    document, faults = read("x.yaml", text.encode())
    if document.root is None or faults:
        return
    node = yaml.compose(document.text, Loader=yaml.CSafeLoader)
    assert node is not None

    theirs = [(value, start) for value, start, end in texts_of(node) if end > start]
    ours = [
        (scalar.value, scalar.span.start)
        for scalar, _ in scalars(document.root)
        if scalar.span.end > scalar.span.start
    ]
    assert [start for _, start in ours] == [start for _, start in theirs]
    for (value, _), (other, _) in zip(ours, theirs, strict=True):
        assert value in (other, resolve(other).value)
