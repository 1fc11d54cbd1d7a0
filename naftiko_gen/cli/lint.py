"""`naftiko-gen lint`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naftiko_gen.cli.judging import Judged, judge
from naftiko_gen.cli.reading import configuration, show_totals, use_color, visible
from naftiko_gen.cli.targets import Targets, find, refusal, shown
from naftiko_gen.diagnostics import Severity
from naftiko_gen.diagnostics.render import FOR_PEOPLE, FORMATS, LOGS, RENDERERS, Result, Run
from naftiko_gen.diagnostics.selection import Selection, UnknownSelector, selectors
from naftiko_gen.diagnostics.summary import Totals, count, describe
from naftiko_gen.lowering import package_name
from naftiko_gen.registry import RULES

if TYPE_CHECKING:
    from naftiko_gen.cli.baseline import Ledger
    from naftiko_gen.cli.fixing import Fixing
    from naftiko_gen.diagnostics.render import Unreadable

#: The formats that show fixes: for the others there is no need to work them out.
_WITH_FIXES = ("full", "json", "json-lines", "sarif")


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--show", "infos", type=click.Choice(["info"]), help="Show readings as well.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option(
    "--strict", is_flag=True, help="Add the verdict of the declared version's official form."
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Report these rules only: codes or how codes start, with commas between.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    help="Do not report these rules. The longer text wins, here or in --select.",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar="CODES",
    help="Report these rules as well as those of --select or of the settings.",
)
@click.option(
    "--severity",
    type=click.Choice([each.value for each in Severity]),
    default="warning",
    show_default=True,
    help="The least severity that is shown; the summary counts all.",
)
@click.option("--statistics", is_flag=True, help="Show how often each rule fires, and no more.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Report only what is not in this file.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Write what is found in the judged files to the baseline; other files stay in it.",
)
@click.option(
    "--skip-others",
    is_flag=True,
    help="Leave files that are no capability out, even if you name them.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are errors.")
@click.option("--fix", is_flag=True, help="Apply the safe fixes, and report what remains.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: the unsafe fixes as well."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what --fix would change.")
@click.option(
    "--stdin-filename",
    metavar="NAME",
    default="stdin.yaml",
    help="What standard input (PATH `-`) is called in the output, and in per-file-ignores.",
)
def command(
    paths: tuple[Path, ...],
    infos: str | None,
    format_: str,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    severity: str,
    statistics: bool,
    baseline: Path | None,
    update_baseline: bool,
    skip_others: bool,
    fail_on: str,
    exit_zero: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    stdin_filename: str,
) -> None:
    """Check capability files; say what is wrong, and where.

    A PATH is a file, a folder or a glob. A folder yields the YAML files below it that have a
    root key `naftiko` or `ikanos`. The PATH `-` is standard input. Without a PATH, the specs of
    [tool.naftiko-gen] in pyproject.toml are checked.

    A comment `# naftiko-gen: ignore[CODE] reason` on the line of a diagnostic, or alone on the
    line above, silences it; `ignore-file` does so in the whole file. What is ignored, by comment
    or option, is ignored here only: no error is ever ignored by `generate`.

    `--fix` mends what is reported; readings too with `--show info`, `--strict` or `--select`.
    A safe fix leaves what is generated as it is. Of standard input, the mended text is printed.

    Exit codes: 0 no error; 1 an error, or a difference for `--diff`; 2 wrong usage, or a file
    that cannot be read.
    """
    config = configuration()
    selected = _selectors("--select", select or config.select)
    if selected:  # else it is all of them already
        selected += _selectors("--extend-select", extend_select)
    ignored = _selectors("--ignore", ignore or config.ignore)
    if statistics and format_ not in FOR_PEOPLE:
        raise click.UsageError(f"--statistics is a table for people: not with --format {format_}")
    least = Severity.INFO if infos else Severity(severity)
    fixing: Fixing | None = None
    if fix or diff:
        from naftiko_gen.cli.fixing import Fixing  # it imports much that judging does not need

        all_levels = strict or select or extend_select
        mended = Severity.INFO if all_levels else least
        fixing = Fixing(mended, unsafe=unsafe_fixes, write=not diff)
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if not paths and not config.specs:
        raise click.UsageError(
            "name a file or folder, or list specs in [tool.naftiko-gen] of pyproject.toml"
        )
    standard_input = Path("-") in paths
    if standard_input and len(paths) > 1:
        raise click.UsageError("standard input is judged alone")
    named = paths or tuple(spec.path for spec in config.specs)
    targets = find(() if standard_input else named, skip_others=skip_others)

    # The mended text of standard input has standard output for itself.
    aside = standard_input and fix
    err = aside or format_ not in FOR_PEOPLE
    ledger = _ledger(baseline or config.baseline, updating=update_baseline)
    judged: list[Judged] = []
    for path in [Path(stdin_filename)] if standard_input else targets.files:
        try:
            data = sys.stdin.buffer.read() if standard_input else path.read_bytes()
        except OSError as error:
            targets.unreadable.append(refusal(path, error))
            continue
        here = _selectors("per-file-ignores", config.ignored_in(path))
        selection = Selection(selected, ignored + here)
        file = judge(shown(path), data, package_name(path.stem), selection, strict=strict)
        if fixing:
            target = None if standard_input else path
            file = fixing.mend(file, data, target, selection, strict=strict)
        if diff:
            judged.append(file)
            continue
        if ledger:
            file = ledger.compare(path, file)
        if format_ in _WITH_FIXES and not statistics:
            file = _with_fixes(file, least)
        if format_ in RENDERERS and not statistics:
            text = RENDERERS[format_](
                file.document, visible(file.kept, least), color=use_color() and not aside
            )
            click.echo(text, nl=False, err=aside, color=True)
        judged.append(file)
    run = _run(judged, targets, least)
    if fixing and diff:
        _complain(run.unreadable)
        fixing.summarise(sum(len(visible(file.kept, fixing.least)) for file in judged), err=True)
        raise SystemExit(2 if run.unreadable else int(fixing.differs and not exit_zero))
    if ledger:
        run = replace(run, known=ledger.known, fixed=0 if update_baseline else ledger.fixed)
    if statistics:
        _show_statistics(run)
    if format_ in LOGS:
        click.echo(LOGS[format_](run, RULES), nl=False, err=aside)
    _summarise(run, infos=least is Severity.INFO, err=err)
    if fixing:
        fixing.summarise(sum(len(visible(file.kept, fixing.least)) for file in judged), err=err)
    if ledger:
        click.echo(ledger.write(), nl=False, err=err)
    code = _exit_code(run, fail_on)
    raise SystemExit(0 if exit_zero and code == 1 else code)


def _with_fixes(file: Judged, least: Severity) -> Judged:
    """Give the diagnostics that are shown the fixes that there are."""
    found = visible(file.kept, least)
    if not found:
        return file
    from naftiko_gen.fixes.propose import attach  # most files that CI judges are in order

    shown = iter(attach(file.document, found))
    kept = [next(shown) if each.severity.reaches(least) else each for each in file.kept]
    return file._replace(kept=kept)


def _ledger(file: Path | None, *, updating: bool) -> Ledger | None:
    if file is None:
        if updating:
            raise click.UsageError("say with --baseline which file to update")
        return None
    from naftiko_gen.cli.baseline import Ledger  # few projects have one

    return Ledger(file, updating=updating)


def _run(judged: Sequence[Judged], targets: Targets, least: Severity) -> Run:
    return Run(
        [Result(file.document, visible(file.kept, least)) for file in judged],
        sum((count(file.kept) for file in judged), Totals()),
        sum(file.silenced for file in judged),
        targets.skipped,
        targets.unreadable,
    )


def _show_statistics(run: Run) -> None:
    """Print how often each rule fires, the most frequent first."""
    counts = Counter(
        (each.code, each.name) for result in run.results for each in result.diagnostics
    )
    for (code, name), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{number:6} {code} {name}")


def _summarise(run: Run, *, infos: bool, err: bool) -> None:
    _complain(run.unreadable)
    if run.results:
        show_totals(run.totals, infos=infos, err=err)
    scope = describe(
        files=len(run.results),
        skipped=run.skipped,
        silenced=run.silenced,
        known=run.known,
        fixed=run.fixed,
    )
    click.echo(scope, nl=False, err=err)


def _exit_code(run: Run, fail_on: str) -> int:
    if run.unreadable:
        return 2
    return int(bool(run.totals.errors or (fail_on == "warning" and run.totals.warnings)))


def _selectors(option: str, values: Sequence[str]) -> tuple[str, ...]:
    try:
        return selectors(values, RULES)
    except UnknownSelector as error:
        raise click.UsageError(f"{option}: {error}") from None


def _complain(unreadable: Sequence[Unreadable]) -> None:
    """Name the files that could not be read."""
    for file in unreadable:
        click.echo(f"naftiko-gen: {file.path}: {file.reason}", err=True)
