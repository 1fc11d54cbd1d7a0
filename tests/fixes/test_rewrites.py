"""The fix of each rewrite, on the example that shows the habit."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON, Diagnostic, Severity
from naftiko_gen.dialect import REWRITES
from naftiko_gen.dialect.rewrite import Rewrite
from naftiko_gen.fixes.apply import Mended, mend
from naftiko_gen.fixes.propose import attach
from naftiko_gen.pipeline import Analysis, analyse

#: There is nothing official to write for these, or for what their example shows.
NONE = {"NK108", "NK140", "NK141"}
#: The example shows another habit of the rule than the one that has a fix.
ELSEWHERE = {"NK122", "NK123", "NK124", "NK127"}


def again(text: str) -> Analysis:
    return analyse("spec.yaml", text.encode(), "shop")


def mended(text: str, *codes: str, unsafe: bool = False) -> Mended:
    def wanted(analysis: Analysis) -> list[Diagnostic]:
        return [each for each in analysis.diagnostics if not codes or each.code in codes]

    return mend(again(text), again, wanted, unsafe=unsafe)


def replaced(old: str, new: str) -> str:
    before, found, after = SKELETON.rpartition(old)
    assert found
    return before + new + after


@pytest.mark.parametrize("rewrite", REWRITES, ids=lambda rewrite: rewrite.code)
def test_each_fix_mends_its_example(rewrite: type[Rewrite]) -> None:
    text = rewrite.bad.document()
    before = again(text)
    codes = (rewrite.code, *rewrite.says)
    done = mended(text, *codes, unsafe=True)
    if rewrite.code in NONE | ELSEWHERE:
        assert done.fixed == []
        return
    assert rewrite.code in done.fixed
    assert not done.dropped
    assert not any(each.code in codes for each in done.analysis.diagnostics)
    assert done.analysis.count(Severity.ERROR) <= before.count(Severity.ERROR)
    if rewrite.remedy_is_safe:
        assert done.analysis.package == before.package
    else:
        assert mended(text, *codes).analysis.document.text == text
    assert mended(done.analysis.document.text, *codes, unsafe=True).fixed == []


def test_a_diagnostic_carries_its_fix() -> None:
    before = again(replaced("  label: Shop\n", "  title: Shop\n"))
    (found,) = attach(before.document, [d for d in before.diagnostics if d.code == "NK109"])
    assert found.fix is not None
    assert (found.fix.title, found.fix.safe) == ("rename the key", True)
    (edit,) = found.fix.edits
    assert before.document.text[edit.span.start : edit.span.end] == "title"
    assert edit.replacement == "label"


def test_two_habits_of_one_place_take_two_passes() -> None:
    text = replaced(
        '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n',
        "      type: apiKey # a key\n      name: X-Key\n      in: header\n"
        '      token: "{{SHOP_TOKEN}}"\n',
    )
    after = mended(text).analysis.document.text
    assert (
        "      type: apikey # a key\n      key: X-Key\n      placement: header\n"
        '      value: "{{SHOP_TOKEN}}"\n' in after
    )


def test_an_operation_moves_with_its_comments() -> None:
    text = replaced(
        "      path: /items/{{id}}\n      operations:\n      - name: get-item\n"
        "        method: GET\n",
        "      path: /items # all\n      operations:\n      - name: all\n        method: GET\n"
        "      - name: get-item\n        path: /{{id}}\n        method: GET # one\n",
    )
    done = mended(text, "NK116")
    assert done.fixed == ["NK116"]
    assert (
        "      path: /items # all\n      operations:\n      - name: all\n        method: GET\n"
        "    - name: item\n      path: /items/{{id}}\n      operations:\n      - name: get-item\n"
        "        method: GET # one\n        inputParameters:\n        - name: id\n"
        in done.analysis.document.text
    )


def test_windows_line_ends_stay() -> None:
    text = replaced("        method: GET\n", "").replace("\n", "\r\n")
    after = mended(text, "NK115").analysis.document.text
    assert "      - name: get-item\r\n" in after
    assert "method: GET\r\n" in after
    assert after.count("\n") == after.count("\r\n") == text.count("\n") + 1


def test_facts_of_consumed_inputs_move_to_who_passes_them_on() -> None:
    text = replaced(
        "        - name: id\n          in: path\n  exposes:\n",
        "        - name: id\n          in: path\n        - name: lang\n          in: query\n"
        "          type: integer\n          description: Language.\n  exposes:\n",
    )
    fed = "        id: shop-mcp.id\n"
    text = text.replace(fed, f"{fed}        lang: shop-mcp.lang\n")
    before = again(text)
    done = mended(text, "NK102", unsafe=True)
    assert done.fixed == ["NK102"]
    assert (
        "        description: Number of the item.\n      - name: lang\n        type: integer\n"
        "        required: false\n        description: Language.\n      call: shop.get-item\n"
        in done.analysis.document.text
    )
    assert before.package
    assert done.analysis.package
    tools = [package.mcp[0].tools for package in (before.package, done.analysis.package)]
    assert tools[0] == tools[1]


def test_an_anchor_in_use_is_refused() -> None:
    text = replaced(
        "        inputParameters:\n        - name: id\n          in: path\n  exposes:\n",
        "        inputParameters: &inputs\n        - name: id\n          in: path\n"
        "          type: string\n      - name: other\n        method: DELETE\n"
        "        inputParameters: *inputs\n  exposes:\n",
    )
    done = mended(text, "NK102", unsafe=True)
    assert done.fixed == []
    assert done.analysis.document.text == text
    assert [each.code for each in done.dropped] == ["NK102"]
    assert "several places" in done.dropped[0].reason


def test_a_fix_of_a_misspelling_is_unsafe() -> None:
    text = SKELETON.replace("      operations:\n", "      operatoins:\n", 1)
    assert mended(text).fixed == []
    done = mended(text, unsafe=True)
    assert done.analysis.document.text == SKELETON


@pytest.mark.parametrize("style", ["flow", "json"])
def test_brackets_stay(style: str) -> None:
    consumed = "{name: get-item, inputParameters: [{name: id, in: path}]}"
    wanted = "{name: get-item, inputParameters: [{name: id, in: path}], method: GET}"
    if style == "json":
        consumed = '{"name": "get-item", "inputParameters": [{"name": "id", "in": "path"}]}'
        wanted = consumed[:-1] + ', "method": "GET"}'
    text = replaced(
        "      - name: get-item\n        method: GET\n        inputParameters:\n"
        "        - name: id\n          in: path\n  exposes:\n",
        f"      - {consumed}\n  exposes:\n",
    )
    assert f"      - {wanted}\n" in mended(text, "NK115").analysis.document.text


def test_a_list_that_would_be_empty_goes_too() -> None:
    text = SKELETON.replace(
        "        inputParameters:\n        - name: id\n          in: path\n  exposes:\n",
        "        inputParameters:\n        - name: Authorization\n          in: header\n"
        "  exposes:\n",
    )
    done = mended(text, "NK138")
    assert done.fixed == ["NK138"]
    assert "        method: GET\n  exposes:\n" in done.analysis.document.text
