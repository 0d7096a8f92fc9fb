"""The old day of a move that its own sentence tells, by name or by how much later the new one is."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from tests.unit.extract.deadline_cases import document, told

MOVES = (
    ("The levy takes effect on 1 May, which was to have been 1 March.", "2026-05-01", "2026-03-01", "extended"),
    ("The weigh station will close on 24 March, two weeks later than planned.", "2026-03-24", "2026-03-10", "extended"),
    ("The clinic will shut on 4 May, three days earlier than scheduled.", "2026-05-04", "2026-05-07", "brought_forward"),
    ("The lock was due to open on 5 April, but is now not due to open until 12 May.", "2026-05-12", "2026-04-05", "extended"),
    ("The repairs were to end on 1 March but will not be finished until 30 April.", "2026-04-30", "2026-03-01", "extended"),
    ("The ban, pushed back from 3 April, starts on 17 April.", "2026-04-17", "2026-04-03", "extended"),
    ("The council extended the mandate of the mission for another year, until 17 March 2027.", "2027-03-17", "2026-03-17", "extended"),
    ("The panel extended the licence by three weeks to 4 May.", "2026-05-04", "2026-04-13", "extended"),
    ("The panel extended the licence by six months to 30 September.", "2026-09-30", None, "extended"),
    ("The date for naming bidders will be pushed from 26 March to 3 April.", "2026-04-03", "2026-03-26", "extended"),
    ("Norland has pushed back the ban on imports for another three months. The ban was to have started on Mar. 19.", "2026-06-19", "2026-03-19", "extended"),
    ("The deadline for entries is 30 April, up from 31 March.", "2026-04-30", "2026-03-31", "extended"),
    ("The ban starts on 1 May rather than 1 July.", "2026-05-01", "2026-07-01", "brought_forward"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "due", "old", "status"), MOVES)
def test_a_move_has_the_old_day_that_its_sentence_tells(
    sentence: str, due: str, old: str | None, status: str
) -> None:
    found = [told(fact) for fact in find_deadlines(document(sentence, "2026-03-10"))]

    assert [(f["due"], f["previous"], f["status"]) for f in found] == [(due, old, status)]


STEADY = (
    "The chairman was expected to step down on 2 March and the party will now choose a leader by 4 April.",
    "The ferry will return on 12 October, seven months behind schedule.",
)


@pytest.mark.parametrize("sentence", STEADY)
def test_a_day_of_something_else_is_no_old_day(sentence: str) -> None:
    found = [told(fact) for fact in find_deadlines(document(sentence, "2026-03-10"))]

    assert [f["previous"] for f in found] == [None] * len(found)


def test_a_past_plan_is_not_put_off_to_the_next_year() -> None:
    found = find_deadlines(document("The chairman was expected to resign on 2 March.", "2026-03-10"))

    assert all(fact.due is None or fact.due.iso() == "2026-03-02" for fact in found)
