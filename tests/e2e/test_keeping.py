"""Keeping and forgetting from the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Run


def test_a_backup_is_made_and_put_back_with_one_command_each(stored: Run, tmp_path: Path) -> None:
    """What was erased by mistake is there again."""
    copy = tmp_path / "copy.backup"
    before = stored("articles").stdout
    assert "checked" in stored("backup", str(copy)).stdout
    assert "erased" in stored("forget-workspace", "default", "--yes").stdout
    assert stored("articles").stdout != before

    assert stored("restore", str(copy)).returncode == 2  # never unasked
    assert "restored" in stored("restore", str(copy), "--replace").stdout
    assert stored("articles").stdout == before


def test_a_workspace_that_is_not_there_is_said_so(run: Run) -> None:
    """A mistyped name must not look like an erasure that worked."""
    assert run("forget-workspace", "default", "--yes").stdout == "nothing is kept of default\n"


def test_cancelling_what_does_not_wait_has_its_own_exit_code(run: Run) -> None:
    """Scripts tell not found from failed."""
    assert run("jobs", "cancel", "none").returncode == 4
