from __future__ import annotations

from textwrap import dedent

import pytest

from naftiko_gen.diagnostics import Diagnostic, Fix, Severity, Span
from naftiko_gen.diagnostics.suppression_review import review
from naftiko_gen.diagnostics.suppression_rules import RULES
from naftiko_gen.source import Document, read, to_data
from naftiko_gen.source.edit import apply_edits

NAMES = {
    "unknown-key": "NK201",
    "unresolved-call": "NK301",
    "duplicate-tool": "NK403",
    **{rule.name: rule.code for rule in RULES},
}
ALL = frozenset(NAMES.values())


def document(text: str) -> Document:
    return read("spec.yaml", text.encode())[0]


def at(spec: Document, code: str, key: str) -> Diagnostic:
    start = spec.text.index(key)
    return Diagnostic(code, "x", Severity.ERROR, "wrong", Span(start, start + 1))


def said(
    text: str, *found: tuple[str, str], judged: frozenset[str] = ALL
) -> tuple[list[Diagnostic], list[Diagnostic], Document]:
    """Review a text in which each of ``found``, a code, was found at a key."""
    spec = document(text)
    kept, silenced = review(spec, [at(spec, *each) for each in found], NAMES, judged)
    return kept, silenced, spec


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def mended(text: str, *found: tuple[str, str]) -> str:
    """Return the text with all fixes applied; all that a comment gets are the same one."""
    kept, _, spec = said(text, *found)
    fixes: dict[Span, Fix] = {}
    for each in kept:
        if each.fix:
            assert each.fix.safe
            (edit,) = each.fix.edits
            assert fixes.setdefault(edit.span, each.fix) == each.fix
    edits = [(edit.span, edit.replacement) for fix in fixes.values() for edit in fix.edits]
    return apply_edits(spec.text, edits)


@pytest.mark.parametrize(
    ("text", "message", "underlined"),
    [
        ("a: 1 # naftiko-gen: ignore[NK201]\n", "there is no `NK201` on line 1 to ignore", "NK201"),
        (
            "# naftiko-gen: ignore[NK201]\na: 1\n",
            "there is no `NK201` on line 2 to ignore",
            "NK201",
        ),
        (
            "a: 1 # naftiko-gen: ignore[NK301, NK201, NK403]\n",
            "there is no `NK201`, `NK403` on line 1 to ignore",
            "NK201, NK403",
        ),
        (
            "# naftiko-gen: ignore-file[nk201]\n\na: 1\n",
            "there is no `NK201` in this file to ignore",
            "nk201",
        ),
    ],
)
def test_unused(text: str, message: str, underlined: str) -> None:
    kept, _, spec = said(text, ("NK301", "a:"))

    (found,) = [each for each in kept if each.code == "NK021"]
    assert found.message == message
    assert spec.text[found.span.start : found.span.end] == underlined


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # naftiko-gen: ignore[NK301]\n",
        "# naftiko-gen: ignore[NK301]\n# naftiko-gen: ignore[NK301]\na: 1\n",
        "b: 2 # naftiko-gen: ignore-file[NK301]\na: 1\n",
        # Both silence it.
        "a: 1 # naftiko-gen: ignore[NK301]\n# naftiko-gen: ignore-file[NK301]\n",
    ],
)
def test_used(text: str) -> None:
    kept, silenced, _ = said(text, ("NK301", "a:"))
    assert (kept, codes(silenced)) == ([], ["NK301"])


def test_a_rule_that_did_not_run_may_be_of_use() -> None:
    text = "a: 1 # naftiko-gen: ignore[NK301]\n"
    assert said(text, judged=ALL - {"NK301"})[0] == []
    assert codes(said(text)[0]) == ["NK021"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("NK30l", "no rule has the code 'NK30L'; did you mean NK301?"),
        ("unresolved-call", "no rule has the code 'UNRESOLVED-CALL'; did you mean NK301?"),
        ("E501", "no rule has the code 'E501'; codes start with NK0, NK2, NK3, NK4"),
        (
            "E501, E502, E503",
            "no rule has the code 'E501'; codes start with NK0, NK2, NK3, NK4 (and 2 more)",
        ),
    ],
)
def test_unknown(written: str, message: str) -> None:
    kept, _, spec = said(f"a: 1 # naftiko-gen: ignore[{written}]\n")

    assert [(each.code, each.message) for each in kept] == [("NK022", message)]
    assert spec.text[kept[0].span.start : kept[0].span.end] == written


def test_very_many_unknown_ones_are_told_quickly() -> None:
    text = "".join(f"k{i}: 1 # naftiko-gen: ignore[X{i}]\n" for i in range(5000))
    kept, _, _ = said(text)
    assert len(kept) == 5000
    assert kept[-1].message == "no rule has the code 'X4999'"


@pytest.mark.parametrize(
    "comment",
    [
        "# naftiko-gen: ignore",
        "# naftiko-gen: ignore NK301",
        "# naftiko-gen: ignore: NK301",
        "# naftiko-gen: ignore[NK301",
        "# naftiko-gen: ignore[]",
        "# naftiko-gen: ignore[ , ]",
        "# naftiko-gen: ignore-file",
        "# naftiko-gen: ignore-next-line[NK301]",
        "# naftiko-gen: disable[NK301]",
        "# naftiko-gen: IGNORE[NK301]",
        "# naftiko-gen ignore[NK301]",
        "#naftiko-gen:ignore (later)",
    ],
)
@pytest.mark.parametrize("text", ["a: 1 {}\n", "{}\na: 1\n", "b:\n  {}\n  a: 1"])
def test_malformed(comment: str, text: str) -> None:
    kept, silenced, spec = said(text.format(comment), ("NK301", "a:"))

    assert sorted(codes(kept)) == ["NK023", "NK301"]
    assert silenced == []
    (found,) = [each for each in kept if each.code == "NK023"]
    assert spec.text[found.span.start : found.span.end] == comment


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # made by naftiko-gen\n",
        "a: 1 # naftiko-gen ignores unknown keys\n",
        "a: 1 # naftiko-gen: see the docs\n",
        "a: 1 # says naftiko-gen: ignore\n",
        "a: '# naftiko-gen: ignore'\n",
        "a: |\n  # naftiko-gen: ignore\n",
    ],
)
def test_what_is_no_such_comment(text: str) -> None:
    assert said(text)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1 # naftiko-gen: ignore[NK201] why\nb: 2\n", "a: 1\nb: 2\n"),
        ("a: 1 # naftiko-gen: ignore[NK201]", "a: 1"),
        ("a: 1\t#naftiko-gen:ignore[NK999]\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
        ("# naftiko-gen: ignore[NK201] why\na: 1\n", "a: 1\n"),
        ("a:\n  # naftiko-gen: ignore[NK201]\r  b: 1\r", "a:\n  b: 1\r"),
        ("a: 1\n# naftiko-gen: ignore-file[NK201]", "a: 1\n"),
        (
            "# naftiko-gen: ignore[NK201]\n# naftiko-gen: ignore[NK301]\n"
            "# naftiko-gen: ignore[NK403]\na: 1\n",
            "# naftiko-gen: ignore[NK301]\na: 1\n",
        ),
        ("a: | # naftiko-gen: ignore[NK201]\n  x\n", "a: |\n  x\n"),
        ("b: # naftiko-gen: ignore[NK201]\n  a: 1\n", "b:\n  a: 1\n"),
        ("a: [1, # naftiko-gen: ignore[NK201]\n  2]\n", "a: [1,\n  2]\n"),
        # What others write stays.
        ("a: 1 # noqa # naftiko-gen: ignore[NK201]\n", "a: 1 # noqa\n"),
        ("a: 1 # naftiko-gen: ignore[NK201] why # noqa\n", "a: 1 # noqa\n"),
        ("# naftiko-gen: ignore[NK201] # noqa\na: 1\n", "# noqa\na: 1\n"),
        # What is of use stays.
        (
            "a: 1 # naftiko-gen: ignore[NK201,nk301, NK999,NK403] why\n",
            "a: 1 # naftiko-gen: ignore[NK301] why\n",
        ),
        ("a: 1 # naftiko-gen: ignore[NK301] why\n", "a: 1 # naftiko-gen: ignore[NK301] why\n"),
        # Who means something must say what.
        ("a: 1 # naftiko-gen: ignore\n", "a: 1 # naftiko-gen: ignore\n"),
    ],
)
def test_the_fix(text: str, expected: str) -> None:
    result = mended(text, ("NK301", "a:"))

    assert result == expected
    assert mended(result, ("NK301", "a:")) == result
    before, after = document(text).root, document(result).root
    assert before
    assert after
    assert to_data(before) == to_data(after)


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("a: 1 # naftiko-gen: ignore[NK201, NK021]\n", ["NK021"]),
        ("# naftiko-gen: ignore[NK201, NK021]\na: 1\n", ["NK021"]),
        ("# naftiko-gen: ignore[NK021]\na: 1 # naftiko-gen: ignore[NK201]\n", ["NK021"]),
        ("# naftiko-gen: ignore-file[NK021]\na: 1 # naftiko-gen: ignore[NK201]\n", ["NK021"]),
        ("a: 1 # naftiko-gen: ignore[NK022, NK999]\n", ["NK022"]),
        ("# naftiko-gen: ignore[NK023]\na: 1 # naftiko-gen: ignore\n", ["NK023"]),
        # They are of use to nobody, and nobody is told for ever.
        ("a: 1 # naftiko-gen: ignore[NK021, NK022, NK023]\n", []),
    ],
)
def test_they_are_ignored_like_any_rule(text: str, silent: list[str]) -> None:
    kept, silenced, _ = said(text)
    assert (kept, codes(silenced)) == ([], silent)


def test_a_fix_leaves_alone_what_is_ignored() -> None:
    text = "a: 1 # naftiko-gen: ignore[NK022, NK999, NK201]\n"
    assert mended(text) == "a: 1 # naftiko-gen: ignore[NK022, NK999]\n"


@pytest.mark.parametrize("code", ["NK021", "NK022", "NK023"])
def test_they_are_selected_like_any_rule(code: str) -> None:
    text = dedent(
        """\
        # naftiko-gen: ignore[NK201, NK999]
        a: 1 # naftiko-gen: ignore
        """
    )
    assert codes(said(text)[0]) == ["NK021", "NK022", "NK023"]
    assert codes(said(text, judged=frozenset({code, "NK201"}))[0]) == [code]
    assert said(text, judged=frozenset({"NK201"}))[0] == []


def test_both_faults_of_a_comment_have_one_fix() -> None:
    kept, _, _ = said("a: 1 # naftiko-gen: ignore[NK201, NK999]\n")
    first, second = (each.fix for each in kept)
    assert first
    assert first == second
    assert first.title == "Remove the comment"
