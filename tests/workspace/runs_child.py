"""A process for the tests to kill: ``runs_child.py MODE FOLDER ...`` writes trees.

``die STEP TREE``: write tree TREE, and die just before the STEP-th change to the disk.
``loop``: write all trees in turn until killed.
``share TREE``: write tree TREE thirty times, each time as soon as no other process writes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import naftiko_gen
from naftiko_gen.workspace import WorkspaceError, write

LONG = 120_000

TREES: Sequence[dict[str, bytes]] = (
    {
        "same.py": b"same\n",
        "changes.py": b"a" * LONG,
        "goes/with/folder.py": b"1\n",
        "src/x.py": b"x0\n",
        "src/empty.py": b"",
    },
    {
        "same.py": b"same\n",
        "changes.py": b"b" * LONG + b"\n",
        "comes/with/folder.py": b"2\n",
        "src/x.py": b"x1\n",
        "src/empty.py": b"",
    },
    {
        "same.py": b"same\n",
        "changes.py": b"c\n",
        "goes/with/folder.py": b"3\n",
        "comes/too.py": b"4\n",
    },
)


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start this file as a process of its own."""
    root = Path(naftiko_gen.__file__).parents[1]
    command = [sys.executable, __file__, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def die_at(step: int) -> None:
    changes = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        match event, arguments:
            case "open", (_, _, int(flags)) if flags & os.O_CREAT:
                pass
            case (("os.rename" | "os.remove" | "os.mkdir" | "os.rmdir"), _):
                pass
            case _:
                return
        changes += 1
        if changes == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def share(files: dict[str, bytes], target: Path) -> None:
    done = 0
    while done < 30:
        try:
            outcome = write(files, target)
        except WorkspaceError as error:
            if "another naftiko-gen" not in str(error):
                raise
            continue
        if outcome.blocked or outcome.edited or outcome.left_over:
            raise SystemExit(f"took a generated file for an edited one: {outcome}")
        done += 1


def main() -> None:
    match sys.argv[1:]:
        case ["die", folder, step, tree]:
            die_at(int(step))
            write(TREES[int(tree)], Path(folder))
        case ["loop", folder]:
            print("ready", flush=True)
            for files in cycle(TREES):
                write(files, Path(folder))
        case ["share", folder, tree]:
            share(TREES[int(tree)], Path(folder))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
