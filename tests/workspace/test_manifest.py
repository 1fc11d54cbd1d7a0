from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.workspace import MANIFEST, WorkspaceError, check, diff, write
from naftiko_gen.workspace.manifest import (
    JOURNAL,
    Manifest,
    dump_journal,
    dump_manifest,
    parse_journal,
    parse_manifest,
)

FILES = {"b.py": b"b\n", "a/x.py": b"x\r\n"}
DIGEST = hashlib.sha256(b"x\n").hexdigest()
PATHS = st.from_regex(r"[a-d]{1,3}(/[a-d]{1,3}){0,2}", fullmatch=True)
DIGESTS = st.binary(max_size=2).map(lambda content: hashlib.sha256(content).hexdigest())


def test_it_lists_paths_and_digests_and_nothing_else(target: Path) -> None:
    write(FILES, target, keep=["b.py"])

    assert (target / MANIFEST).read_text() == (
        "{\n"
        '  "version": 1,\n'
        '  "files": {\n'
        f'    "a/x.py": "{DIGEST}"\n'
        "  },\n"
        '  "keep": [\n'
        '    "b.py"\n'
        "  ]\n"
        "}\n"
    )


def test_it_does_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    write(FILES, tmp_path / "one")
    write(dict(reversed(FILES.items())), tmp_path / "two")

    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@given(st.dictionaries(PATHS, DIGESTS), st.frozensets(PATHS))
@settings(max_examples=50)
def test_manifest_round_trip(files: dict[str, str], keep: frozenset[str]) -> None:
    manifest = Manifest(files, keep)

    text = dump_manifest(manifest)

    assert parse_manifest(text, "shown") == manifest
    assert list(json.loads(text)["files"]) == sorted(files)
    assert json.loads(text)["keep"] == sorted(keep)


@given(st.dictionaries(PATHS, st.frozensets(DIGESTS, min_size=1)))
@settings(max_examples=50)
def test_journal_round_trip(known: dict[str, frozenset[str]]) -> None:
    assert parse_journal(dump_journal(known), "shown") == known


def manifest_text(**members: object) -> bytes:
    return json.dumps({"version": 1, "files": {}, "keep": []} | members).encode()


DAMAGED = {
    "empty": (b"", "no JSON at line 1"),
    "conflict": (b"{\n<<<<<<< HEAD\n", "no JSON at line 2"),
    "not utf-8": (b"\xff\xfe\xfd", "no JSON"),
    "deep": (b"[" * 200_000, "no JSON"),
    "huge number": (b'{"version": ' + b"9" * 5_000 + b"}", "no JSON"),
    "list": (b"[]", "an object is missing"),
    "foreign": (b'{"name": "left-pad"}', "no format version"),
    "version true": (manifest_text(version=True), "no format version"),
    "version 2": (manifest_text(version=2), "version 2, and only 1 is known"),
    "member missing": (b'{"version": 1, "files": {}}', "its members are not files, keep, version"),
    "member unknown": (manifest_text(date="2026"), "its members are not files, keep, version"),
    "files": (manifest_text(files=[]), "an object is missing"),
    "digest": (manifest_text(files={"a": "0" * 63}), "a digest is no sha256"),
    "digest list": (manifest_text(files={"a": [DIGEST]}), "a digest is no sha256"),
    "keep": (manifest_text(keep="a"), "a list is missing"),
    "keep number": (manifest_text(keep=[1]), "a path is not text"),
    "outside": (manifest_text(files={"../victim": DIGEST}), "'../victim': cannot be"),
    "itself": (manifest_text(files={MANIFEST: DIGEST}), "belong to naftiko-gen itself"),
    "surrogate": (manifest_text(keep=["\ud800"]), r"'\\ud800': cannot be"),
}


@pytest.mark.parametrize(("text", "reason"), DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("force", [False, True])
def test_a_damaged_manifest_stops_everything(
    target: Path, on_disk: Callable[[], dict[str, bytes]], text: bytes, reason: str, force: bool
) -> None:
    write(FILES, target)
    (target / MANIFEST).write_bytes(text)
    before = on_disk()
    new = FILES | {"b.py": b"new\n"}

    with pytest.raises(WorkspaceError, match=reason) as caught:
        write(new, target, force=force)
    with pytest.raises(WorkspaceError, match=reason):
        check(new, target)
    with pytest.raises(WorkspaceError, match=reason):
        diff(new, target)

    assert str(caught.value).startswith(f"{target / MANIFEST}: is no manifest of naftiko-gen: ")
    assert str(caught.value).endswith("; restore it from version control")
    assert on_disk() == before
    assert (target / MANIFEST).read_bytes() == text


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b'{"version": 1, "files": {"a": []}}',
        b'{"version": 1, "files": {"/a": ["%s"]}}' % DIGEST.encode(),
        manifest_text(),
    ],
)
def test_a_damaged_journal_stops_everything(target: Path, text: bytes) -> None:
    write(FILES, target)
    (target / JOURNAL).write_bytes(text)

    with pytest.raises(WorkspaceError, match=r"is no journal of naftiko-gen: .*; remove it and"):
        write({}, target)

    assert (target / "b.py").read_bytes() == b"b\n"


def test_line_ends_and_layout_of_the_manifest_do_not_matter(target: Path) -> None:
    write(FILES, target, keep=["b.py"])
    manifest = target / MANIFEST
    data = json.loads(manifest.read_bytes())
    manifest.write_bytes(json.dumps(data, sort_keys=True, indent=4).replace("\n", "\r\n").encode())

    assert check(FILES, target) == ()
