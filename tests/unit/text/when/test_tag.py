"""A table of sentences with the expressions in them, what they mean and the days they name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.model.when import When
from bot.text.when import tag

TABLE = Path(__file__).parents[3] / "data" / "when" / "english.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
KNOWN_GAPS = [row for row in ROWS if row.get("known_gap")]


def _as_row(when: When, expected: dict[str, Any]) -> dict[str, Any]:
    row = {
        "words": when.words,
        "type": when.kind.value,
        "value": when.value,
        "earliest": when.earliest and when.earliest.isoformat(),
        "latest": when.latest and when.latest.isoformat(),
    }
    if "open" in expected:
        row["open"] = when.open_reason is not None
    if "bound" in expected:
        row["bound"] = when.bound
    return row


def _difference(row: dict[str, Any]) -> str | None:
    """What is wrong with our reading of a row, or None."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    whens = tag(row["text"], published=published)
    expected = row["expected"]
    found = [_as_row(when, expected[i] if i < len(expected) else {}) for i, when in enumerate(whens)]
    return None if found == expected else f"{row['name']}: {row['text']!r}\n  got  {found}\n  want {expected}"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row.get("known_gap")], ids=lambda row: row["name"].replace(" ", "-")
)
def test_an_expression_means_what_a_careful_reader_takes_it_to_mean(row: dict[str, Any]) -> None:
    """Each row is a sentence of our own; the day of publication decides what relative words mean."""
    difference = _difference(row)

    assert difference is None, difference


@pytest.mark.parametrize("row", KNOWN_GAPS, ids=lambda row: row["name"].replace(" ", "-"))
def test_a_known_gap_is_still_one(row: dict[str, Any]) -> None:
    """When a gap is closed, this fails: take the mark off the row."""
    assert _difference(row) is not None, f"{row['name']} is read rightly now: remove known_gap"


def test_the_table_is_large_enough_and_its_names_are_unique() -> None:
    """A shrinking table would hide what got worse."""
    assert len(ROWS) >= 400
    assert len({row["name"] for row in ROWS}) == len(ROWS)
