"""Days in the sentence of an encounter that belong to something else."""

from __future__ import annotations

import pytest

from bot.extract.meetings import find_meetings
from tests.unit.extract.revisions import document

PUBLISHED = "2026-06-11T16:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "The agenda for Ada Holm's meeting with Jan Birk was published on Monday.",
        "Minutes of the meeting between Ada Holm and Jan Birk were released on Monday.",
        "Ada Holm met Jan Birk to mark the anniversary of the May 4 flood.",
        "Ada Holm met Jan Birk; the strike began on Tuesday.",
        "Ada Holm met Jan Birk about flights that resume on June 20.",
        "Ada Holm met Jan Birk weeks before the June 20 vote.",
    ],
)
def test_the_day_of_something_else_is_none_of_the_encounter(text: str) -> None:
    """A day that a paper, a strike or a flood has is not told as the day people met."""
    assert [
        meeting.when for meeting in find_meetings(document(text, published=PUBLISHED)) if meeting.when
    ] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ada Holm met Jan Birk on Monday; the strike goes on.", "2026-06-08"),
        ("The May 4 talks between Ada Holm and Jan Birk failed.", "2026-05-04"),
        ("News of the deal broke on Tuesday, and on Wednesday Ada Holm met Jan Birk.", "2026-06-10"),
    ],
)
def test_the_own_day_of_an_encounter_stays(text: str, day: str) -> None:
    """Caution alone would pass the table above."""
    found = find_meetings(document(text, published=PUBLISHED))

    assert [meeting.when.iso() for meeting in found if meeting.when] == [day]
