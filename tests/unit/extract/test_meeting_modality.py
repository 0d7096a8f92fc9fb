"""How firm an encounter is by the grammar around it: wish, plan, offer, readiness, fear, denial, condition, question, habit."""

from __future__ import annotations

from typing import Any

import pytest

from bot.extract.meetings import find_meetings
from tests.unit.extract.revisions import document, rows

CASES = rows("modality.jsonl")
PUBLISHED = "2026-03-12T18:00:00+00:00"
TOOK_PLACE = {"held", "ongoing"}


def _found(row: dict[str, Any]) -> list[str]:
    return [meeting.status.value for meeting in find_meetings(document(row["text"], published=PUBLISHED))]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES])
def test_only_what_is_told_as_a_fact_was_held(row: dict[str, Any]) -> None:
    """A sentence gives one of the statuses that its grammar allows, or none where a reader may leave it out."""
    found = _found(row)

    assert set(found) <= set(row["status"])
    assert found or row["may_be_none"]


def test_the_table_holds_facts_and_what_is_none() -> None:
    """Caution alone would pass a table without facts."""
    held = [row for row in CASES if row["status"] == ["held"]]

    assert len(held) >= 15
    assert sum(not TOOK_PLACE & set(row["status"]) for row in CASES) >= 150
