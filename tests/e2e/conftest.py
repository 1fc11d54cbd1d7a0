"""Packages that are generated once, and the upstreams that they call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.package import Project
from tests.e2e.rooms import EXAMPLE, SEED, Rooms, running
from tests.e2e.upstream import Upstream


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Project]:
    """Return the package of a spec; it is generated when it is first asked for."""
    projects: dict[Path, Project] = {}

    def generate(spec: Path) -> Project:
        if spec not in projects:
            projects[spec] = Project.generate(spec, tmp_path_factory.mktemp(spec.stem))
        return projects[spec]

    return generate


@pytest.fixture(scope="session")
def rooms_project(project: Callable[[Path], Project]) -> Project:
    return project(EXAMPLE)


@pytest.fixture(scope="session")
def listener() -> Iterator[Upstream]:
    """The upstream of all services; tests take it through ``upstream``."""
    with Upstream() as upstream:
        yield upstream


@pytest.fixture
def upstream(listener: Upstream) -> Iterator[Upstream]:
    """The upstream, without memory of the test before."""
    listener.reset()
    yield listener
    listener.reset()


@pytest.fixture(scope="session")
def service(
    rooms_project: Project, listener: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rooms]:
    """The package of the example; tests take it through ``rooms``."""
    with running(rooms_project, EXAMPLE, listener, tmp_path_factory.mktemp("run")) as rooms:
        yield rooms


@pytest.fixture(scope="session", params=[EXAMPLE, SEED], ids=["example", "seed"])
def contract_service(
    request: pytest.FixtureRequest,
    project: Callable[[Path], Project],
    listener: Upstream,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Rooms]:
    """The package of each rooms.yaml, with a short time-out."""
    spec = request.param
    if not spec.is_file():
        pytest.skip("../shared/seed/rooms.yaml is not beside this checkout")
    # Even the shortest call may take more than a second on a busy machine.
    with running(project(spec), spec, listener, tmp_path_factory.mktemp("run"), "1.5") as rooms:
        yield rooms


@pytest.fixture
def rooms(service: Rooms, upstream: Upstream) -> Rooms:
    """The package of the example, with an upstream without memory."""
    assert service.upstream is upstream
    return service
