from __future__ import annotations

from textwrap import dedent

import pytest

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.suppressions import find, silence
from naftiko_gen.source import Document, read


def document(text: str) -> Document:
    return read("spec.yaml", text.encode())[0]


def lines_of(text: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.line, each.codes) for each in find(document(text))]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # naftiko-gen: ignore[NK201]\n",
        "a: 1 #naftiko-gen:ignore[NK201]\n",
        "a: 1\t#\tnaftiko-gen:  ignore[ nk201 ]\tbecause\n",
        "a: 'x' # naftiko-gen: ignore[NK201]",
        "a: 1 # yamllint disable-line # naftiko-gen: ignore[NK201]\n",
        "a: # naftiko-gen: ignore[NK201]\n  b: 1\n",
        "a: | # naftiko-gen: ignore[NK201]\n  text\n",
        "a: &anchor !!str >- # naftiko-gen: ignore[NK201]\n  text\n",
        "a: [1, # naftiko-gen: ignore[NK201]\n  2]\n",
        "a: plain # naftiko-gen: ignore[NK201]\nb: 2\n",
        "a: !!str # naftiko-gen: ignore[NK201]\n  'x'\n",
        "# naftiko-gen: ignore[NK201]\na: 1\n".replace("# ", "\ufeff# ", 1),
    ],
)
def test_comments(text: str) -> None:
    # Each speaks of the line that the first key stands on.
    line = 2 if text.startswith("\ufeff") else 1
    assert lines_of(text) == [(line, ("NK201",))]


@pytest.mark.parametrize(
    "text",
    [
        "a: '# naftiko-gen: ignore[NK201]'\n",
        'a: "x\n  # naftiko-gen: ignore[NK201]"\n',
        "a: |\n  # naftiko-gen: ignore[NK201]\n",
        "a: >\n  text\n  # naftiko-gen: ignore[NK201]\n  text\n",
        "a: &b |\n  # naftiko-gen: ignore[NK201]\n",
        "a: x# naftiko-gen: ignore[NK201]\n",
        "'# naftiko-gen: ignore[NK201]': 1\n",
        # A value that is dropped from the tree is a value all the same.
        "a: 1\na: '# naftiko-gen: ignore[NK201]'\n",
        "a: 1 # naftiko-gen: ignore\n",
        "a: 1 # ignore[NK201]\n",
        # There are no comments without a tree.
        "a: [1 # naftiko-gen: ignore[NK201]\n",
        "# naftiko-gen: ignore[NK004]\n",
    ],
)
def test_what_is_none(text: str) -> None:
    assert lines_of(text) == []


def test_where_they_hold() -> None:
    text = dedent(
        """\
        # naftiko-gen: ignore[NK201] old client
        a: 1
        b: 2  # naftiko-gen: ignore[NK202, NK203]
        c:
          # naftiko-gen: ignore[NK204]
          # naftiko-gen: ignore[NK205]
          - 1

          # naftiko-gen: ignore[NK206]

          - 2
        """
    )

    assert lines_of(text) == [
        (2, ("NK201",)),
        (3, ("NK202", "NK203")),
        (7, ("NK204",)),
        (7, ("NK205",)),
        # Not over an empty line.
        (10, ("NK206",)),
    ]
    assert [each.reason for each in find(document(text))] == ["old client", "", "", "", ""]


def test_lines_may_end_in_any_way() -> None:
    text = "a: 1\r\n# naftiko-gen: ignore[NK201]\r\nb: 2 # naftiko-gen: ignore[NK202]\rc: 3\r"

    assert lines_of(text) == [(3, ("NK201",)), (3, ("NK202",))]


def test_silencing_goes_by_code_and_line() -> None:
    spec = document("a: 1\nb: 2 # naftiko-gen: ignore[NK201]\nc: 3\n")

    def make(code: str, key: str) -> Diagnostic:
        start = spec.text.index(key)
        return Diagnostic(code, "rule", Severity.ERROR, "wrong", Span(start, start + 1))

    silenced = make("NK201", "b:")
    others = [make("NK202", "b:"), make("NK201", "a:"), make("NK201", "c:")]

    assert silence(spec, [*others, silenced]) == (others, [silenced])


@pytest.mark.parametrize("place", ["first", "last", "behind a value"])
def test_a_whole_file(place: str) -> None:
    comment = "# naftiko-gen: ignore-file[NK201, NK301] because\n"
    text = {
        "first": f"{comment}a: 1\nb: 2\n",
        "last": f"a: 1\nb: 2\n{comment}",
        "behind a value": f"a: 1 {comment}b: 2\n",
    }[place]
    (found,) = find(document(text))
    assert (found.codes, found.reason) == (("NK201", "NK301"), "because")
    assert found.everywhere
    said = [
        Diagnostic(code, "x", Severity.ERROR, "x", Span(at, at + 1))
        for code in ("NK201", "NK202")
        for at in (text.index("a: "), text.index("b: "))
    ]
    kept, silenced = silence(document(text), said)
    assert [each.code for each in kept] == ["NK202", "NK202"]
    assert [each.code for each in silenced] == ["NK201", "NK201"]


def test_a_comment_over_one_about_the_file() -> None:
    text = "# naftiko-gen: ignore[NK201]\n# naftiko-gen: ignore-file[NK301]\na: 1\n"
    assert lines_of(text) == [(3, ("NK201",)), (3, ("NK301",))]
