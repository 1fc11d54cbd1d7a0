"""Snapshots of the full format: a wrong span shows in them as a caret at the wrong place."""

from __future__ import annotations

from naftiko_gen.diagnostics import Diagnostic, Fix, Label, Severity, Span
from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.source import Document

render = RENDERERS["full"]


def at(text: str, part: str) -> Span:
    """Return the span of the only occurrence of ``part``."""
    assert text.count(part) == 1
    start = text.index(part)
    return Span(start, start + len(part))


def make(span: Span, *related: Label, message: str = "wrong") -> Diagnostic:
    return Diagnostic("NK301", "some-rule", Severity.ERROR, message, span, related)


def full(text: str, *diagnostics: Diagnostic) -> str:
    return render(Document("rooms.yaml", text), diagnostics, color=False)


def test_simple() -> None:
    text = "\n" * 38 + "    operations:\n      - name: get-item\n        call: shop.get-itm\n"
    diagnostic = Diagnostic(
        "NK301",
        "unresolved-call",
        Severity.ERROR,
        "`shop.get-itm` is not a consumed operation",
        at(text, "shop.get-itm"),
        help="did you mean `shop.get-item`?",
    )

    expected = """\
error[NK301] unresolved-call: `shop.get-itm` is not a consumed operation
  --> rooms.yaml:41:15
   |
40 |       - name: get-item
41 |         call: shop.get-itm
   |               ^^^^^^^^^^^^
   |
   = help: did you mean `shop.get-item`?

"""

    assert full(text, diagnostic) == expected


def test_warning_with_fixes_and_without_context() -> None:
    text = "a: 1\n\nb: 2\n"
    span = at(text, "b: 2")
    warning = Diagnostic(
        "NK201", "some-rule", Severity.WARNING, "wrong", span, fix=Fix("remove `b`", (), True)
    )
    info = Diagnostic(
        "NK202", "some-rule", Severity.INFO, "odd", span, fix=Fix("remove `b`", (), False)
    )

    expected = """\
warning[NK201] some-rule: wrong
 --> rooms.yaml:3:1
  |
3 | b: 2
  | ^^^^
  |
  = fix: remove `b`

info[NK202] some-rule: odd
 --> rooms.yaml:3:1
  |
3 | b: 2
  | ^^^^
  |
  = unsafe fix: remove `b`

"""

    assert full(text, warning, info) == expected


def test_related_label_near() -> None:
    text = "info:\n  port: 9090\n\n  port: 9091\n"
    first, second = Span(8, 12), Span(22, 26)

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:4:3
  |
2 |   port: 9090
  |   ---- first given here
3 |
4 |   port: 9091
  |   ^^^^

"""

    assert full(text, make(second, Label(first, "first given here"))) == expected


def test_related_labels_far_before_and_after() -> None:
    text = "first: 1\n" + "x:\n" * 9 + "second: 2\n" + "y:\n" * 3 + "third: 3\n"
    diagnostic = make(
        at(text, "second"),
        Label(at(text, "third"), "and given here"),
        Label(at(text, "first"), "first given here"),
    )

    expected = """\
error[NK301] some-rule: wrong
  --> rooms.yaml:11:1
   |
 1 | first: 1
   | ----- first given here
...
10 | x:
11 | second: 2
   | ^^^^^^
...
15 | third: 3
   | ----- and given here

"""

    assert full(text, diagnostic) == expected


def test_related_label_in_the_same_line() -> None:
    text = "{a: 1, b: 2}\n"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:8
  |
1 | {a: 1, b: 2}
  |        ^
  |  - first given here

"""

    assert full(text, make(at(text, "b"), Label(at(text, "a"), "first given here"))) == expected


def test_multi_line_span_is_underlined_to_the_end_of_its_first_line() -> None:
    text = "a:\n  b: 1\n  c: 2\nd: 3\n"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:2:3
  |
1 | a:
2 |   b: 1
  |   ^^^^

"""

    assert full(text, make(at(text, "b: 1\n  c: 2"))) == expected


def test_zero_width_span() -> None:
    text = "a: 1\nb:\n"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:2:3
  |
1 | a: 1
2 | b:
  |   ^

"""

    assert full(text, make(Span(7, 7))) == expected


def test_tab() -> None:
    text = "a:\n\tb: x\ty\n"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:2:5
  |
1 | a:
2 |     b: x    y
  |        ^^^^^^

"""

    assert full(text, make(at(text, "x\ty"))) == expected


def test_wide_and_combining_characters() -> None:
    text = "a: 漢字 cafe\u0301 b\n"

    parts = ["漢字", "cafe\u0301", "b"]

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:4
  |
1 | a: 漢字 cafe\u0301 b
  |    ^^^^

error[NK301] some-rule: wrong
 --> rooms.yaml:1:7
  |
1 | a: 漢字 cafe\u0301 b
  |         ^^^^

error[NK301] some-rule: wrong
 --> rooms.yaml:1:13
  |
1 | a: 漢字 cafe\u0301 b
  |              ^

"""

    assert full(text, *(make(at(text, part)) for part in parts)) == expected


def test_line_breaks_of_other_systems() -> None:
    text = "a: 1\r\nb: 2\r\nc: 3\rd: 4\r\n"
    diagnostics = [make(at(text, "b: 2")), make(at(text, "2\r\n")), make(at(text, "d: 4"))]

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:2:1
  |
1 | a: 1
2 | b: 2
  | ^^^^

error[NK301] some-rule: wrong
 --> rooms.yaml:2:4
  |
1 | a: 1
2 | b: 2
  |    ^

error[NK301] some-rule: wrong
 --> rooms.yaml:4:1
  |
3 | c: 3
4 | d: 4
  | ^^^^

"""

    assert full(text, *diagnostics) == expected


def test_long_line_is_cut_around_the_place() -> None:
    text = "a: [" + "x, " * 20_000 + "here" + ", y" * 20_000 + "]\n"

    expected = f"""\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:60005
  |
1 | …{"x, " * 20}here{", y" * 32}…
  |  {" " * 60}^^^^

"""

    assert full(text, make(at(text, "here"))) == expected


def test_long_span_at_the_start_of_a_long_line() -> None:
    text = "a: " + "x" * 100_000 + "\n"

    expected = f"""\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:4
  |
1 | a: {"x" * 157}…
  |    {"^" * 157}

"""

    assert full(text, make(at(text, "x" * 100_000))) == expected


def test_end_of_a_long_line() -> None:
    text = "a: " + "x" * 100_000

    expected = f"""\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:100004
  |
1 | …{"x" * 160}
  |  {" " * 160}^

"""

    assert full(text, make(Span(len(text), len(text)))) == expected


def test_a_place_outside_of_what_is_shown_gets_its_own_part() -> None:
    text = "a: " + "x" * 1000 + "b\n"

    expected = f"""\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:1004
  |
1 | …{"x" * 159}b
  |  {" " * 159}^
  | a: {"x" * 157}…
  | - first

"""

    assert full(text, make(at(text, "b"), Label(at(text, "a"), "first"))) == expected


def test_long_line_of_wide_characters() -> None:
    text = "漢" * 500 + "字" + "漢" * 500

    expected = f"""\
error[NK301] some-rule: wrong
 --> rooms.yaml:1:501
  |
1 | …{"漢" * 30}字{"漢" * 49}…
  |  {" " * 60}^^

"""

    assert full(text, make(at(text, "字"))) == expected


def test_hostile_control_characters() -> None:
    text = 'a: "\x1b[2J\u202etxt\u2066\x07" # b\n'
    diagnostic = Diagnostic(
        "NK301",
        "some-rule",
        Severity.ERROR,
        "`\x1b[2J` is\nwrong",
        at(text, "b"),
        (Label(at(text, "txt"), "see\r\x9b2J"),),
        "write `\u202e`",
        Fix("remove\n`b`", (), True),
    )

    expected = r"""error[NK301] some-rule: `\x1b[2J` is\nwrong
 --> ro\x1boms.yaml:1:19
  |
1 | a: "␛[2J�txt�␇" # b
  |                   ^
  |          --- see\r\x9b2J
  |
  = help: write `\u202e`
  = fix: remove\n`b`

"""

    assert render(Document("ro\x1boms.yaml", text), [diagnostic]) == expected


def test_end_of_file() -> None:
    text = "a: 1\nb: [\n"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:3:1
  |
2 | b: [
3 |
  | ^

"""

    assert full(text, make(Span(len(text), len(text)))) == expected


def test_document_without_text() -> None:
    diagnostic = Diagnostic(
        "NK003", "too-large", Severity.ERROR, "too large", Span(0, 0), help="split it"
    )

    expected = """\
error[NK003] too-large: too large
 --> rooms.yaml:1:1
  |
  = help: split it

error[NK301] some-rule: wrong
 --> rooms.yaml:1:1

"""

    assert full("", diagnostic, make(Span(0, 0))) == expected


def test_last_line_without_line_break() -> None:
    text = "a: 1\nb: 2"

    expected = """\
error[NK301] some-rule: wrong
 --> rooms.yaml:2:4
  |
1 | a: 1
2 | b: 2
  |    ^

error[NK301] some-rule: wrong
 --> rooms.yaml:2:5
  |
1 | a: 1
2 | b: 2
  |     ^

"""

    assert full(text, make(at(text, "2")), make(Span(len(text), len(text)))) == expected


def test_color() -> None:
    text = "a: 1\nb: 2\nc:\nd:\ne: 3\n"
    diagnostic = Diagnostic(
        "NK201",
        "some-rule",
        Severity.WARNING,
        "odd",
        at(text, "2"),
        (Label(at(text, "3"), "given here"),),
        help="remove it",
    )

    output = render(Document("rooms.yaml", text), [diagnostic], color=True)

    expected = """\
[1;33mwarning[NK201][0m [1msome-rule: odd[0m
 [1;34m-->[0m rooms.yaml:2:4
[1;34m  |[0m
[1;34m1 |[0m a: 1
[1;34m2 |[0m b: 2
[1;34m  |[0m    [1;33m^[0m
[1;34m...[0m
[1;34m5 |[0m e: 3
[1;34m  |[0m    [1;34m-[0m [1;34mgiven here[0m
[1;34m  |[0m
  [1;34m=[0m [1mhelp[0m: remove it

"""

    assert output.replace("\x1b", "") == expected


def test_nothing_for_no_diagnostics() -> None:
    assert full("a: 1\n") == ""
