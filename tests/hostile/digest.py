"""The digest of what a Python makes of specs: ``python -m tests.hostile.digest SPEC...``.

Started by tests in other environments and by other Pythons; it imports nothing of the tests.
"""

import hashlib
import os
import sys
from pathlib import Path

from naftiko_gen.diagnostics.render import RENDERERS
from naftiko_gen.emit import render
from naftiko_gen.pipeline import analyse


def main() -> None:
    """Print a digest of the files and diagnostics of all specs, in their order."""
    if mask := os.environ.get("TEST_UMASK"):
        os.umask(int(mask, 8))
    digest = hashlib.sha256()
    for path in map(Path, sys.argv[1:]):
        analysis = analyse(path.name, path.read_bytes(), path.stem)
        for name in ("full", "concise"):
            shown = RENDERERS[name](analysis.document, analysis.diagnostics)
            digest.update(shown.encode())
        if analysis.package is None:
            sys.exit(f"{path} is refused")
        for file, content in render(analysis.package).items():
            digest.update(f"{file}\0{len(content)}\0".encode() + content)
    print(digest.hexdigest())


if __name__ == "__main__":
    main()
