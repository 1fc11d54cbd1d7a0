"""A real browser, and what it takes to have one on a bare machine.

Chromium is the system's own, or comes by apt-get where that is allowed; the driver and the
checker of accessibility come from the npm registry into pytest's cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

PACKAGES = {"playwright-core": "1.64.1", "axe-core": "4.14.1"}
SCRIPT = Path(__file__).with_name("browser.mjs")
_COMMANDS = ("chromium", "chromium-browser", "google-chrome")
_LONGEST_INSTALL = 600


class NoBrowserError(Exception):
    """There is none, and none can be had here; the text says why."""


@dataclass(frozen=True)
class Browser:
    """Chromium's command, and the folder with the node modules that drive it."""

    chromium: str
    modules: Path

    def open(self, file: Path, profile: Path) -> list[dict[str, Any]]:
        """Open a page in each way; return what happened, one report a way."""
        task = {
            "file": str(file),
            "chromium": self.chromium,
            "modules": str(self.modules),
            "profile": str(profile),
        }
        command = ["node", str(SCRIPT), json.dumps(task)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return cast("list[dict[str, Any]]", json.loads(done.stdout))


def find_or_install(cache: Path) -> Browser:
    """Return a browser; install what is missing, modules into the folder ``cache``.

    Raises:
        NoBrowserError: something is missing, and cannot be installed.
    """
    for command in ("node", "npm"):
        if shutil.which(command) is None:
            raise NoBrowserError(f"{command} is missing")
    with _locked(cache / "lock"):
        chromium = _chromium() or _install_chromium()
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        if not all(_version(cache, name) == version for name, version in PACKAGES.items()):
            options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache)]
            _run(["npm", "install", *options, *wanted])
    return Browser(chromium, cache / "node_modules")


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, _COMMANDS)), None)


def _install_chromium() -> str:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise NoBrowserError("Chromium is missing, and only root can apt-get install it")
    _run(["apt-get", "-q", "update"])
    lock = ["-o", "DPkg::Lock::Timeout=300"]
    _run(["apt-get", "-qy", *lock, "install", "--no-install-recommends", "chromium"])
    chromium = _chromium()
    assert chromium is not None, "apt-get installed Chromium, but there is no command"
    return chromium


def _version(cache: Path, name: str) -> str | None:
    file = cache / "node_modules" / name / "package.json"
    return str(json.loads(file.read_text())["version"]) if file.exists() else None


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=_LONGEST_INSTALL,
        env=environment,
        check=False,
    )
    if done.returncode:
        raise NoBrowserError(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Let one process in at a time: the workers of pytest-xdist all come here at once."""
    import fcntl

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
