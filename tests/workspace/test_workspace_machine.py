"""Any history of generations, edits and removals: no byte of a person is ever lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from naftiko_gen.workspace import MANIFEST, DriftKind, check, diff, write
from naftiko_gen.workspace.manifest import dump_manifest, parse_manifest

PATHS = ["a", "b", "d/a", "d/e/c", "f/x"]
GENERATED = st.sampled_from([b"", b"1\n", b"2\n", b"1\r\n", b"\xff\0"])
WRITTEN = st.sampled_from([b"1\n", b"1\r\n", b"2\n", b"mine\n", b"mine\x1b", b""])
TREES = st.dictionaries(st.sampled_from(PATHS), GENERATED)


def lf(content: bytes | None) -> bytes | None:
    return None if content is None else content.replace(b"\r\n", b"\n")


class WorkspaceMachine(RuleBasedStateMachine):
    """A folder, and beside it a simple model of what was generated and what is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.target = Path(self.folder.name) / "out"
        self.recorded: dict[str, bytes] = {}
        self.keep: set[str] = set()

    def teardown(self) -> None:
        self.folder.cleanup()

    def disk(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.target).as_posix(): path.read_bytes()
            for path in self.target.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }

    def kind(self, path: str, files: dict[str, bytes]) -> str | None:
        disk, new = lf(self.disk().get(path)), lf(files.get(path))
        if path in self.keep or disk == new:
            return None
        if new is None:
            return "left over" if path in self.recorded else None
        if disk is None:
            return "missing"
        return "stale" if disk == lf(self.recorded.get(path)) else "edited"

    @rule(path=st.sampled_from([*PATHS, "d/notes.txt"]), content=WRITTEN)
    def edit(self, path: str, content: bytes) -> None:
        (self.target / path).parent.mkdir(parents=True, exist_ok=True)
        (self.target / path).write_bytes(content)

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        (self.target / path).unlink(missing_ok=True)

    @rule(files=TREES)
    def check(self, files: dict[str, bytes]) -> None:
        before = self.disk()
        expected = {path: self.kind(path, files) for path in PATHS if self.kind(path, files)}
        found = {drift.path: drift.kind.value for drift in check(files, self.target)}

        if expected:
            assert found == expected
        else:
            assert set(found) <= {MANIFEST}
        shown = [path for path in PATHS if f"b/{path}" in diff(files, self.target)]
        assert shown == [path for path in PATHS if path in files and path in expected]
        assert self.disk() == before

    @rule(files=TREES, force=st.sampled_from([False, False, True]), keep=st.booleans())
    def generate(self, files: dict[str, bytes], force: bool, keep: bool) -> None:
        before, kept_before = self.disk(), set(self.keep)
        # Only this path is ever kept, so that the others stay interesting.
        keep_now = {"b"} if keep and "b" in files else set[str]()
        self.keep |= keep_now
        kinds = {path: self.kind(path, files) for path in PATHS}
        edited = {path for path, kind in kinds.items() if kind == "edited"}
        news = {path for path in edited if lf(files[path]) != lf(self.recorded.get(path))}

        outcome = write(files, self.target, force=force, keep=keep_now)

        if news and not force:
            assert set(outcome.blocked) == news
            assert self.disk() == before
            self.keep = kept_before
            return
        assert outcome.blocked == ()
        expected = dict(before)
        for path, kind in kinds.items():
            if kind in {"missing", "stale"} or (kind == "edited" and force):
                expected[path] = files[path]
            elif kind == "left over" and lf(before[path]) == lf(self.recorded[path]):
                del expected[path]
        assert self.disk() == expected
        assert set(outcome.edited) == (set() if force else edited)
        left_over = {path for path, kind in kinds.items() if kind == "left over"} & set(expected)
        assert set(outcome.left_over) == left_over
        self.recorded = {path: files[path] for path in files if path not in self.keep} | {
            path: self.recorded[path] for path in left_over
        }
        remaining = {drift.path: drift.kind for drift in check(files, self.target)}
        assert remaining == dict.fromkeys(outcome.edited, DriftKind.EDITED) | dict.fromkeys(
            outcome.left_over, DriftKind.LEFT_OVER
        )
        assert write(files, self.target, force=force).written == ()

    @invariant()
    def manifest_is_in_its_one_form(self) -> None:
        manifest = self.target / MANIFEST
        if manifest.exists():
            assert dump_manifest(parse_manifest(manifest.read_bytes(), "")) == manifest.read_bytes()

    @invariant()
    def nothing_of_ours_lies_about(self) -> None:
        assert not [path for path in self.target.rglob(".naftiko-gen*") if path.name != MANIFEST]


TestWorkspace = WorkspaceMachine.TestCase
TestWorkspace.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
