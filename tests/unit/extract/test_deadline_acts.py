"""Days on which somebody spoke or acted, hours of offices and broadcasts: nothing is due on them, but lengths run from the first."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from tests.unit.extract.deadline_cases import document, told

PUBLISHED = "2026-06-10"  # a Wednesday

COUNTED = (
    ("The league on Monday gave Estovia three days to reopen the pass.", "2026-06-11"),
    ("The league said yesterday that the rebels have three days to reopen the pass.", "2026-06-12"),
    ("The governor announced on Tuesday that skippers have ten days to register.", "2026-06-19"),
    ("The league gave Estovia three days to reopen the pass.", "2026-06-13"),
    ("Pilots gave Larch Air a 72-hour deadline to reach a deal. The ultimatum, which was issued on Tuesday, came after talks failed.", "2026-06-12"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "due"), COUNTED)
def test_a_length_runs_from_the_day_on_which_it_was_given(sentence: str, due: str) -> None:
    assert [told(fact)["due"] for fact in find_deadlines(document(sentence, PUBLISHED))] == [due]


NO_LIMIT = (
    "The commander gave the mayor an ultimatum Monday.",
    "The dockers' vote to strike was a surprise, Radio Kestrel reported Monday.",
    "The post office in Harrow closes at 5 p.m. today.",
    "From 07:00 on Friday, we will have a page on all the latest signings.",
    "There will also be a special edition of the news on Channel 9 from 22:00 until 23:30.",
    "The judge asked about contracts that were frozen before 13 May.",
    "Voters had to wait Sunday.",
    "The two sides are expected to discuss trade, the ministry tweeted on Monday.",
    "The lease expires soon, the owner testified Monday.",
    "We will suspend the action if he suspends the threat to the jobs.",
    "You have to admire what he did Monday.",
    "The parties hope for a deal before the post-midnight strike deadline.",
)


@pytest.mark.parametrize("sentence", NO_LIMIT)
def test_a_time_of_telling_or_of_opening_is_no_deadline(sentence: str) -> None:
    assert [told(fact) for fact in find_deadlines(document(sentence, PUBLISHED))] == []


LIMITS = (
    ("Today, 12 June, marks the deadline for filing claims.", "2026-06-12", "deadline"),
    ("• 26 June – Deadline for the agency to pay all invoices.", "2026-06-26", "deadline"),
    ("Clubs will be able to sign players from Monday until Thursday, 25 June.", "2026-06-25", "expiry"),
    ("If members are not happy with the offer, a strike will take place on 19 June.", "2026-06-19", "effective"),
    ("The senate must pass the bill Friday to avert a closure.", "2026-06-12", "deadline"),
    ("Cabin crew are poised to walk off the job around 1 a.m. on Saturday.", "2026-06-13", "effective"),
    ("Larch Air faces a strike by 800 mechanics at midnight on Monday.", "2026-06-15", "effective"),
    ("Larch Air has no deal before the strike deadline just after midnight on Sunday.", "2026-06-14", "deadline"),
    ("A noon (1700 GMT) deadline for the union to accept has passed.", "2026-06-10", "deadline"),
    ("The old contract froze pay for two years. The offer ends on 26 June.", "2026-06-26", "expiry"),
    ("The plan is due to be approved on Friday.", "2026-06-12", "deadline"),
    ("Bids must be filed Friday.", "2026-06-12", "deadline"),
    ("The polls close at 8pm today.", "2026-06-10", "expiry"),
    ("The deadline to submit 2025 tax returns this year falls on 18 June.", "2026-06-18", "effective"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "due", "kind"), LIMITS)
def test_a_limit_told_once_is_found_once(sentence: str, due: str, kind: str) -> None:
    found = [told(fact) for fact in find_deadlines(document(sentence, PUBLISHED))]

    assert [(f["due"], f["kind"]) for f in found] == [(due, kind)]


def test_the_day_before_an_event_is_not_the_day_before_the_report() -> None:
    sentence = "Teams must hand in the list before 12 noon on the day before their next match."

    assert [fact.due and fact.due.iso() for fact in find_deadlines(document(sentence, PUBLISHED))] == [None]


def test_a_lull_under_another_name_is_the_same() -> None:
    text = "The six-day halt to the fighting was set to end at 7 a.m. on Wednesday. Orvia decided to extend the truce."

    assert [told(fact)["due"] for fact in find_deadlines(document(text, PUBLISHED))] == ["2026-06-10"]


def test_a_minute_of_a_live_report_is_no_deadline() -> None:
    assert find_deadlines(document("16:14 - Deadline for the rebels passes", PUBLISHED)) == ()
