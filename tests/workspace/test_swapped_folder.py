from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from naftiko_gen.workspace import WorkspaceError, write


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="the system has no relative calls")
@pytest.mark.parametrize("swap_at", range(1, 7))
def test_a_folder_swapped_between_the_check_and_the_use(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swap_at: int
) -> None:
    """A write looks at ``sub`` six times; after each look in turn it becomes a link."""
    write({"sub/x.py": b"1\n"}, target)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.py").write_bytes(b"1\n")
    looks = 0
    stat = os.stat

    def stat_then_swap(path: Any, **options: Any) -> os.stat_result:
        nonlocal looks
        state = stat(path, **options)
        if path == "sub" and options.get("dir_fd") is not None:
            looks += 1
            if looks == swap_at:
                os.rename(target / "sub", tmp_path / "was-sub")
                os.symlink(tmp_path / "outside", target / "sub")
        return state

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stat_then_swap)
        with pytest.raises(WorkspaceError, match="/sub"):
            write({"sub/x.py": b"2\n"}, target)

    assert os.listdir(tmp_path / "outside") == ["x.py"]
    assert (tmp_path / "outside/x.py").read_bytes() == b"1\n"
