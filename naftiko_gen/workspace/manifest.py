"""What naftiko-gen remembers of a folder: the hashes of its files, and what the team owns.

Two files, both JSON. The manifest stays in the folder and belongs under version control:

    {"version": 1, "files": {"src/rooms/rest.py": "<sha256>"}, "keep": ["Dockerfile"]}

The journal exists only while files are written. It names each file with all hashes that it
may have in the meantime, so that a run that follows a killed one knows its own files again:

    {"version": 1, "files": {"src/rooms/rest.py": ["<sha256>", "<sha256>"]}}
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from naftiko_gen.workspace.errors import WorkspaceError
from naftiko_gen.workspace.paths import OWN_PREFIX, check_path

MANIFEST: Final = f"{OWN_PREFIX}.json"
JOURNAL: Final = f"{OWN_PREFIX}.journal.json"

_VERSION = 1
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The generated files with their digests, and the paths that the team owns."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    keep: frozenset[str] = frozenset()


def normalise(content: bytes) -> bytes:
    """Return ``content`` with LF for CR LF: a checkout on Windows is no change."""
    return content.replace(b"\r\n", b"\n")


def digest(content: bytes) -> str:
    """Return the sha256 of the LF-normalised ``content``, in hexadecimal."""
    return hashlib.sha256(normalise(content)).hexdigest()


def dump_manifest(manifest: Manifest) -> bytes:
    """Return the text of the manifest file; the same for equal manifests."""
    files = dict(sorted(manifest.files.items()))
    return _dump({"version": _VERSION, "files": files, "keep": sorted(manifest.keep)})


def parse_manifest(text: bytes, shown: str) -> Manifest:
    """Read a manifest file; ``shown`` is its path for messages.

    Raises:
        WorkspaceError: the file is damaged or foreign, or names a path that leads elsewhere.
    """
    try:
        data = _parse(text, {"version", "files", "keep"})
        files = {_path(path): _digest(value) for path, value in _object(data["files"]).items()}
        return Manifest(files, frozenset(_path(path) for path in _array(data["keep"])))
    except _Damaged as damage:
        help_ = "restore it from version control"
        raise WorkspaceError(shown, f"is no manifest of naftiko-gen: {damage}; {help_}") from damage


def dump_journal(known: Mapping[str, frozenset[str]]) -> bytes:
    """Return the text of the journal file: each path with all digests that are ours."""
    files = {path: sorted(digests) for path, digests in sorted(known.items())}
    return _dump({"version": _VERSION, "files": files})


def parse_journal(text: bytes, shown: str) -> dict[str, frozenset[str]]:
    """Read a journal file; ``shown`` is its path for messages.

    Raises:
        WorkspaceError: the file is damaged or foreign, or names a path that leads elsewhere.
    """
    try:
        files = _object(_parse(text, {"version", "files"})["files"])
        return {_path(path): _digests(values) for path, values in files.items()}
    except _Damaged as damage:
        raise WorkspaceError(
            shown, f"is no journal of naftiko-gen: {damage}; remove it and generate again"
        ) from damage


class _Damaged(Exception):
    """What is wrong with the text, in a few words."""


def _dump(data: object) -> bytes:
    return (json.dumps(data, indent=2) + "\n").encode("ascii")


def _parse(text: bytes, members: set[str]) -> dict[str, object]:
    try:
        data = _object(json.loads(text))
    except json.JSONDecodeError as error:
        raise _Damaged(f"no JSON at line {error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise _Damaged("no JSON") from error
    version = data.get("version")
    # True is an int to Python.
    if not isinstance(version, int) or isinstance(version, bool):
        raise _Damaged("no format version")
    if version != _VERSION:
        raise _Damaged(f"its format is version {version}, and only {_VERSION} is known here")
    if data.keys() != members:
        raise _Damaged(f"its members are not {', '.join(sorted(members))}")
    return data


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Damaged("an object is missing")
    return cast("dict[str, object]", value)


def _array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _Damaged("a list is missing")
    return cast("list[object]", value)


def _path(value: object) -> str:
    if not isinstance(value, str):
        raise _Damaged("a path is not text")
    try:
        check_path(value)
    except WorkspaceError as error:
        raise _Damaged(str(error)) from error
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise _Damaged("a digest is no sha256")
    return value


def _digests(values: object) -> frozenset[str]:
    digests = frozenset(_digest(value) for value in _array(values))
    if not digests:
        raise _Damaged("a file has no digest")
    return digests
