from __future__ import annotations

from pathlib import Path

import pytest

from naftiko_gen.workspace import MANIFEST, WorkspaceError, check, write

REFUSED = [
    "", "/", "/etc/passwd", "//host/share", "..", "../x", "a/../../x", "a/..", ".", "./a", "a/./b",
    "a//b", "a/", "a\\b", "..\\x", "C:", "C:/x", "c:x", "a:stream", "a\0b", "a\nb", "\x1b[2J",
    "é", "x\u202e", "a*", "a?", 'a"', "a<", "a>", "a|", "a.", "a ", "a./b", "a /b", "CON", "con",
    "a/NUL.txt", "com1", "LPT9.tar.gz", "aux .py", "conin$", MANIFEST, ".naftiko-gen-0.tmp",
    "a/.NAFTIKO-GEN.json", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("path", REFUSED, ids=ascii)
def test_a_path_that_leads_elsewhere_is_refused(target: Path, path: str) -> None:
    for attempt in (write, check):
        with pytest.raises(WorkspaceError) as caught:
            attempt({"a.py": b"", path: b"evil"}, target)

        assert str(caught.value).startswith(f"{path!a}: cannot be a generated file: ")
        assert str(caught.value).isprintable()
    assert list(target.parent.rglob("*")) == []


@pytest.mark.parametrize("path", REFUSED, ids=ascii)
def test_such_a_path_is_never_kept_either(target: Path, path: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot be a generated file"):
        write({"a.py": b""}, target, keep=[path])


@pytest.mark.parametrize(
    "path", [".env.example", "a/b/c/d.py", "Dockerfile", "console.py", "com.py", "a b-c_d+e~.x"]
)
def test_ordinary_paths_are_written(target: Path, path: str) -> None:
    write({path: b"x"}, target)

    assert (target / path).read_bytes() == b"x"


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        (["a/README.md", "a/Readme.md"], "a/Readme.md: differs from a/README.md only in case"),
        (["A/x", "a/x"], "a/x: differs from A/x only in case"),
        (["a", "a/b"], "a/b: a is to be a file"),
        (["a/b/c/d", "A/B"], "a/b/c/d: A/B is to be a file"),
    ],
)
def test_clashes_are_refused(target: Path, paths: list[str], reason: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        write(dict.fromkeys(paths, b"x"), target)

    assert str(caught.value) == reason
