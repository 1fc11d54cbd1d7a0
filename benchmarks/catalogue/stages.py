"""All stages in a row, each only for what it has not seen yet, with a progress bar."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import AsyncExitStack
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

import click

from benchmarks.catalogue import reading, serving, starting, tools
from benchmarks.catalogue.result import Result, Work, digest_of_sources
from benchmarks.catalogue.starting import Start

_ROOT = Path(__file__).parents[2]
#: The rooms on the way from a file to its package.
_ROOMS = "source diagnostics dialect schema spec checks ir lowering emit resources.py pipeline.py"
_GENERATOR = [
    *(_ROOT / "naftiko_gen" / room for room in _ROOMS.split()),
    *(_ROOT / name for name in ("templates", "schemas")),
]
_SERVING = [
    *(Path(__file__).with_name(f"{name}.py") for name in ("serving", "inputs", "declared")),
    _ROOT / "naftiko_gen" / "stub",
]


class Batch(Protocol):
    """One of the functions of ``tools`` that judge several packages at a time."""

    def __call__(self, packages: Path, names: Sequence[str], /) -> tools.Faults: ...


def read(specs: Sequence[Path], work: Work, jobs: int, *, again: bool = False) -> list[Result]:
    """Judge and render every spec, ``again`` or for the first time; return results in order."""
    generator = digest_of_sources(*_GENERATOR)
    one = partial(reading.read, work=work, generator=generator, again=again)
    found: dict[str, Result] = {}
    with ProcessPoolExecutor(jobs) as pool, _bar("lint, generate", len(specs)) as tick:
        for future in as_completed([pool.submit(one, spec) for spec in specs]):
            result = future.result()
            found[result.file] = result
            tick(1)
    return [found[spec.name] for spec in specs]


def judge(results: Sequence[Result], work: Work, jobs: int, *, types: bool = True) -> None:
    """Compile, lint and, with ``types``, type-check the packages of ``results``."""
    key = version("openapi-spec-validator")
    todo = {each.package: each for each in results if not each.is_done("inspect", key)}
    with ProcessPoolExecutor(jobs) as pool, _bar("compile, OpenAPI", len(todo)) as tick:
        futures = {
            pool.submit(tools.inspect, work.packages / name): each for name, each in todo.items()
        }
        for future in as_completed(futures):
            _settle([futures[future]], "inspect", key, {"": future.result()}, work)
            tick(1)
    _in_batches("ruff", tools.lint, results, work)
    if types:
        _in_batches("mypy", tools.mypy, results, work)
        _in_batches("pyright", tools.pyright, results, work)


def serve(
    results: Sequence[Result], specs: Path, work: Work, jobs: int, *, fresh: bool = False
) -> None:
    """Start, call and stop the packages of ``results``; again where that failed before.

    ``fresh`` gives each an interpreter of its own.
    """
    key = digest_of_sources(*_SERVING)
    todo = [each for each in results if not each.is_done("serve", key) or each.faults.get("serve")]
    with _bar("start, call, stop", len(todo)) as tick:
        asyncio.run(_serve(todo, specs, work, jobs, key, tick, fresh))


async def _serve(
    todo: list[Result],
    specs: Path,
    work: Work,
    jobs: int,
    key: str,
    tick: Callable[[int], None],
    fresh: bool,
) -> None:
    slots = asyncio.Semaphore(jobs)

    async def one(result: Result, start: Start) -> None:
        async with slots:
            try:
                async with asyncio.timeout(600):
                    faults = await serving.run(specs / result.file, result, work, start)
            except Exception as error:  # one broken package must not end the run
                faults = [f"call: {_first_cause(error)}"]
            result.settle("serve", key, faults)
            work.save(result)
            tick(1)

    async with AsyncExitStack() as stack:
        start = starting.fresh if fresh else await stack.enter_async_context(starting.nursery())
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for result in todo:
            group.create_task(one(result, start))


def _first_cause(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", error)
        return _first_cause(group.exceptions[0])
    return f"{type(error).__name__}: {error}"[:300]


def _in_batches(stage: str, batch: Batch, results: Sequence[Result], work: Work) -> None:
    key = version(stage)
    todo = {each.package: each for each in results if not each.is_done(stage, key)}
    with _bar(stage, len(todo)) as tick:
        for names in tools.batches(todo, tools.BATCHES[stage]):
            faults = batch(work.packages, names)
            _settle([todo[name] for name in names], stage, key, faults, work)
            tick(len(names))


def _settle(
    results: Iterable[Result], stage: str, key: str, faults: tools.Faults, work: Work
) -> None:
    for each in results:
        each.settle(stage, key, faults.get("", faults.get(each.package, [])))
        work.save(each)


class _bar:
    """A progress bar on standard error; gives the function that moves it on."""

    def __init__(self, label: str, length: int) -> None:
        self._bar = click.progressbar(
            length=length, label=f"{label:18}", file=sys.stderr, show_pos=True
        )

    def __enter__(self) -> Callable[[int], None]:
        self._bar.__enter__()
        return self._bar.update

    def __exit__(self, *_: object) -> None:
        self._bar.render_finish()
