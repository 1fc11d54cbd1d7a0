"""What is known of one file, and the folder that remembers it between runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Wiring:
    """What a process of the package needs in its environment, by variable.

    ``upstreams`` gives the namespace whose base URL it is, ``rest`` the adapter's OpenAPI file,
    ``documents`` the paths of fixed documents, ``mcp`` the names of the adapter's tools;
    ``texts`` are the others without a default.
    """

    upstreams: dict[str, str] = field(default_factory=dict[str, str])
    texts: list[str] = field(default_factory=list[str])
    rest: dict[str, str] = field(default_factory=dict[str, str])
    documents: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    mcp: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def listening(self) -> tuple[str, ...]:
        """The variables that say where to listen."""
        return (*self.rest, *self.documents, *self.mcp)


@dataclass(slots=True)
class Calls:
    """How many tools and routes were called, how many requests the stub took, how long it took.

    Each tool and each route is called with all inputs and, where some are optional, once more
    without those.
    """

    tools: int = 0
    routes: int = 0
    made: int = 0
    accepted: int = 0
    refused: int = 0
    seconds_to_start: float = 0.0
    seconds_to_stop: float = 0.0


@dataclass(slots=True)
class Result:
    """One file: the diagnostics, the generated tree, and the faults of each stage.

    ``key`` stands for the spec and the generator; ``tree`` is the digest of all generated files,
    None where the file is refused. ``stages`` holds the key under which each stage was run.
    """

    file: str
    package: str
    key: str = ""
    codes: dict[str, int] = field(default_factory=dict[str, int])
    errors: list[str] = field(default_factory=list[str])
    crash: str = ""
    tree: str | None = None
    wiring: Wiring = field(default_factory=Wiring)
    stages: dict[str, str] = field(default_factory=dict[str, str])
    faults: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    calls: Calls = field(default_factory=Calls)

    def is_done(self, stage: str, key: str) -> bool:
        """Whether ``stage`` was run on this very tree, under ``key``."""
        return self.stages.get(stage) == f"{self.tree} {key}"

    def settle(self, stage: str, key: str, faults: Iterable[str]) -> None:
        """Note what ``stage`` found under ``key``."""
        self.stages[stage] = f"{self.tree} {key}"
        self.faults[stage] = list(faults)

    @property
    def all_faults(self) -> list[tuple[str, str]]:
        """All faults with their stage."""
        return [(stage, text) for stage, texts in self.faults.items() for text in texts]


class Work:
    """The folder of a run: one JSON file a result, one folder a package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._results = self.folder / "results"
        self.packages = self.folder / "packages"
        self.logs = self.folder / "logs"
        for each in (self._results, self.packages, self.logs):
            each.mkdir(parents=True, exist_ok=True)

    def project(self, result: Result) -> Path:
        """Return where the package of a result lies."""
        return self.packages / result.package

    def load(self, stem: str) -> Result | None:
        """Return the remembered result of a file, None without one of the present shape."""
        path = self._results / f"{stem}.json"
        try:
            data: dict[str, Any] = json.loads(path.read_bytes())
            wiring, calls = Wiring(**data.pop("wiring")), Calls(**data.pop("calls"))
            return Result(**data, wiring=wiring, calls=calls)
        except (OSError, ValueError, TypeError, KeyError):
            return None  # written half, or by an older form of this program

    def save(self, result: Result) -> None:
        """Remember a result."""
        path = self._results / f"{Path(result.file).stem}.json"
        path.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")


def digest_of_sources(*paths: Path) -> str:
    """Return one digest of the files below ``paths``, caches aside."""
    found = hashlib.sha256()
    for root in paths:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(root)}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:16]
