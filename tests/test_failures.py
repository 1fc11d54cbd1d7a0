"""A rule that fails is a diagnostic; the others go on, and nothing is generated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from naftiko_gen import checks, lowering, schema
from naftiko_gen.checks.calls import UnresolvedCall
from naftiko_gen.checks.duplicates import DuplicateTool
from naftiko_gen.diagnostics import SKELETON, Diagnostic, Severity, Span
from naftiko_gen.diagnostics.failures import InternalFault
from naftiko_gen.dialect.rewrites.info_title import InfoTitle
from naftiko_gen.pipeline import Analysis, analyse
from tests.cli.specs import BROKEN, run, write

SECRET = "s3cr3t-t0ken-of-the-shop"
Fail = Callable[..., None]


def judged(text: str = SKELETON) -> Analysis:
    return analyse("shop.yaml", text.encode(), "shop")


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    def install(owner: object, name: str, error: Exception) -> None:
        def broken(*_: object, **__: object) -> NoReturn:
            raise error

        monkeypatch.setattr(owner, name, broken)

    return install


def only(analysis: Analysis) -> Diagnostic:
    (found,) = analysis.diagnostics
    assert (found.code, found.name) == (InternalFault.code, InternalFault.name)
    assert (found.severity, found.span) == (Severity.ERROR, Span(0, 0))
    assert found.help
    assert "report" in found.help
    return found


@pytest.mark.parametrize(
    ("owner", "name", "part"),
    [
        (DuplicateTool, "run", f"the rule {DuplicateTool.code} {DuplicateTool.name}"),
        (InfoTitle, "apply", f"the rule {InfoTitle.code} {InfoTitle.name}"),
        (schema, "check", "the step `schema`"),
        (checks, "too_large", "the step `extent`"),
        (checks, "check", "the step `checks`"),
        (lowering, "lower", "the step `lowering`"),
    ],
)
def test_it_is_named(fail: Fail, owner: object, name: str, part: str) -> None:
    fail(owner, name, ZeroDivisionError("division by zero"))

    analysis = judged()

    message = only(analysis).message
    assert message.startswith(f"{part} failed: ZeroDivisionError: division by zero (naftiko_gen.")
    assert analysis.package is None
    assert len(analysis.failures) == 1


def test_the_strict_verdict(fail: Fail) -> None:
    fail(schema, "check_official", LookupError())

    analysis = analyse("shop.yaml", SKELETON.encode(), "shop", strict=True)

    assert only(analysis).message.startswith("the step `strict` failed: LookupError (naftiko_gen.")
    assert analysis.package is None


def test_the_others_go_on(fail: Fail) -> None:
    text = BROKEN.replace("label: Shop", "label: yes")
    before = [each.code for each in judged(text).diagnostics]
    assert before == ["NK015", "NK301"]
    fail(DuplicateTool, "run", RuntimeError("no"))
    fail(InfoTitle, "apply", RuntimeError("no"))

    analysis = judged(text)

    assert [each.code for each in analysis.diagnostics] == ["NK099", "NK099", *before]
    assert analysis.ran.isdisjoint({DuplicateTool.code, InfoTitle.code})
    assert UnresolvedCall.code in analysis.ran


def test_what_a_failing_rule_has_said_before_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(_: checks.Context) -> Iterator[Diagnostic]:
        yield DuplicateTool.at(Span(0, 1), "half a word")
        raise RuntimeError

    def rewrite(root: object, found: list[Diagnostic]) -> NoReturn:
        found.append(InfoTitle.at(Span(0, 1), "half a word"))
        raise RuntimeError

    monkeypatch.setattr(DuplicateTool, "run", check)
    monkeypatch.setattr(InfoTitle, "apply", rewrite)

    assert [each.code for each in judged().diagnostics] == ["NK099", "NK099"]


@pytest.mark.parametrize(
    "written", [SECRET, f'"{SECRET}"', '"s3cr3t-\\x740ken-of-the-shop"'], ids=["bare", "q", "esc"]
)
@pytest.mark.parametrize("said", ["no key {}", "no key '{}'", 'no key "{}"', "({}):{}", "{0!r}"])
def test_no_text_of_the_file_is_shown(fail: Fail, written: str, said: str) -> None:
    fail(DuplicateTool, "run", KeyError(said.format(SECRET, SECRET)))

    message = only(judged(SKELETON.replace("label: Shop", f"label: {written}"))).message

    assert "KeyError" in message
    assert not {"s3cr3t", "t0ken"} & set(message.replace("-", " ").split())
    assert SECRET not in message


class TestOnTheCommandLine:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: Fail) -> Path:
        monkeypatch.chdir(tmp_path)
        write(tmp_path, {"clean.yaml": SKELETON, "broken.yaml": BROKEN})
        fail(DuplicateTool, "run", RuntimeError("no"))
        return tmp_path

    @pytest.mark.parametrize(
        "options", [[], ["--select", "NK3"], ["--ignore", "NK"], ["--strict"]], ids=" ".join
    )
    def test_lint(self, options: list[str]) -> None:
        result = run("lint", "clean.yaml", *options)

        assert result.exit_code == 1
        assert "error[NK099] internal-fault: the rule NK403" in result.stdout
        assert "Traceback" not in result.output

    def test_no_comment_silences_it(self, folder: Path) -> None:
        write(folder, {"clean.yaml": "# naftiko-gen: ignore-file[NK099]\n" + SKELETON})

        assert run("lint", "clean.yaml").exit_code == 1

    def test_other_files_are_judged(self) -> None:
        result = run("lint", "clean.yaml", "broken.yaml", "--format", "concise")

        assert [line.split(" ")[1] for line in result.stdout.splitlines()[:3]] == [
            "NK099",
            "NK099",
            "NK301",
        ]

    def test_generate_refuses(self, folder: Path) -> None:
        result = run("generate", "clean.yaml", "-o", "out")

        assert result.exit_code == 1
        assert "NK099" in result.stdout
        assert not (folder / "out").exists()

    @pytest.mark.parametrize("command", [["lint"], ["generate", "-o", "out"]], ids=" ".join)
    def test_the_traceback_is_there_for_who_asks(
        self, command: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NAFTIKO_GEN_TRACEBACK", "1")

        assert "Traceback" in run(*command, "clean.yaml").stderr
