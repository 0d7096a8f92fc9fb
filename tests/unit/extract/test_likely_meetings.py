"""Encounters that no rule reads: fitted weights over general signs tell them, never firmer than the words do."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from bot.extract.meetings import find_meetings, likely
from bot.extract.meetings.joining import encounters_of
from bot.extract.meetings.likely import Weights
from bot.extract.meetings.reading import sightings_of
from tests.unit.extract.revisions import document

PUBLISHED = "2026-03-12T12:00:00+01:00"

TOLD = [
    (
        "Finance minister Ada Holm was in Oslo on Tuesday. There she and Norwegian banker Jan Birk emerged from three hours in a back room.",
        [({"Ada Holm", "Jan Birk"}, "held", "2026-03-10")],
    ),
    (
        "Judge Ada Holm called lawyers Jan Birk and Omar Reyes into her chambers on Tuesday.",
        [({"Ada Holm", "Jan Birk", "Omar Reyes"}, "held", "2026-03-10")],
    ),
    (
        "Police chief Ada Holm has been summoned by interior minister Jan Birk.",
        [({"Ada Holm", "Jan Birk"}, "requested", None)],
    ),
    (
        "Ada Holm hopes to be joined by Jan Birk at the ministry on Friday.",
        [({"Ada Holm", "Jan Birk"}, "possible", "2026-03-13")],
    ),
    (
        "Ada Holm will continue her programme with Speaker Jan Birk on Thursday.",
        [({"Ada Holm", "Jan Birk"}, "planned", "2026-03-12")],
    ),
]
NOT_TOLD = [
    "Ada Holm called Jan Birk a coward on Tuesday.",
    "Ada Holm saw Jan Birk leave the ministry on Tuesday.",
    "Ada Holm received a parcel from Jan Birk on Tuesday.",
    "Ada Holm avoided Jan Birk at the dinner on Tuesday.",
    "Norvia met Ostrava in the final on Tuesday and won 3-1.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_no_rule_reads_is_told_by_weights(
    text: str, expected: list[tuple[set[str], str, str | None]]
) -> None:
    """Who took part, how firm the words are and when it was; the rules alone tell none of it."""
    doc = document(text, published=PUBLISHED)

    assert encounters_of(doc, sightings_of(doc)) == []
    found = [
        ({p.party.name for p in m.participants}, m.status.value, m.when.iso() if m.when else None)
        for m in find_meetings(doc)
    ]
    assert found == expected


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_senses_stay_untold(text: str) -> None:
    """Whatever the weights say, a word with another meaning tells of no encounter."""
    assert find_meetings(document(text, published=PUBLISHED)) == ()


def test_nobody_is_likely_without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the weights that decide."""
    none = Weights(signs={"any": -100.0}, enough=0.5, joins=0.5)
    monkeypatch.setattr(likely, "fitted", lambda: none)

    assert find_meetings(document(TOLD[0][0], published=PUBLISHED)) == ()


def test_weights_name_signs_alone() -> None:
    """The file holds numbers for signs, with the sets they were fitted on; nothing of an article."""
    text = files("bot.extract.meetings").joinpath("data/prospects.json").read_text(encoding="utf-8")
    data = json.loads(text)

    assert set(data) == {"record", "enough", "joins", "signs"}
    assert all(isinstance(weight, float | int) for weight in data["signs"].values())
    assert 0 < data["enough"] < 1
    assert 0 < data["joins"] < 1
