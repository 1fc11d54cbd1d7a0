"""Which files a command is to judge: names, folders and globs become a list of files."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from naftiko_gen.cli.reading import near
from naftiko_gen.diagnostics.render import Unreadable
from naftiko_gen.source import Mapping, read

#: The keys of the root that make a file a capability; the specification was renamed once.
_ROOT_KEYS = ("naftiko", "ikanos")
_AT_LINE_START = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])([\"']?)(?:naftiko|ikanos)\1[ \t]*:(?![^ \t\r\n])"
)
_MENTION = re.compile(b"|".join(key.encode() for key in _ROOT_KEYS))

_ENDINGS = (".yaml", ".yml")
#: Folders of others' files; those whose names start with a dot are passed by as well.
_PASSED_BY = ("node_modules",)


@dataclass(slots=True)
class Targets:
    """The files to judge, each once, in the order of the arguments; folders sorted inside.

    ``skipped`` counts the YAML files that are left out because they are no capability.
    """

    files: list[Path] = field(default_factory=list[Path])
    skipped: int = 0
    unreadable: list[Unreadable] = field(default_factory=list[Unreadable])


def find(arguments: Sequence[Path], *, skip_others: bool = False) -> Targets:
    """Return what the arguments stand for.

    A file is taken whatever it holds, unless ``skip_others``; a folder yields the YAML files
    below it that have a root key ``naftiko`` or ``ikanos``. A name with ``*``, ``?`` or ``[``
    that does not exist is expanded as a shell does, with ``**`` for any folders between.
    """
    targets = Targets()
    named: dict[str, Path] = {}
    searched: dict[str, Path] = {}
    order: dict[str, None] = {}
    for argument in _expanded(arguments, targets):
        if argument.is_dir():
            found, into = _below(argument, targets), searched
        else:
            found, into = [argument], searched if skip_others else named
        for path in found:
            key = os.path.abspath(path)
            order.setdefault(key)
            into.setdefault(key, path)
    targets.files += (
        named.get(key) or searched[key]
        for key in order
        if key in named or _is_capability(searched[key], targets)
    )
    return targets


def shown(path: Path) -> str:
    """Return a file's name as every format shows it: below the current folder, if it lies there.

    Separators are slashes, for reports travel from machine to machine.
    """
    return near(path).as_posix()


def _expanded(arguments: Sequence[Path], targets: Targets) -> Iterator[Path]:
    for argument in arguments:
        if not glob.has_magic(str(argument)) or argument.exists():
            yield argument
        elif matches := sorted(glob.glob(str(argument), recursive=True)):
            yield from map(Path, matches)
        else:
            targets.unreadable.append(Unreadable(shown(argument), "no file has such a name"))


def _below(folder: Path, targets: Targets) -> list[Path]:
    """Return the YAML files below a folder, sorted."""

    def refused(error: OSError) -> None:
        targets.unreadable.append(refusal(Path(error.filename), error))

    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=refused):
        folders[:] = [
            name for name in folders if not name.startswith(".") and name not in _PASSED_BY
        ]
        paths = (Path(root, name) for name in files if name.lower().endswith(_ENDINGS))
        found += (path for path in paths if path.is_file())
    return sorted(found, key=lambda path: path.parts)


def _is_capability(path: Path, targets: Targets) -> bool:
    """Say whether a file has the root key; one that has not, or cannot be read, is noted."""
    try:
        data = path.read_bytes()
    except OSError as error:
        targets.unreadable.append(refusal(path, error))
        return False
    if _has_root_key(data):
        return True
    targets.skipped += 1
    return False


def _has_root_key(data: bytes) -> bool:
    # A text that is not YAML any more must be found as well: there is something to say of it.
    if _AT_LINE_START.search(data):
        return True
    if not _MENTION.search(data):
        return False
    root = read("", data)[0].root
    return isinstance(root, Mapping) and any(root.entry(key) for key in _ROOT_KEYS)


def refusal(path: Path, error: OSError) -> Unreadable:
    """Return a file that the operating system refused, with its reason."""
    return Unreadable(shown(path), error.strerror or type(error).__name__)
