"""The command line: ``python -m benchmarks.catalogue``."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

import click

from benchmarks.catalogue import report, stages, summary
from benchmarks.catalogue.result import Work

_ROOT = Path(__file__).parents[2]
SUMMARY = _ROOT / "docs" / "catalogue-summary.json"
PAGE = _ROOT / "docs" / "catalogue.md"


@click.command()
@click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=_ROOT.parent / "shared" / "catalogue",
    help="The folder of capability files.  [default: ../shared/catalogue]",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=_ROOT / "build" / "catalogue",
    help="What a run leaves behind, and takes up again.  [default: build/catalogue]",
)
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True)
@click.option("--only", default="*", help="Only files whose name matches this glob.")
@click.option("--every", type=click.IntRange(1), default=1, help="Only each N-th file.")
@click.option(
    "--compare",
    is_flag=True,
    help="Only lint and generate, all anew, and compare with the summary.",
)
@click.option("--no-types", is_flag=True, help="Leave mypy and pyright out.")
@click.option("--fresh", is_flag=True, help="Start each package in an interpreter of its own.")
@click.option("--update", is_flag=True, help="Write docs/catalogue.md and the summary.")
def main(
    catalogue: Path,
    work: Path,
    jobs: int,
    only: str,
    every: int,
    compare: bool,
    no_types: bool,
    fresh: bool,
    update: bool,
) -> None:
    """Take every file of the catalogue through lint, generate, all checkers, start and calls.

    A run that was interrupted goes on where it stopped; what did not change is not done again.
    Exit code 1: a package has a fault, the generator crashed, or a file of the summary is no
    longer generated.
    """
    specs = sorted(catalogue.glob(f"{only}.yaml"))[::every]
    folder = Work(work)
    results = stages.read(specs, folder, jobs, again=compare)
    generated = [each for each in results if each.tree]
    if not compare:
        stages.judge(generated, folder, jobs, types=not no_types)
        stages.serve(generated, catalogue, folder, jobs, fresh=fresh)
    new = summary.summarise(results)
    difference = summary.compare(summary.load(SUMMARY), new)
    click.echo("\n".join(difference.lines()) or "The summary says the same.")
    crashes = [each for each in results if each.crash]
    for each in crashes:
        click.echo(f"{each.file}: {each.crash}")
    faulty = [] if compare else [each for each in generated if each.all_faults]
    if not compare:
        click.echo(report.faults(faulty))
        if update:
            today = datetime.datetime.now(datetime.UTC).date()
            PAGE.write_text(report.page(results, today), encoding="utf-8")
            SUMMARY.write_text(summary.dump(new), encoding="utf-8")
    sys.exit(1 if crashes or faulty or difference.newly_refused else 0)


if __name__ == "__main__":
    main()
