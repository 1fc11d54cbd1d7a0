from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.workspace import diff, write
from naftiko_gen.workspace.unified import unified


def test_changed_new_and_left_over_files_in_order(target: Path) -> None:
    write({"b.py": b"1\n2\n3\n", "c.py": b"gone\n", "d.py": b"edited\n"}, target)
    (target / "d.py").write_bytes(b"mine\n")

    assert diff({"b.py": b"1\n3\n4", "a/new.py": b"new\n"}, target) == (
        "--- /dev/null\n"
        "+++ b/a/new.py\n"
        "@@ -0,0 +1 @@\n"
        "+new\n"
        "--- a/b.py\n"
        "+++ b/b.py\n"
        "@@ -1,3 +1,3 @@\n"
        " 1\n"
        "-2\n"
        " 3\n"
        "+4\n"
        "\\ No newline at end of file\n"
        "--- a/c.py\n"
        "+++ /dev/null\n"
        "@@ -1 +0,0 @@\n"
        "-gone\n"
    )


def test_an_edit_is_shown_even_where_generation_is_unchanged(target: Path) -> None:
    write({"a": b"1\n"}, target)
    (target / "a").write_bytes(b"mine\n")

    assert diff({"a": b"1\n"}, target) == "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-mine\n+1\n"


def test_an_empty_file_has_a_header() -> None:
    assert unified("py.typed", None, b"") == "--- /dev/null\n+++ b/py.typed\n"
    assert unified("py.typed", b"", None) == "--- a/py.typed\n+++ /dev/null\n"


@pytest.mark.parametrize("content", [b"\xff\n", b"a\0b\n", b"\xed\xa0\x80"])
def test_binary_content_is_named_only(content: bytes) -> None:
    assert unified("x", content, b"text\n") == "Binary files a/x and b/x differ\n"
    assert unified("x", None, content) == "Binary files /dev/null and b/x differ\n"


def test_control_characters_are_shown_and_not_obeyed() -> None:
    hostile = "\x1b]0;title\x07 a\tb \r c\x0cd \x85\u2028\u202e\x9b2J\x7f é\n".encode()

    assert unified("x", None, hostile).splitlines()[3:] == [
        r"+\x1b]0;title\x07 a" "\t" r"b \x0d c\x0cd \x85\u2028\u202e\x9b2J\x7f é"
    ]


def test_only_a_line_feed_ends_a_line() -> None:
    text = unified("x", "a\x0cb\u2028c\n".encode(), b"a\n")

    assert "@@ -1 +1 @@" in text


LINES = st.lists(st.sampled_from(["a", "b", "c", "- a", "+ b", "\t", ""]), max_size=8)
CONTENT = st.tuples(LINES, st.booleans()).map(
    lambda drawn: "\n".join(drawn[0] + [""] * drawn[1]).encode()
)


@pytest.mark.skipif(shutil.which("patch") is None, reason="the command patch is not installed")
def test_patch_understands_it(tmp_path: Path) -> None:
    @given(CONTENT.filter(bool), CONTENT.filter(bool))
    @settings(max_examples=40, deadline=None)
    def holds(before: bytes, after: bytes) -> None:
        (tmp_path / "x").write_bytes(before)
        text = unified("x", before, after)
        if text:
            command = ["patch", "--posix", "-p1", "-s"]
            subprocess.run(command, cwd=tmp_path, input=text.encode(), check=True)
        assert (tmp_path / "x").read_bytes() == after

    holds()
