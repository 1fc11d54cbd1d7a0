"""Runs ``naftiko-gen lint`` in processes of its own, and weighs them.

``python -m tests.hostile.measure`` reads a list of lists of files from standard input, as JSON:
the files of one process each. It writes a list of what each process took. The memory of a
process is counted from its parent's on, so this one imports next to nothing.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile

LINT = [sys.executable, "-c", "from naftiko_gen.cli import main; main()", "lint"]

#: Seconds of a processor until a process is ended: far more than any file may take.
PATIENCE = 8


def main() -> None:
    """Weigh a process for each list of files."""
    print(json.dumps([weigh(files) for files in json.load(sys.stdin)]))


def weigh(files: list[str]) -> dict[str, int | float | str]:
    """Lint files in one process; return what it took and what it said."""
    with tempfile.TemporaryFile() as output:
        command = [*LINT, "--format", "concise", *files]
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, preexec_fn=_limited
        )
        _, status, used = os.wait4(process.pid, 0)
        output.seek(0)
        text = output.read(20_000)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        # Linux counts kilobytes, macOS bytes.
        "bytes": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "output": text.decode("utf-8", "replace"),
    }


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


if __name__ == "__main__":
    main()
