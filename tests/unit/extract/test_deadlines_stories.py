"""Deadlines of short stories and of single sentences in many wordings: the day, and who sets it for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.extract.check import Dropped, check_fact
from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.cast import Sort, cast_of
from bot.model.facts import DeadlineStatus
from tests.unit.extract.deadline_cases import cases, differences, document, told

TAKEOVER = (
    "Veldt Ports launched a bid for Oster Docks on Tuesday. The bidder has until 12 March to publish its terms, the Takeover "
    "Panel said. The target's board rejected the approach."
)


def _missing(row: dict[str, Any]) -> list[str]:
    found = [told(fact) for fact in find_deadlines(document(row["text"], row["published"]))]
    return [line for line in differences(row["expected"], found) if line.startswith("not found")]


ROLES = ("setter", "addressee")


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in cases("stories.jsonl")])
def test_a_story_tells_its_days(row: dict[str, Any]) -> None:
    """The day is often told sentences away from the duty, or only described."""
    expected = [{k: v for k, v in want.items() if k not in ROLES} for want in row["expected"]]

    assert _missing({**row, "expected": expected}) == []


def test_stories_tell_who_sets_a_day_for_whom() -> None:
    """Setter and addressee are often named sentences away: the party for whom most speaks is right nine times in ten."""
    wanted = [
        ({**row, "expected": [want]}, role)
        for row in cases("stories.jsonl")
        for want in row["expected"]
        for role in ROLES
        if role in want
    ]
    missed = [
        (row["id"], role)
        for row, role in wanted
        if _missing(
            {
                **row,
                "expected": [{k: row["expected"][0][k] for k in ("due", role) if k in row["expected"][0]}],
            }
        )
    ]

    assert len(missed) <= len(wanted) // 10, missed


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in cases("wordings.jsonl")])
def test_a_wording_tells_its_day(row: dict[str, Any]) -> None:
    """One duty can be told in a hundred ways; each of these has been missed once."""
    assert _missing(row) == []


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=row["id"]) for row in (*cases("stories.jsonl"), *cases("published_ways.jsonl"))],
)
def test_the_check_keeps_what_a_story_tells(row: dict[str, Any]) -> None:
    """A role carried in from another sentence, or a day told by reference, must be one that the check can find again."""
    read = document(row["text"], row["published"])

    for fact in find_deadlines(read):
        checked = check_fact(fact, read)

        assert not isinstance(checked, Dropped)
        assert (checked.due, checked.setter, checked.addressee) == (fact.due, fact.setter, fact.addressee)  # type: ignore[union-attr]
        assert checked.previous_due == fact.previous_due  # type: ignore[union-attr]


def test_a_description_means_the_party_that_the_article_calls_so() -> None:
    """ "The bidder" and "the target" are names of roles that the story hands out."""
    cast = cast_of(document(TAKEOVER, "2027-03-02"))

    bidder = cast.called("the bidder", len(TAKEOVER))
    target = cast.called("the target", len(TAKEOVER))

    assert bidder is not None
    assert (bidder.party.name, bidder.sort) == ("Veldt Ports", Sort.FIRM)
    assert target is not None
    assert target.party.name == "Oster Docks"


def test_a_description_that_two_parties_fit_equally_well_means_nobody() -> None:
    """A guess between two regulators would put a duty on the wrong desk."""
    text = "The Rail Authority and the Port Authority wrote to Brenn Lines on Monday. Brenn Lines answered."

    assert cast_of(document(text, "2027-03-02")).called("the watchdog", len(text)) is None


def test_a_length_that_waits_for_an_event_stays_open() -> None:
    """No day is invented for "three weeks once the file is complete"."""
    (fact,) = find_deadlines(
        document("The council has three weeks to decide once the file is complete.", "2027-03-02")
    )

    assert fact.due is not None
    assert fact.due.day is None
    assert fact.due.open_reason


@pytest.mark.parametrize(
    "text",
    [
        "Clinics are obliged to report such cases within 24 hours.",
        "Anyone who buys a boat must register it within 10 days.",
        "In 2024 the ministry gave the yards two weeks to answer.",
    ],
)
def test_a_length_that_runs_from_no_day_of_the_story_stays_open(text: str) -> None:
    """A standing duty, or one of long ago, does not count from the day on which it is printed."""
    facts = find_deadlines(document(text, "2027-03-02"))

    assert all(fact.due is None or fact.due.day is None for fact in facts)


def test_an_hour_of_a_day_that_is_not_told_stays_open() -> None:
    """ "By noon on polling day" is not noon on the day of publication."""
    facts = find_deadlines(document("Ballots must reach the office by noon on polling day.", "2027-03-02"))

    assert all(fact.due is None or fact.due.day is None for fact in facts)


def test_by_then_points_at_the_day_told_before() -> None:
    """The day is the one just told, and the fact says where it stands."""
    text = "Brenn Lines must name a new harbour by 30 April. Its shareholders will have voted on the plan by then."

    days = {fact.due.day for fact in find_deadlines(document(text, "2027-03-02")) if fact.due is not None}

    assert days == {date(2027, 4, 30)}


def test_by_then_without_a_day_before_it_is_no_deadline() -> None:
    """Nothing to point at, nothing to find."""
    assert find_deadlines(document("By then it was too late for the council to act.", "2027-03-02")) == ()


def test_what_is_only_proposed_in_a_noun_stays_proposed() -> None:
    """ "Seeks an extension to 30 June" must never be shown as an extension."""
    (fact,) = find_deadlines(document("The airline is seeking an extension to 30 June.", "2027-03-02"))

    assert fact.status is DeadlineStatus.PROPOSED


def test_a_plan_called_off_names_who_called_it_off() -> None:
    """The day of a dropped plan is withdrawn, by the subject of the dropping."""
    (fact,) = find_deadlines(
        document("The cabinet scrapped the toll that was to start on 1 June.", "2027-03-02")
    )

    assert fact.status is DeadlineStatus.WITHDRAWN
    assert fact.setter is not None
    assert fact.setter.name == "cabinet"


def test_a_story_without_evidence_leaves_roles_open() -> None:
    """No party commands anybody here, so none is made the author."""
    read = document("The exhibition is to close on 5 April.", "2027-03-02")

    assert all(fact.setter is None for fact in find_deadlines(read))


@pytest.mark.parametrize(
    ("text", "status", "due", "previous"),
    [
        ("The regulator extended the deadline on Friday.", "extended", None, None),
        ("The council announced a deadline for the firms on Friday.", None, None, None),
        ("The two sides have postponed the pay talks planned for Thursday.", "extended", None, "2026-08-06"),
        (
            "Operations chief Henrik Vase said flights could resume on Friday at the earliest.",
            "proposed",
            "2026-08-07",
            None,
        ),
        ("The regulator extended the deadline to Friday.", "extended", "2026-08-07", None),
        ("Flights resume on Friday, operations chief Henrik Vase said.", "set", "2026-08-07", None),
    ],
)
def test_the_day_of_the_act_an_old_day_and_a_possible_one_are_no_day_in_force(
    text: str, status: str | None, due: str | None, previous: str | None
) -> None:
    """ "Extended the deadline on Friday" says when that was done; what could be is not set."""
    found = find_deadlines(document(text, "2026-08-05"))

    assert [
        (one.status.value, one.due and one.due.iso(), one.previous_due and one.previous_due.iso())
        for one in found
    ] == ([] if status is None else [(status, due, previous)])


@pytest.mark.parametrize(
    "text",
    [
        "Envoys flew in from Torvik, hours before the ultimatum ran out.",
        "The two met in Holm on Tuesday, a day before the office's deadline.",
        "Torvik will have replied to the questions before the office's deadline.",
    ],
)
def test_what_is_done_before_a_day_does_not_end_it(text: str) -> None:
    """A day still ahead has not passed, and whoever meets somebody keeps no deadline."""
    ended = {DeadlineStatus.PASSED, DeadlineStatus.MET}

    assert all(fact.status not in ended for fact in find_deadlines(document(text, "2027-03-10")))
