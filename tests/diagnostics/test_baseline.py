from __future__ import annotations

import json
from collections import Counter

import pytest

from naftiko_gen.diagnostics import Diagnostic, Severity, Span
from naftiko_gen.diagnostics.baseline import (
    Baseline,
    BaselineError,
    Entries,
    compare,
    dump,
    load,
    merge,
)
from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.source import read

CODES = frozenset({"NK201", "NK301", "NK099", "NK102"})
TEXT = "a: 1\nb: 2\nc:\n- 1\n- 2\n"


def at(code: str, key: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    start = TEXT.index(key)
    return Diagnostic(code, "x", severity, "wrong", Span(start, start + 1))


def compared(
    found: list[Diagnostic], before: Entries, ran: frozenset[str] = CODES
) -> tuple[list[Diagnostic], int, int, Entries]:
    document = read("spec.yaml", TEXT.encode())[0]
    result = compare(document, found, before, CODES, ran)
    return result.new, result.known, result.fixed, result.now


def test_known_new_and_fixed() -> None:
    known, new = at("NK301", "a"), at("NK301", "b")
    before = Counter({("NK301", "a"): 1, ("NK201", "a"): 2})

    assert compared([known, new], before) == (
        [new],
        1,
        2,
        Counter({("NK301", "a"): 1, ("NK301", "b"): 1}),
    )


def test_equal_ones_are_counted() -> None:
    first, second = at("NK201", "- 1"), at("NK201", "- 2")
    both = Counter({("NK201", "c"): 2})

    assert compared([first, second], Counter()) == ([first, second], 0, 0, both)
    assert compared([first, second], both) == ([], 2, 0, both)
    assert compared([first, second], Counter({("NK201", "c"): 1}))[:3] == ([second], 1, 0)
    assert compared([first], both)[:3] == ([], 1, 1)


def test_what_did_not_run_is_not_fixed() -> None:
    before = Counter({("NK201", "a"): 2, ("NK301", "a"): 1})
    found = [at("NK201", "a")]

    assert compared(found, before, frozenset({"NK301"})) == ([], 1, 1, Counter({("NK201", "a"): 2}))


def test_a_rule_that_is_no_more_is_fixed() -> None:
    assert compared([], Counter({("NK777", "a"): 3})) == ([], 0, 3, Counter())


def test_infos_and_our_own_faults_are_no_entries() -> None:
    found = [at("NK102", "a", Severity.INFO), at(InternalFault.code, "a", Severity.ERROR)]
    before = Counter({(each.code, "a"): 1 for each in found})

    assert compared(found, Counter()) == (found, 0, 0, Counter())
    assert compared(found, before)[0] == found


def test_the_text() -> None:
    baseline = Baseline(
        {"b.yaml": Counter({("NK301", "z"): 1}), "a.yaml": Counter({("NK301", "é"): 2})}
    )
    text = dump(baseline)

    assert text == (
        '{\n  "files": {\n'
        '    "a.yaml": {\n      "NK301": {\n        "\\u00e9": 2\n      }\n    },\n'
        '    "b.yaml": {\n      "NK301": {\n        "z": 1\n      }\n    }\n'
        '  },\n  "version": 1\n}\n'
    )
    assert load(text) == baseline
    assert dump(load(text)) == text
    # A byte of a file's name that is no UTF-8.
    odd = Baseline({"\udce9.yaml": Counter({("NK301", "z"): 1})})
    assert load(dump(odd)) == odd


def test_merging() -> None:
    one, two = Counter({("NK301", "a"): 1}), Counter({("NK301", "b"): 1})
    before = Baseline({"same": one, "changed": one, "clean": one, "gone": one})

    after = merge(before, {"changed": two, "clean": Counter(), "new": two}, ["gone"])

    assert after.files == {"same": one, "changed": two, "new": two}
    assert before.total == 4
    assert after.total == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[" * 100_000, "it is nested too deeply"),
        ("[]", "it has no `files`"),
        ('{"version": 1}', "it has no `files`"),
        ('{"files": {}}', "its `version` is not 1"),
        ('{"version": 2, "files": {}}', "its `version` is not 1"),
        ('{"version": 1, "files": []}', "`files` is no object"),
        (
            '{"version": 1, "files": {"a": 1}}',
            "'a' is to have codes, and these places with their numbers",
        ),
        (
            '{"version": 1, "files": {"a": {"NK1": []}}}',
            "'a' is to have codes, and these places with their numbers",
        ),
    ],
)
def test_what_is_none(text: str, message: str) -> None:
    with pytest.raises(BaselineError) as raised:
        load(text)
    assert str(raised.value) == message


@pytest.mark.parametrize("number", [0, -1, 1.0, True, None, "1", [1]])
def test_numbers(number: object) -> None:
    tree = {"version": 1, "files": {"a\n": {"NK301": {"b": number}}}}
    with pytest.raises(BaselineError) as raised:
        load(json.dumps(tree))
    assert str(raised.value) == "'a\\n', 'NK301', 'b': no number of 1 or more"
