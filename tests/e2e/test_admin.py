"""Corrections, watched parties and jobs from the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Run


def facts(call: Run, command: str = "meetings") -> list[str]:
    return [fact for one in json.loads(call(command, "--json").stdout) for fact in one["record"]["facts"]]


def test_a_dismissed_fact_leaves_its_record_and_comes_back(stored: Run) -> None:
    """A person's word outranks a rule's, is listed with its author, and can be taken back."""
    [fact] = facts(stored)

    made = json.loads(stored("correct", "dismiss", fact, "--reason", "photo caption", "--json").stdout)
    gone = facts(stored)
    listed = stored("correct", "list").stdout
    undone = stored("correct", "undo", made["id"])

    assert gone == []
    assert "photo caption" in listed
    assert "terminal" in listed
    assert undone.returncode == 0, undone.stderr
    assert facts(stored) == [fact]
    assert stored("correct", "list").stdout.startswith("No correction")


def test_an_edited_day_is_shown_as_a_persons(stored: Run) -> None:
    """A corrected day must never look like a quoted one."""
    [fact] = facts(stored, "deadlines")

    made = json.loads(stored("correct", "edit", fact, "due", "2025-10-15", "--json").stdout)

    drawn = stored("deadlines").stdout
    assert f"corrected by a person: {made['id']}" in drawn
    assert "set, Tuesday 30 September 2025" in drawn
    assert "by a person)" in drawn
    [one] = json.loads(stored("deadlines", "--json").stdout)
    assert one["record"]["due"]["earliest"] == "2025-10-15"
    assert one["record"]["corrections"]


@pytest.mark.parametrize(
    "words",
    [
        ("correct", "dismiss", "fac_none"),
        ("correct", "undo", "c_none"),
        ("jobs", "retry", "none"),
        ("watch", "remove", "Nobody"),
    ],
)
def test_what_is_not_there_is_said_with_its_own_exit_code(stored: Run, words: tuple[str, ...]) -> None:
    """A typing error in an id must not look like success."""
    done = stored(*words)

    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


def test_nobody_cannot_be_watched(run: Run) -> None:
    """An empty name would stand in the list for good."""
    assert run("watch", "add", " ").returncode == 2
    assert run("watch", "list").stdout == "Nothing is watched yet.\n"


def test_what_is_done_is_told_as_json_too(stored: Run) -> None:
    """A script reads what every command did."""
    [fact] = facts(stored)
    made = json.loads(stored("correct", "dismiss", fact, "--json").stdout)

    assert json.loads(stored("correct", "undo", made["id"], "--json").stdout) == {"undone": made["id"]}
    assert json.loads(stored("watch", "add", "Larkspur", "LKT", "--json").stdout)["aliases"] == ["LKT"]
    assert json.loads(stored("prune", "--days", "3", "--json").stdout) == {"posts": 0, "jobs": 0}
    assert json.loads(stored("doctor", "--json").stdout)["ready"] is True


def test_a_watched_party_is_recognised_under_its_alias(run: Run, tmp_path: Path) -> None:
    """A desk's own names are the ones that matter to it."""
    text = "LKT met the harbour council in Sarven on Tuesday. The two sides talked for an hour about the new pier."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    run("watch", "add", "Larkspur Terminals", "LKT")

    run("ingest", "a.txt", "--outlet", "L", "--published", "2025-08-05")

    assert "Larkspur Terminals, LKT" in run("watch", "list").stdout
    assert "Larkspur Terminals" in run("meetings").stdout
    assert "no longer" in run("watch", "remove", "larkspur terminals").stdout
    assert "Nothing" in run("watch", "list").stdout


def test_jobs_are_listed(run: Run) -> None:
    """An operator sees at a glance whether anything waits."""
    assert run("jobs", "list").stdout == "No job.\n"


def test_a_workspace_names_the_holidays_it_counts_with(run: Run, tmp_path: Path) -> None:
    """Ten working days before Christmas end later in Germany; an unknown calendar is refused and changes nothing."""
    text = (
        "SARVEN (Harbour Wire) - The regional court on Friday ordered Holm Paper to hand over its records within "
        "10 working days. A spokeswoman for the mill said that nobody there had read the ruling yet."
    )
    file = tmp_path / "order.txt"
    file.write_text(text, encoding="utf-8")

    chosen = run("working-days", "DE").stdout
    refused = run("working-days", "Narnia")
    run("ingest", str(file), "--published", "2025-12-19")
    [one] = json.loads(run("deadlines", "--json").stdout)

    assert "holidays of DE" in chosen
    assert refused.returncode != 0
    assert "'Narnia'" in refused.stderr
    assert one["record"]["due"]["earliest"] == "2026-01-07"
    assert "Saturdays and Sundays" in run("working-days", "none").stdout
    assert "holidays of GB" in run("working-days", "default", env={"DATELINE_CALENDAR": "GB"}).stdout
